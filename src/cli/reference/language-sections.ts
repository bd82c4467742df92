import { type Contract, outcomesOf } from '../../flow/contract.ts';
import { BUILT_IN, LEVELS } from '../../flow/variables.ts';
import type { JsonSchema } from './json-schema.ts';
import { partOf, table } from './key-table.ts';

/** What each type of variable holds, and how it comes to the ear. */
const TYPES: Readonly<Record<string, string>> = {
  digits: 'Digits that identify something; said one by one, in groups.',
  text: 'Words from outside; said as they stand, at most 200 characters.',
  count: 'A whole number of things.',
  ordinal: 'A place in a row: the third.',
  money: 'An amount in its currency.',
  date: 'A day; its year is said where it is not the current one.',
  time: 'A time of day.',
  instant: "A moment; said in the region's own time, as today, tomorrow or a date.",
  duration: 'A stretch of time.',
  percent: 'A share of a hundred.',
  rate: 'A rate of exchange.',
  boolean: 'Yes or no; for branches, never said.',
  sensitive: 'A code or PIN: keyed, read by the next service in the same turn, kept and said nowhere.',
  enum: 'One of the words under `values`, for branches; never said.',
};

/** What the variables are that every flow has. */
const UNDECLARED: Readonly<Record<string, string>> = {
  language: 'The language that the caller is spoken to in; `set` may change it.',
  region: "The caller's region, where it is known; `set` may change it.",
  verification: 'How sure the hotline is of the caller.',
  recordingPolicy: "What the caller's region has about recording talks with people: `notice`, `consent` or `off`.",
  talks: 'What a `recording` node has settled about that: `recorded` or `not-recorded`; no value until then.',
  callerTail: "The last digits of the caller's number.",
  canCallBack:
    "Whether the caller's number can be called back: it is known, and `config/outgoing.yaml` lists its country.",
  canText: "Whether the caller's number can be texted, likewise.",
  heard: 'What speech recognition understood, while it is being confirmed.',
  nextOpen: 'After an `hours` node: when people answer next.',
  closedReason: 'After an `hours` node: why they do not now.',
  city: 'After an `hours` node: whose clock counts.',
  queuePosition: 'In what is said while waiting in a queue: the place, from 1.',
};

/**
 * What flows remember: the types of variables, and those that every flow has.
 *
 * @throws {Error} naming a type or variable that is not told of, or that there is not
 */
export function variablesSection(flow: JsonSchema): string {
  const types = typesIn(partOf(flow, ['properties', 'variables', 'additionalProperties']));
  hold(types, TYPES);
  hold(Object.keys(BUILT_IN), UNDECLARED);
  return [
    '## Variables',
    `A flow declares under \`variables\` what it remembers: \`reference: { type: digits }\`, \`topic: { type: enum, values:
[login, payment] }\`, or \`payment: { from: payments.status }\` for one variable for each output of a service
(\`paymentState\`, \`paymentAmount\`). All flows share them.`,
    table(
      ['type', 'what it holds'],
      types.map((type) => [`\`${type}\``, TYPES[type] ?? '']),
    ),
    'These are there without being declared:',
    table(
      ['variable', 'type', 'what it is'],
      Object.entries(BUILT_IN).map(([name, { type }]) => [`\`${name}\``, `\`${type}\``, UNDECLARED[name] ?? '']),
    ),
  ].join('\n\n');
}

function typesIn(declaration: JsonSchema): readonly string[] {
  const forms = Array.isArray(declaration.anyOf) ? declaration.anyOf : [];
  return forms.flatMap((form: unknown) => {
    const type = partOf(form, ['properties', 'type']);
    const values = Array.isArray(type.enum) ? type.enum : [type.const];
    return values.filter((value) => typeof value === 'string');
  });
}

function hold(there: readonly string[], told: Readonly<Record<string, string>>): void {
  const untold = there.filter((name) => !Object.hasOwn(told, name));
  const gone = Object.keys(told).filter((name) => !there.includes(name));
  if (untold.length + gone.length > 0) throw new Error(`not told of, or not there: ${[...untold, ...gone].join(', ')}`);
}

/** What flows may ask: each service with what it is told and how it may answer. */
export function servicesSection(contracts: readonly Contract[]): string {
  const services = contracts.flatMap((contract) => {
    const inputs = Object.entries(contract.input).map(
      ([name, { type, values, optional }]) =>
        `\`${name}\` (${type}${closedSet(values)}${optional ? '; may be left out' : ''})`,
    );
    const needs = contract.needs === undefined ? '' : ` It is asked only from level ${contract.needs} on.`;
    const outcomes = outcomesOf(contract).map((outcome) => [`\`${outcome}\``, outputsOf(contract, outcome)]);
    return [
      `### ${contract.service}`,
      `${contract.summary} It is told ${inputs.length > 0 ? inputs.join(', ') : 'nothing'}.${needs}`,
      table(['outcome', 'gives'], outcomes),
    ];
  });
  return [
    '## Services',
    `What a \`service\` node may ask, and how it may be answered. The levels of certainty about the caller are
${LEVELS.join(', ')}. What is found "from" a level may only be spoken, or sent, from that level on.`,
    ...services,
  ].join('\n\n');
}

function outputsOf({ outcomes }: Contract, outcome: string): string {
  const { output = {}, raises } = outcomes[outcome] ?? {};
  const outputs = Object.entries(output).map(
    ([name, { type, values, level }]) =>
      `\`${name}\` (${type}${closedSet(values)}${level === undefined ? '' : `; from ${level}`})`,
  );
  return [...outputs, ...(raises === undefined ? [] : [`level ${raises}`])].join(', ') || 'nothing';
}

const closedSet = (values: readonly string[] | undefined): string =>
  values === undefined ? '' : `: ${values.join(', ')}`;
