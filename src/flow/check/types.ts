import { decimalsOf } from '../../values/money.ts';
import type { Value } from '../../values/typed-value.ts';
import { closedSetOf } from '../compile/closed-set.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { writtenAs } from '../compile/written-as.ts';
import type { InputField } from '../contract.ts';
import { CALLER_REGION } from '../entry.ts';
import type { VariableGift } from '../node-type.ts';
import { collect } from '../nodes/collect.ts';
import { service } from '../nodes/service.ts';
import type { Finding } from '../read/finding.ts';
import { nearest } from '../read/nearest.ts';
import type { ReadNode } from '../read/read-flow.ts';
import type { ValueSource } from '../value-source.ts';
import { BUILT_IN, type VariableType } from '../variables.ts';
import { atNode, atNodeKey, type Check, type Fault } from './subject.ts';

/** Values that do not fit where they are put: into variables, and into services. */
export const checkTypes: Check = ({ set }) =>
  [...set.nodes.values()].flatMap((node) => [
    ...node.type.gives(node.written).flatMap((gift) => giftFindings(node, gift, set)),
    ...inputFindings(node, set),
    ...groupFindings(node, set),
    ...entryFindings(node, set),
  ]);

/** Undeclared variables that a flow may set. */
const SETTABLE: readonly string[] = ['language', 'region'];

function giftFindings(node: ReadNode, gift: VariableGift, set: FlowSet): readonly Finding[] {
  const { variable, path, type, source } = gift;
  const wanted = set.typeOf(variable);
  if (!wanted) return [];
  if (Object.hasOwn(BUILT_IN, variable) && !SETTABLE.includes(variable)) {
    return atNode(set, node, path, {
      rule: 'wrong-type',
      message: `\`${variable}\` is set by the hotline itself.`,
      fix: 'Use a variable of your own.',
    });
  }
  if (type !== undefined && type !== wanted.type) return atNode(set, node, path, mismatch(variable, wanted, type));
  return source ? sourceFindings({ node, path, source, wanted, values: closedSetOf(variable, set), set }) : [];
}

interface Put {
  readonly node: ReadNode;
  readonly path: VariableGift['path'];
  readonly source: ValueSource;
  readonly wanted: Pick<VariableType, 'type'>;
  /** The closed set, where there is one. */
  readonly values: readonly string[];
  readonly set: FlowSet;
}

function sourceFindings({ node, path, source, wanted, values, set }: Put): readonly Finding[] {
  if (source.type === 'constant') {
    if (fits(source.value, wanted.type, values)) return [];
    return atNode(set, node, path, wrongConstant(source.value, wanted.type, values));
  }
  const given = set.typeOf(source.variable);
  if (!given || given.type === 'sensitive') return [];
  const outside = closedSetOf(source.variable, set).filter((value) => values.length > 0 && !values.includes(value));
  const same = given.type === wanted.type || (wanted.type === 'text' && given.type === 'enum');
  if (same && outside.length === 0) return [];
  return atNode(set, node, path, mismatch(source.variable, wanted, given.type, outside));
}

const mismatch = (
  variable: string,
  wanted: Pick<VariableType, 'type'>,
  given: VariableType['type'],
  outside: readonly string[] = [],
): Fault => ({
  rule: 'wrong-type',
  message:
    outside.length > 0
      ? `\`${variable}\` may be ${outside.join(', ')}, which is not taken here.`
      : `\`${variable}\`: ${given} stands where ${wanted.type} is wanted.`,
  fix: 'Use a variable of the type that is wanted, or correct its declaration.',
});

function wrongConstant(value: Value, type: VariableType['type'], values: readonly string[]): Fault {
  const fix =
    type === 'enum'
      ? nearest(String(value), values)
      : type === 'money'
        ? 'Collect it from the caller.'
        : EXAMPLES[type];
  return {
    rule: 'wrong-type',
    message: `\`${String(value)}\` is ${type === 'enum' ? 'none of the values that may stand here' : `not a value of type ${type}`}.`,
    fix: fix ?? 'Use a variable.',
  };
}

const EXAMPLES: Partial<Readonly<Record<VariableType['type'], string>>> = {
  digits: 'Write digits in quotes: "123".',
  text: 'Write it in quotes.',
  count: 'Write a whole number: 3.',
  ordinal: 'Write a whole number from 1.',
  date: 'Write it as "2026-02-24".',
  time: 'Write it as "09:05".',
  instant: 'Write it as "2026-02-24T09:00:00+08:00".',
  duration: 'Write seconds: 90.',
  percent: 'Write a share: 0.005 is half a percent.',
  rate: 'Write a decimal number in quotes: "7.1234".',
  boolean: 'Write true or false.',
};

