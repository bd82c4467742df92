import { z } from 'zod';
import { decimalsOf } from '../values/money.ts';
import type { Value } from '../values/typed-value.ts';

/** What may be keyed at a node that collects. */
export type Entry =
  | {
      readonly type: 'digits';
      readonly min: number;
      readonly max: number;
      /** `luhn`: the last digit is a check digit by ISO/IEC 7812-1. */
      readonly check?: 'luhn' | undefined;
      /** The only keys that may occur. */
      readonly allow?: string | undefined;
    }
  /** Month and day as four digits; the year is the one in which it comes next, or was at most 31 days ago. */
  | { readonly type: 'date' }
  /** In a currency of ISO 4217. As a flow says it, `callerRegion` stands for that of the caller's region. */
  | { readonly type: 'amount'; readonly currency: string; readonly max: number }
  | { readonly type: 'yes-no' }
  | { readonly type: 'speech' };

/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'a currency is three capitals, as CNY');

/** The currency of the caller's region: a reserved word, as for calendars. */
export const CALLER_REGION = 'callerRegion';

const Length = z.int().min(1).max(40);

/** The five keys of a `collect` node of which just one says what is taken. */
export const EntrySpec = z.object({
  digits: z
    .strictObject({
      min: Length,
      max: Length,
      check: z.literal('luhn').optional(),
      allow: z.string().regex(/^\d+$/, 'the allowed keys are digits, in quotes').optional(),
    })
    .refine(({ min, max }) => min <= max, 'min is greater than max')
    .optional(),
  date: z.strictObject({}).or(z.literal(true)).optional(),
  /** `max` in whole units of the currency. */
  amount: z
    .strictObject({
      currency: z.literal(CALLER_REGION).or(Currency),
      max: z.int().min(1).default(10_000_000),
    })
    .optional(),
  yesNo: z.literal(true).optional(),
  speech: z.literal(true).optional(),
});

/** What a whole entry means; `undefined` where it is not one of what is asked for. `at` dates an entry of a day. */
export function readEntry(entry: Entry, keyed: string, at: number): Value | undefined {
  switch (entry.type) {
    case 'digits':
      return digitsOf(entry, afterStar(keyed));
    case 'date':
      return dateOf(afterStar(keyed), at);
    case 'amount':
      return amountOf(entry, keyed);
    case 'yes-no':
      return keyed === '1' ? true : keyed === '2' ? false : undefined;
    case 'speech':
      return undefined;
  }
}

/** A star clears what was keyed before it. */
const afterStar = (keyed: string): string => keyed.slice(keyed.lastIndexOf('*') + 1);

function digitsOf(entry: Extract<Entry, { type: 'digits' }>, digits: string): string | undefined {
  const { allow } = entry;
  if (!/^\d+$/.test(digits) || digits.length < entry.min || digits.length > entry.max) return undefined;
  if (allow !== undefined && [...digits].some((digit) => !allow.includes(digit))) return undefined;
  return entry.check === 'luhn' && !passesLuhn(digits) ? undefined : digits;
}

/** Luhn's check over all digits, the last being the check digit: ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 1 && sum % 10 === 0;
}

const DAY_MS = 86_400_000;

function dateOf(digits: string, at: number): string | undefined {
  if (!/^\d{4}$/.test(digits)) return undefined;
  const [month, day] = [digits.slice(0, 2), digits.slice(2)];
  const year = new Date(at).getUTCFullYear();
  for (const candidate of [year, year + 1, year + 2, year + 3, year + 4]) {
    const date = new Date(`${candidate}-${month}-${day}T00:00:00Z`);
    const exists = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
    if (exists && date.getTime() >= at - 31 * DAY_MS) return `${candidate}-${month}-${day}`;
  }
  return undefined;
}

function amountOf(entry: Extract<Entry, { type: 'amount' }>, keyed: string): Value | undefined {
  const decimals = decimalsOf(entry.currency);
  const match = /^(\d{1,12})(?:\*(\d*))?$/.exec(keyed);
  const [whole = '', fraction = ''] = match?.slice(1) ?? [];
  if (!match || fraction.length > decimals) return undefined;
  const minor = Number(whole) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || '0');
  return minor > 0 && Number(whole) <= entry.max ? { minor, currency: entry.currency } : undefined;
}
