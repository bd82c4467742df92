import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { CallRecord } from '../../calls/call-record.ts';
import type { QueueVisit } from '../../calls/record/queue-history.ts';
import { LEVELS } from '../../flow/variables.ts';
import { isCallSid } from '../../values/call-sid.ts';

const text = z.string().exactOptional();
const texts = z.array(z.string());
const number = z.number();
const flag = z.boolean();

/** A word that a newer process wrote is no reason to show nothing of the call. */
const word = <Of extends string>() => z.custom<Of>((value) => typeof value === 'string').exactOptional();

type RowRecord = Omit<CallRecord, 'visits'>;

/** What a row of `calls` tells, once the empty columns are left out. */
const fields = {
  sid: z.string().refine(isCallSid),
  startedAt: number,
  lastAt: number,
  lastTurn: z.string(),
  lastIndex: number,
  endedAt: number.exactOptional(),
  endedBy: word<NonNullable<CallRecord['endedBy']>>(),
  disposition: word<NonNullable<CallRecord['disposition']>>(),
  status: text,
  durationSeconds: number.exactOptional(),
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
  misses: number,
  zeroOuts: number,
  errors: number,
  task: word<NonNullable<CallRecord['task']>>(),
  codes: texts,
  queue: text,
  queues: texts,
  waitedSeconds: number,
  handleSeconds: number,
  talkSeconds: number,
  transferred: flag,
  callback: flag,
  voicemail: flag,
  transcript: text,
} satisfies Record<keyof RowRecord, z.ZodType>;

const StoredCall = z.object(fields);

type SqlType = 'instant' | 'integer' | 'double precision' | 'boolean' | 'text[]';

/** What fields are in the database; the others are text. An instant is epoch milliseconds outside of it. */
const TYPES: Readonly<Partial<Record<string, SqlType>>> = {
  startedAt: 'instant',
  lastAt: 'instant',
  endedAt: 'instant',
  lastIndex: 'integer',
  misses: 'integer',
  zeroOuts: 'integer',
  errors: 'integer',
  durationSeconds: 'double precision',
  waitedSeconds: 'double precision',
  handleSeconds: 'double precision',
  talkSeconds: 'double precision',
  nodes: 'text[]',
  codes: 'text[]',
  queues: 'text[]',
  transferred: 'boolean',
  callback: 'boolean',
  voicemail: 'boolean',
} satisfies Partial<Record<keyof RowRecord, SqlType>>;

/** Each field with its column, written in SQL's way. */
const mapping = Object.keys(fields).map((field) => ({
  field,
  column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  type: TYPES[field] ?? 'text',
}));

/** The columns of `calls` that a call fills. */
export const callColumns: readonly string[] = mapping.map(({ column }) => column);

/** The same columns out of JSON of calls, which is taken apart as `callsInJson` says. */
export const callValues: RawBuilder<unknown> = sql.join(
  mapping.map(({ field, type }) => (type === 'instant' ? toInstant(sql.ref(field)) : sql.ref(field))),
);

/** What each call in JSON has, for `json_to_recordset`. */
export const callsInJson: RawBuilder<unknown> = sql.join(
  mapping.map(({ field, type }) => sql`${sql.ref(field)} ${sql.raw(type === 'instant' ? 'double precision' : type)}`),
);

/** What to select of `calls` for `toCallRecord`. */
export const callFields: RawBuilder<unknown> = sql.join(
  mapping.map(({ field, column, type }) => {
    const value = sql.ref(`calls.${column}`);
    return sql`${type === 'instant' ? toMilliseconds(value) : value} as ${sql.ref(field)}`;
  }),
);

/** Reads a row of what `callFields` selects; what else is in it is left out. */
export function toCallRecord(row: Readonly<Record<string, unknown>>, visits: readonly QueueVisit[]): CallRecord {
  const filled: Record<string, unknown> = {};
  for (const { field } of mapping) {
    if (row[field] !== null) filled[field] = row[field];
  }
  return { ...StoredCall.parse(filled), visits };
}

function toInstant(milliseconds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_timestamp(${milliseconds} / 1000)`;
}

function toMilliseconds(value: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`round(date_part('epoch', ${value}) * 1000)`;
}