const PATTERNS: Partial<Readonly<Record<VariableType['type'], RegExp>>> = {
  digits: /^\d+$/,
  text: /^/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/,
  rate: /^-?\d{1,15}(?:\.\d{1,30})?$/,
};

function fits(value: Value, type: VariableType['type'], values: readonly string[]): boolean {
  if (typeof value === 'boolean') return type === 'boolean';
  if (typeof value === 'number') return fitsNumber(value, type);
  if (typeof value !== 'string') return false;
  return type === 'enum' ? values.includes(value) : PATTERNS[type]?.test(value) === true;
}

function fitsNumber(value: number, type: VariableType['type']): boolean {
  if (type === 'count') return Number.isSafeInteger(value) && value >= 0;
  if (type === 'ordinal') return Number.isSafeInteger(value) && value >= 1;
  return (type === 'duration' && value >= 0) || type === 'percent';
}

/** What a service is told, against its contract. */
function inputFindings(node: ReadNode, set: FlowSet): readonly Finding[] {
  const written = writtenAs(node, service);
  const contract = written && set.contracts.get(written.service);
  if (!contract) return [];
  const fields = Object.keys(contract.input);
  const lacking = Object.entries(contract.input).filter(
    ([field, { optional }]) => !optional && !Object.hasOwn(written.input, field),
  );
  return [
    ...lacking.flatMap(([field, { type }]) => atNodeKey(set, node, ['service'], lackingInput(field, type))),
    ...Object.entries(written.input).flatMap(([field, source]) => {
      const wanted = Object.hasOwn(contract.input, field) ? contract.input[field] : undefined;
      if (!wanted) return atNodeKey(set, node, ['input', field], unknownInput(field, fields));
      return sourceFindings({ node, path: ['input', field], source, wanted, values: wanted.values ?? [], set });
    }),
  ];
}

const lackingInput = (field: string, type: InputField['type']): Fault => ({
  rule: 'missing-input',
  message: `The service is not told \`${field}\`.`,
  fix: `Add it under \`input\`: a variable of type ${type}.`,
});

const unknownInput = (field: string, fields: readonly string[]): Fault => ({
  rule: 'unknown-input',
  message: `The service takes no \`${field}\`.`,
  fix: nearest(field, fields),
});

/** What a service finds goes into a variable that is declared to come from it. */
function groupFindings(node: ReadNode, set: FlowSet): readonly Finding[] {
  const written = writtenAs(node, service);
  const from = written?.into === undefined ? undefined : set.groups.get(written.into);
  if (!written || from === undefined || from === written.service || !set.contracts.has(written.service)) return [];
  return atNode(set, node, ['into'], {
    rule: 'wrong-type',
    message: `\`${written.into}\` is declared to come from \`${from}\`.`,
    fix: `Declare a variable of its own as { from: ${written.service} }.`,
  });
}

const KINDS = ['digits', 'date', 'amount', 'yesNo', 'speech'] as const;

/** Just one key of a node that collects says what is taken, and it must be possible to key it. */
function entryFindings(node: ReadNode, set: FlowSet): readonly Finding[] {
  const written = writtenAs(node, collect);
  if (!written) return [];
  const kinds = KINDS.filter((kind) => written[kind] !== undefined);
  if (kinds.length !== 1) {
    return atNodeKey(set, node, kinds.length === 0 ? [] : [kinds[1] ?? ''], {
      rule: 'entry-kind',
      message:
        kinds.length === 0
          ? `\`${node.name}\` does not say what it takes.`
          : `\`${node.name}\` takes several things at once: ${kinds.join(', ')}.`,
      fix: `Write one of ${KINDS.join(', ')}.`,
    });
  }
  const decimals = Math.max(0, ...currenciesOf(written.amount?.currency, set).map(decimalsOf));
  const tooMuch = written.amount !== undefined && written.amount.max * 10 ** decimals > Number.MAX_SAFE_INTEGER;
  return tooMuch ? atNode(set, node, ['amount', 'max'], TOO_MUCH) : [];
}

const currenciesOf = (currency: string | undefined, set: FlowSet): readonly string[] =>
  currency === CALLER_REGION
    ? Object.values(set.files.regions?.value?.regions ?? {}).flatMap((region) => region.currency ?? [])
    : currency === undefined
      ? []
      : [currency];

const TOO_MUCH: Fault = { rule: 'wrong-value', message: 'Such an amount cannot be kept exactly.', fix: 'Lower it.' };
