import { z } from 'zod';
import type { CallRecord } from '../../calls/call-record.ts';
import type { QueueVisit } from '../../calls/record/queue-history.ts';
import { LEVELS } from '../../flow/variables.ts';
import { isCallSid } from '../../values/call-sid.ts';

const text = z.string().exactOptional();
const texts = z.array(z.string());
const seconds = z.number();
const instant = z.date().transform((date) => date.getTime());

/** A word that a newer process wrote is no reason to show nothing of the call. */
const word = <Of extends string>() => z.custom<Of>((value) => typeof value === 'string').exactOptional();

type RowRecord = Omit<CallRecord, 'visits'>;

/** The columns of `calls`, named as in `CallRecord`, once the empty ones are left out. */
const fields = {
  sid: z.string().refine(isCallSid),
  startedAt: instant,
  lastAt: instant,
  lastTurn: z.string(),
  lastIndex: z.int(),
  endedAt: instant.exactOptional(),
  endedBy: word<NonNullable<CallRecord['endedBy']>>(),
  disposition: word<NonNullable<CallRecord['disposition']>>(),
  status: text,
  durationSeconds: seconds.exactOptional(),
  caller: text,
  callerTail: text,
  callerName: text,
  agent: text,
  dialled: text,
  release: text,
  region: text,
  language: text,
  topic: text,
  rating: text,
  verification: z.enum(LEVELS),
  arrival: text,
  nodes: texts,
  lastNode: text,
  misses: z.int(),
  zeroOuts: z.int(),
  errors: z.int(),
  task: word<NonNullable<CallRecord['task']>>(),
  codes: texts,
  queue: text,
  queues: texts,
  waitedSeconds: seconds,
  handleSeconds: seconds,
  talkSeconds: seconds,
  transferred: z.boolean(),
  callback: z.boolean(),
  voicemail: z.boolean(),
  transcript: text,
} satisfies Record<keyof RowRecord, z.ZodType>;

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
  const values = new Map<string, unknown>(Object.entries(call));
  const row: Record<string, unknown> = {};
  for (const { field, column, isInstant } of mapping) {
    const value = values.get(field);
    row[column] = isInstant && typeof value === 'number' ? new Date(value).toISOString() : value;
  }
  return row;
}

/** Reads a row of `calls`; columns that a `CallRecord` does not have are left out. */
export function toCallRecord(row: Readonly<Record<string, unknown>>, visits: readonly QueueVisit[]): CallRecord {
  const filled: Record<string, unknown> = {};
  for (const { field, column } of mapping) {
    if (row[column] !== null) filled[field] = row[column];
  }
  return { ...StoredCall.parse(filled), visits };
}
