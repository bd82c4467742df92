import { z } from 'zod';
import { Currency } from '../entry.ts';
import { Id } from '../nodes/schemas.ts';
import { type ReadDocument, readDocument } from '../read/document.ts';
import type { SourceFile } from '../read/finding.ts';
import { RECORDING_POLICIES } from '../variables.ts';
import { CountryCode } from './full-number.ts';

/**
 * `config/regions.yaml`: whose calendar counts for whom, and whether talks with people are recorded.
 *
 * ```yaml
 * default: hk
 * regions:
 *   cn: { calendar: cn, countryCodes: ["+86"], currency: CNY, recording: notice }
 *   us-east: { calendar: us-east }                # shares its country code with others
 * ```
 */
export const RegionsFile = z.strictObject({
  format: z.literal(1).optional(),
  /** Taken where neither the dialled number nor the caller's tells a region. */
  default: Id,
  regions: z.record(
    Id,
    z.strictObject({
      calendar: Id,
      recording: z.enum(RECORDING_POLICIES).default('off'),
      countryCodes: z.array(CountryCode).default([]),
      /** What callers of the region count in. */
      currency: Currency.optional(),
    }),
  ),
});
export type RegionsFile = Readonly<z.output<typeof RegionsFile>>;

/** Reads the regions. Never throws. */
export const readRegions = (source: SourceFile): ReadDocument<RegionsFile> => readDocument(source, RegionsFile);
