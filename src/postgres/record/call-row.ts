import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { CallRecord } from '../../calls/call-record.ts';
import type { QueueVisit } from '../../calls/record/queue-history.ts';
import { LEVELS } from '../../flow/variables.ts';
import type { CallSummary } from '../../records/call-search.ts';
import { isCallSid } from '../../values/call-sid.ts';

type RowRecord = Omit<CallRecord, 'visits'>;

type SqlType = 'text' | 'instant' | 'integer' | 'double precision' | 'boolean' | 'text[]';

/** What each field is in the database. An instant is epoch milliseconds outside of it. */
const TYPES: Readonly<Record<keyof RowRecord, SqlType>> = {
  sid: 'text',
  startedAt: 'instant',
  lastAt: 'instant',
  lastTurn: 'text',
  lastIndex: 'integer',
  endedAt: 'instant',
  endedBy: 'text',
  disposition: 'text',
  status: 'text',
  durationSeconds: 'double precision',
  caller: 'text',
  callerTail: 'text',
  callerName: 'text',
  agent: 'text',
  dialled: 'text',
  release: 'text',
  region: 'text',
  language: 'text',
  topic: 'text',
  rating: 'text',
  verification: 'text',
  arrival: 'text',
  nodes: 'text[]',
  lastNode: 'text',
  misses: 'integer',
  zeroOuts: 'integer',
  errors: 'integer',
  task: 'text',
  codes: 'text[]',
  queue: 'text',
  queues: 'text[]',
  waitedSeconds: 'double precision',
  handleSeconds: 'double precision',
  talkSeconds: 'double precision',
  transferred: 'boolean',
  callback: 'boolean',
  voicemail: 'boolean',
  transcript: 'text',
};

const IS_NO_CALL = 'is no row of a call';

/**
 * A row without its empty columns, with its visits where it is whole. The columns have types, and what must be there is
 * `not null`: only what these do not say is looked at, for a page has thousands of fields. A word that a newer process
 * wrote is no reason to show nothing.
 */
const StoredCall = z.custom<CallRecord>(isTold, IS_NO_CALL);
const StoredSummary = z.custom<CallSummary>(isTold, IS_NO_CALL);
const Told = z.object({ sid: z.string().refine(isCallSid), verification: z.enum(LEVELS) });

function isTold(row: unknown): boolean {
  return Told.safeParse(row).success;
}

/** A field with its column, written in SQL's way. */
interface Mapped {
  readonly field: string;
  readonly column: string;
  readonly type: SqlType;
}

const mapping: readonly Mapped[] = Object.entries(TYPES).map(([field, type]) => ({
  field,
  column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  type,
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

/** Fields of a call that a list does not have. */
const UNLISTED: ReadonlySet<string> = new Set<Exclude<keyof RowRecord, keyof CallSummary>>([
  'nodes',
  'lastAt',
  'lastTurn',
  'lastIndex',
]);
const listed = mapping.filter(({ field }) => !UNLISTED.has(field));

/** What to select of `calls` for `toCallRecord`: as text, for a call is asked for thousands of times. */
export const callFields = selectionOf(mapping);

/** The same for `toCallSummary`. */
export const summaryFields = selectionOf(listed);

function selectionOf(fields: readonly Mapped[]): RawBuilder<unknown> {
  return sql.raw(
    fields.map(({ field, column, type }) => `${selected(`calls.${column}`, type)} as "${field}"`).join(', '),
  );
}

/** Lists as JSON, which is read three times as fast as arrays. */
function selected(column: string, type: SqlType): string {
  if (type === 'instant') return toMilliseconds(column);
  return type === 'text[]' ? `to_json(${column})` : column;
}

/** A row as the database gives it. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Reads a row of what `callFields` selects; what else is in it is left out. */
export const toCallRecord = (row: StoredRow, visits: readonly QueueVisit[]): CallRecord =>
  StoredCall.parse({ ...filledOf(row, mapping), visits });

/** Reads a row of what `summaryFields` selects. */
export const toCallSummary = (row: StoredRow): CallSummary => StoredSummary.parse(filledOf(row, listed));

function filledOf(row: StoredRow, fields: readonly Mapped[]): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const { field } of fields) {
    if (row[field] !== null) filled[field] = row[field];
  }
  return filled;
}

function toInstant(milliseconds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_timestamp(${milliseconds} / 1000)`;
}

/** An instant in epoch milliseconds, in SQL. */
export function toMilliseconds(column: string): string {
  return `round(date_part('epoch', ${column}) * 1000)`;
}
