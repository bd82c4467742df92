import { z } from 'zod';
import type { InputField, OutputField } from '../../flow/contract.ts';
import { Currency } from '../../flow/entry.ts';
import { KEBAB_CASE } from '../../flow/ids.ts';
import type { Value } from '../../values/typed-value.ts';

/** Longer identifiers are refused: nobody could hear or key them. */
const MOST_DIGITS = 40;
/** UTF-16 units; callers hear less than half of it. */
const LONGEST_TEXT = 500;
/** Of an enum. */
const LONGEST_WORD = 64;
/** ISO 8601 with its offset and a fraction of whatever length is longer than any that means something. */
const LONGEST_INSTANT = 40;
/** Ten thousand per cent: no share that is spoken is larger. */
const LARGEST_SHARE = 100;

const money = z.object({
  minor: z.int().describe('Whole minor units of the currency: 12345 is 123.45 CNY, and 12345 JPY.'),
  currency: Currency.describe('ISO 4217.'),
});

const digits = z.string().regex(/^\d+$/).max(MOST_DIGITS);

/** What a value of each type is on the wire. */
const OF_TYPE = {
  digits,
  text: z.string().max(LONGEST_TEXT),
  enum: z.string().regex(KEBAB_CASE).max(LONGEST_WORD),
  boolean: z.boolean(),
  count: z.int().min(0),
  ordinal: z.int().min(1),
  money,
  date: z.iso.date(),
  time: z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/),
  instant: z.iso.datetime({ offset: true }).max(LONGEST_INSTANT),
  duration: z.number().min(0).max(Number.MAX_SAFE_INTEGER).describe('Seconds.'),
  percent: z.number().min(-LARGEST_SHARE).max(LARGEST_SHARE).describe('A share: 0.005 is half a percent.'),
  rate: z
    .string()
    .regex(/^\d{1,15}(?:\.\d{1,30})?$/)
    .describe('A decimal number as text, as 7.1234.'),
  sensitive: digits,
} satisfies Record<InputField['type'], z.ZodType<Value>>;

/** The form of a field's value on the wire: what its type allows, cut to the closed set that the contract names. */
export const schemaOfField = ({ type, values }: InputField | OutputField): z.ZodType<Value> =>
  values === undefined ? OF_TYPE[type] : z.enum(values);
