import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { CallRecord } from '../../calls/call-record.ts';
import type { Month } from '../../calls/record/months.ts';
import type { CallSummary, FoundCall } from '../../records/call-search.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { type E164, isE164 } from '../../values/phone-number.ts';
import { toJsonText } from '../json-text.ts';
import { indexedWords } from '../search/indexed-words.ts';
import type { Tables } from '../tables.ts';
import {
  callColumns,
  callFields,
  callsInJson,
  callValues,
  type StoredRow,
  summaryFields,
  toCallRecord,
  toCallSummary,
} from './call-row.ts';
import { factsField, toFacts } from './facts.ts';
import { type CallMonths, keysOf } from './months.ts';
import { readVisits, toVisits, visitsField } from './visits.ts';

/** Makes the keyed hash that stands for a caller's number. */
export type NameCaller = (caller: E164) => string;

/** Where rows are kept, and what stands for their callers. */
export interface RowKeys {
  readonly months: CallMonths;
  /** The keyed hash of a call's caller; nothing where there is none, or where the row has it already. */
  keyOf(record: CallRecord): string | undefined;
}

export const createKeyOf =
  (nameCaller: NameCaller): RowKeys['keyOf'] =>
  ({ caller }) =>
    caller !== undefined && isE164(caller) ? nameCaller(caller) : undefined;

type CallRow = StoredRow & { readonly sid: CallSid };

/** Rows of `calls` that all are of one month. */
export interface RowsOfMonth {
  readonly month: Month;
  /** The statement that selects them, with all their columns. */
  readonly rows: RawBuilder<unknown>;
}

/** What is read of some rows, in one statement. */
export type SelectRows<Row> = (database: Kysely<Tables>, ofMonths: readonly RowsOfMonth[]) => Promise<readonly Row[]>;

/** The records of calls with their visits. */
export const selectCalls: SelectRows<CallRecord> = async (database, ofMonths) =>
  (await selectRows(database, ofMonths, wholeFields)).map(toWholeCall);

/** What to select of `calls` of a month for `toWholeCall`. */
const wholeFields = (month: Month): RawBuilder<unknown> => sql`${callFields}, ${visitsField(month)}`;
const toWholeCall = (row: StoredRow): CallRecord => toCallRecord(row, toVisits(row.visits));

/** Whole calls with all their facts, in any order. The statement is asked as `prepared` where `manner` says so. */
export async function selectFound(
  database: Kysely<Tables>,
  ofMonths: readonly RowsOfMonth[],
  manner: RawBuilder<unknown>,
): Promise<readonly FoundCall[]> {
  const fields = (month: Month) => sql`${wholeFields(month)}, ${factsField(month)}`;
  const rows = await selectRows(database, ofMonths, fields, manner);
  return rows.map((row) => ({ call: toWholeCall(row), facts: toFacts(row.facts) }));
}

/** Calls as a list has them. */
export const selectSummaries: SelectRows<CallSummary> = async (database, ofMonths) =>
  (await selectRows(database, ofMonths, () => summaryFields)).map(toCallSummary);

async function selectRows(
  database: Kysely<Tables>,
  ofMonths: readonly RowsOfMonth[],
  fieldsOf: (month: Month) => RawBuilder<unknown>,
  manner: RawBuilder<unknown> = sql``,
): Promise<readonly StoredRow[]> {
  const selections = ofMonths.map(({ month, rows }) => sql`select ${fieldsOf(month)} from (${rows}) as calls`);
  const { rows } = await sql<StoredRow>`${manner} ${sql.join(selections, sql` union all `)}`.execute(database);
  return rows;
}

/** The rows of some calls, those that are kept in a month. */
export const rowsOf = (month: Month, sids: readonly CallSid[]): RawBuilder<unknown> =>
  sql`select * from calls where month = ${sql.lit(month)}::date and sid = any(${sids})`;

/** The records of calls, those that there are, in any order. */
export async function readCalls(database: Kysely<Tables>, calls: CallMonths): Promise<readonly CallRecord[]> {
  if (calls.size === 0) return [];
  const byMonth = Map.groupBy(calls.keys(), (sid) => calls.get(sid) ?? '');
  const ofMonths = [...byMonth].map(([month, sids]) => ({
    month,
    rows: rowsOf(month, sids),
  }));
  return selectCalls(database, ofMonths);
}

export interface LockedRows {
  readonly records: readonly CallRecord[];
  /** Calls whose caller was erased. */
  readonly erased: readonly CallSid[];
}

/**
 * In the order of their ids, as all rows are taken, so that two writers do not wait for each other. Visits are read once
 * the rows are locked: what was written while it waited counts.
 */
export async function lockRows(transaction: Transaction<Tables>, calls: CallMonths): Promise<LockedRows> {
  if (calls.size === 0) return { records: [], erased: [] };
  const { months, sids } = keysOf(calls);
  const { rows } = await sql<CallRow>`
    select ${callFields}, is_erased from calls
    where month = any(${months}::date[]) and sid = any(${sids}) order by sid for update`.execute(transaction);
  // Most calls have joined no queue: of those there is nothing to read.
  const queued = new Set(rows.filter(({ queues }) => Array.isArray(queues) && queues.length > 0).map(({ sid }) => sid));
  const visits = await readVisits(transaction, new Map([...calls].filter(([sid]) => queued.has(sid))));
  return {
    records: rows.map((row) => toCallRecord(row, visits.get(row.sid) ?? [])),
    erased: rows.filter(({ is_erased }) => is_erased === true).map(({ sid }) => sid),
  };
}

const columns = sql.join(['month', 'caller_key', 'words', ...callColumns].map((column) => sql.ref(column)));
/** A number that is in the row no more is still known by its hash, until that is taken away too. */
const replaceColumns = sql.join([
  sql`caller_key = coalesce(excluded.caller_key, calls.caller_key)`,
  ...['words', ...callColumns].map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
]);

/** Stores rows in place of those of the same calls. */
export async function replaceRows(
  transaction: Transaction<Tables>,
  records: readonly CallRecord[],
  keys: RowKeys,
): Promise<void> {
  await sql`${insertion(records, keys)} on conflict (month, sid) do update set ${replaceColumns}`.execute(transaction);
}

/** Stores rows of calls that have none. */
export async function insertRows(
  transaction: Transaction<Tables>,
  records: readonly CallRecord[],
  keys: RowKeys,
): Promise<void> {
  await insertion(records, keys).execute(transaction);
}

function insertion(records: readonly CallRecord[], { months, keyOf }: RowKeys): RawBuilder<unknown> {
  const rows = records.map((record) => ({
    ...record,
    visits: undefined,
    month: months.get(record.sid),
    callerKey: keyOf(record),
    words: indexedWords(record),
  }));
  return sql`
    insert into calls (${columns})
    select month, "callerKey", words, ${callValues}
    from json_to_recordset(${toJsonText(rows)}::json) as t(month date, "callerKey" text, words text, ${callsInJson})
    order by sid`;
}
