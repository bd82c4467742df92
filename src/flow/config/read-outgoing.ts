import { z } from 'zod';
import { type ReadDocument, readDocument } from '../read/document.ts';
import type { SourceFile } from '../read/finding.ts';
import { CountryCode, FullNumber } from './full-number.ts';

const Count = z.int().min(0).max(1_000_000);

/**
 * `config/outgoing.yaml`: whom the hotline may ring and text, and how often. Without the file, nobody.
 *
 * ```yaml
 * callbacks: { countryCodes: ["+852", "+44"], perCallerPerDay: 3 }
 * messages: { countryCodes: ["+852", "+44"], perCallerPerHour: 3, perCountryPerDay: 500, perDay: 2000 }
 * ```
 */
export const OutgoingFile = z.strictObject({
  format: z.literal(1).optional(),
  callbacks: z.strictObject({
    /** Countries that may be rung; no other is. */
    countryCodes: z.array(CountryCode),
    perCallerPerDay: Count.default(3),
  }),
  messages: z.strictObject({
    countryCodes: z.array(CountryCode),
    perCallerPerHour: Count.default(3),
    perCountryPerDay: Count.default(500),
    /** In all: what a day may cost. */
    perDay: Count.default(2000),
    /** Who a text is from, by the country it goes to; else the number that the caller rang. */
    senders: z.record(CountryCode, FullNumber).default({}),
  }),
});

export type Outgoing = Readonly<z.output<typeof OutgoingFile>>;

/** Nobody is rung or texted. */
export const NO_OUTGOING: Outgoing = {
  callbacks: { countryCodes: [], perCallerPerDay: 0 },
  messages: { countryCodes: [], perCallerPerHour: 0, perCountryPerDay: 0, perDay: 0, senders: {} },
};

/** Reads whom the hotline may ring and text. Never throws. */
export const readOutgoing = (source: SourceFile): ReadDocument<Outgoing> => readDocument(source, OutgoingFile);

/** The country code of the list that a number begins with, the longest that does; none where no country may be reached. */
export const countryOf = (number: string, countryCodes: readonly string[]): string | undefined =>
  countryCodes.filter((code) => number.startsWith(code)).toSorted((one, other) => other.length - one.length)[0];

/** Whether a caller is in one of the countries that may be reached; nobody is who withholds their number. */
export const mayReach = (caller: string | undefined, rules: { readonly countryCodes: readonly string[] } | undefined) =>
  caller !== undefined && rules !== undefined && countryOf(caller, rules.countryCodes) !== undefined;
