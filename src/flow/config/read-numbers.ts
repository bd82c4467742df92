import { z } from 'zod';
import { Id } from '../nodes/schemas.ts';
import { type ReadDocument, readDocument } from '../read/document.ts';
import type { SourceFile } from '../read/finding.ts';
import { FullNumber } from './full-number.ts';

/**
 * `config/numbers.yaml`: the hotline's own numbers, and those that it may dial.
 *
 * ```yaml
 * numbers:
 *   "+85230000000": { region: hk, language: zh-CN }
 * transfers:
 *   partner-desk: "+85230000099"
 * ```
 */
export const NumbersFile = z.strictObject({
  format: z.literal(1).optional(),
  numbers: z.record(FullNumber, z.strictObject({ region: Id.optional(), language: z.string().optional() })).default({}),
  transfers: z.record(Id, FullNumber).default({}),
});
export type NumbersFile = Readonly<z.output<typeof NumbersFile>>;

/** Reads the numbers. Never throws. */
export const readNumbers = (source: SourceFile): ReadDocument<NumbersFile> => readDocument(source, NumbersFile);
