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

/** Each field with its column, written in SQL's way, and whether it is an instant. */
const mapping = Object.keys(fields).map((field) => ({
  field,
  column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  isInstant: field.endsWith('At'),
}));

/** The columns of `calls` that a call fills. */
export const callColumns: readonly string[] = mapping.map(({ column }) => column);

/** A call as the database takes it from JSON. */
export function toCallRow(call: CallRecord): Readonly<Record<string, unknown>> {
  const values = new Map<string, string | number | undefined>(Object.entries(call));
  const row: Record<string, unknown> = {};
  for (const { field, column, isInstant } of mapping) {
    const value = values.get(field);
    row[column] = isInstant && typeof value === 'number' ? new Date(value).toISOString() : value;
  }
  return row;
}

/** Reads a row of `calls`; columns that a `CallRecord` does not have are left out. */
export function toCallRecord(row: Readonly<Record<string, unknown>>): CallRecord {
  const filled: Record<string, unknown> = {};
  for (const { field, column } of mapping) {
    if (row[column] !== null) filled[field] = row[column];
  }
  return StoredCall.parse(filled);
}
