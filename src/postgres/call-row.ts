import { z } from 'zod';
import type { CallRecord } from '../calls/call-record.ts';
import type { Disposition } from '../flow/facts.ts';
import { LEVELS } from '../flow/variables.ts';
import { isCallSid } from '../values/call-sid.ts';

const text = z.string().exactOptional();
const seconds = z.number();
const instant = z.date().transform((date) => date.getTime());

/** The columns of `calls`, named as in `CallRecord`, once the empty ones are left out. */
const fields = {
  sid: z.string().refine(isCallSid),
  startedAt: instant,
  lastAt: instant,
  lastTurn: z.string(),
  lastIndex: z.int(),
  endedAt: instant.exactOptional(),
  caller: text,
  callerTail: text,
  callerName: text,
  agent: text,
  dialled: text,
  release: text,
  region: text,
  language: text,
  queue: text,
  waitedSeconds: seconds,
  talkSeconds: seconds,
  durationSeconds: seconds.exactOptional(),
  topic: text,
  rating: text,
  verification: z.enum(LEVELS),
  /** A disposition that a newer process wrote is no reason to show nothing of the call. */
  disposition: z.custom<Disposition>((value) => typeof value === 'string').exactOptional(),
  status: text,
} satisfies Record<keyof CallRecord, z.ZodType>;

const StoredCall = z.object(fields);

/** The columns of `calls` that a call fills. */
export const callColumns: readonly string[] = Object.keys(fields).map(toColumn);

/** A call as the database takes it from JSON. */
export function toCallRow(call: CallRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(call).map(([field, value]) => [toColumn(field), field.endsWith('At') ? toIso(value) : value]),
  );
}

/** Reads a row of `calls`; columns that a `CallRecord` does not have are left out. */
export function toCallRecord(row: object): CallRecord {
  const filled = Object.entries(row).filter(([, value]) => value !== null);
  return StoredCall.parse(Object.fromEntries(filled.map(([column, value]) => [toField(column), value])));
}

const toIso = (at: number): string => new Date(at).toISOString();

function toColumn(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toField(column: string): string {
  return column.replaceAll(/_[a-z]/g, (letter) => letter.charAt(1).toUpperCase());
}
