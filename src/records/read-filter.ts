import type { Disposition } from '../flow/facts.ts';
import { KEBAB_CASE, type NodeId } from '../flow/ids.ts';
import { LEVELS } from '../flow/variables.ts';
import { readIsoInstant } from '../hours/iso-instant.ts';
import { type E164, isE164 } from '../values/phone-number.ts';
import type { CallFilter } from './call-filter.ts';
import { isFindable } from './searchable-text.ts';

/** What may be asked for, by the names under which addresses and commands have it. */
export const FILTER_NAMES = [
  'from',
  'to',
  'number',
  'tail',
  'dialled',
  'queue',
  'topic',
  'node',
  'disposition',
  'language',
  'region',
  'release',
  'rating',
  'verification',
  'waitedOver',
  'talkedOver',
  'text',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** As it was asked for; what is empty is not asked for. */
export type AskedFilter = Readonly<Partial<Record<FilterName, string | undefined>>>;

/** What is wrong with what was asked for, for whoever asked. */
export interface FilterProblem {
  readonly name: FilterName;
  /** Begins with the name. */
  readonly message: string;
}

/** A number is looked for by its keyed hash, which only whoever has the key can make of it. */
export type ReadFilter =
  | { readonly type: 'filter'; readonly filter: CallFilter; readonly number?: E164 }
  | { readonly type: 'problem'; readonly problem: FilterProblem };

/** How a call ended, with what is no end yet, and with one that nobody told. */
export const DISPOSITIONS = [
  'completed',
  'caller-hung-up',
  'abandoned-in-queue',
  'answered',
  'no-answer',
  'failed',
  'running',
  'lost',
] as const satisfies readonly (Disposition | 'running' | 'lost')[];

const LONGEST_TEXT = 100;
const LONGEST_WORD = 100;

type Part = { readonly [Name in keyof CallFilter]?: CallFilter[Name] } & { readonly number?: E164 };
/** A part of the filter, or what is expected instead of what was asked for. */
type ReadPart = (text: string) => Part | string;

const READERS: Readonly<Record<FilterName, ReadPart>> = {
  from: (text) => instant(text, (from) => ({ from })),
  to: (text) => instant(text, (to) => ({ to })),
  number: (text) => {
    const number = withPlus(text);
    return isE164(number) ? { number } : 'is a telephone number in full, as +85291234567';
  },
  tail: (text) => (/^\d{1,4}$/.test(text) ? { callerTail: text } : 'is the last digits of a number, four at most'),
  dialled: (text) => {
    const dialled = withPlus(text);
    return isE164(dialled) ? { dialled } : 'is a telephone number in full, as +85230000000';
  },
  queue: (text) => word(text, (queue) => ({ queue })),
  topic: (text) => word(text, (topic) => ({ topic })),
  node: (text) => (isNode(text) ? { node: text } : 'is a flow and a node of it, as payment/say-settled'),
  disposition: (text) => oneOf(DISPOSITIONS, text, (disposition) => ({ disposition })),
  language: (text) => word(text, (language) => ({ language })),
  region: (text) => word(text, (region) => ({ region })),
  release: (text) => word(text, (release) => ({ release })),
  rating: (text) => word(text, (rating) => ({ rating })),
  verification: (text) => oneOf(LEVELS, text, (verification) => ({ verification })),
  waitedOver: (text) => seconds(text, (waitedOver) => ({ waitedOver })),
  talkedOver: (text) => seconds(text, (talkedOver) => ({ talkedOver })),
  text: words,
};

/** Reads what calls are to be looked for by. Tells of the first thing that is wrong with it. */
export function readFilter(asked: AskedFilter): ReadFilter {
  let read: Part = {};
  for (const name of FILTER_NAMES) {
    const text = asked[name] ?? '';
    if (text === '') continue;
    const part = READERS[name](text);
    if (typeof part === 'string') return { type: 'problem', problem: { name, message: `${name} ${part}.` } };
    read = { ...read, ...part };
  }
  const { number, ...filter } = read;
  if (filter.from !== undefined && filter.to !== undefined && filter.to <= filter.from) {
    return { type: 'problem', problem: { name: 'to', message: 'to must be later than from.' } };
  }
  return { type: 'filter', filter, ...(number === undefined ? {} : { number }) };
}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;
/** A plus sign stands for a blank in addresses, and comes as one from whoever does not know. */
const BLANK_FOR_PLUS = / (?=\d{2}:?\d{2}$)/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A date alone is its first instant in UTC. */
function instant(text: string, toPart: (at: number) => Part): Part | string {
  const written = DATE.test(text) ? `${text}T00:00Z` : text.replace(BLANK_FOR_PLUS, '+');
  const at = OFFSET.test(written) ? readIsoInstant(written, 'UTC') : 'malformed';
  return typeof at === 'number' ? toPart(at) : 'is an instant with its offset, as 2026-11-23T10:00+08:00, or a date';
}

const withPlus = (text: string): string => (/^ ?\d/.test(text) ? `+${text.trimStart()}` : text);

function isNode(text: string): text is NodeId {
  const [flow = '', node = '', ...rest] = text.split('/');
  return rest.length === 0 && KEBAB_CASE.test(flow) && KEBAB_CASE.test(node);
}

const word = (text: string, toPart: (text: string) => Part): Part | string =>
  text.length <= LONGEST_WORD ? toPart(text) : `is ${LONGEST_WORD} characters at most`;

function oneOf<Of extends string>(all: readonly Of[], text: string, toPart: (one: Of) => Part): Part | string {
  const found = all.find((one) => one === text);
  return found === undefined ? `is one of ${all.join(', ')}` : toPart(found);
}

function words(text: string): Part | string {
  if (text.length > LONGEST_TEXT) return `is ${LONGEST_TEXT} characters at most`;
  return isFindable(text) ? { text } : 'is three letters in a row at least, or one character of another script';
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

function seconds(text: string, toPart: (seconds: number) => Part): Part | string {
  const [, count, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)([smh]?)$/.exec(text) ?? [];
  return count === undefined ? 'is a time, as 90, 90s, 4m or 1h' : toPart(Number(count) * (UNIT_SECONDS[unit] ?? 1));
}
