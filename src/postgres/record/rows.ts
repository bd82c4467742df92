import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { CallRecord } from '../../calls/call-record.ts';
import { isCallSid } from '../../values/call-sid.ts';
import { type E164, isE164 } from '../../values/phone-number.ts';
import { toJsonText } from '../json-text.ts';
import { indexedWords } from '../search/indexed-words.ts';
import type { Tables } from '../tables.ts';
import { callColumns, callFields, callsInJson, callValues, toCallRecord } from './call-row.ts';
import { type CallMonths, keysOf } from './months.ts';
import { readVisits } from './visits.ts';

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

type Row = Readonly<Record<string, unknown>>;

/** The rows of calls, those that there are, in any order. */
export const readRows = async (database: Kysely<Tables>, calls: CallMonths): Promise<readonly CallRecord[]> =>
  calls.size === 0 ? [] : withVisits(database, calls, await selectRows(database, calls, sql``));

export interface LockedRows {
  readonly records: readonly CallRecord[];
  /** Calls whose caller was erased. */
  readonly erased: ReadonlySet<unknown>;
}

/** In the order of their ids, as all rows are taken, so that two writers do not wait for each other. */
export async function lockRows(transaction: Transaction<Tables>, calls: CallMonths): Promise<LockedRows> {
  if (calls.size === 0) return { records: [], erased: new Set() };
  const rows = await selectRows(transaction, calls, sql`order by sid for update`);
  return {
    records: await withVisits(transaction, calls, rows),
    erased: new Set(rows.filter(({ is_erased }) => is_erased === true).map(({ sid }) => sid)),
  };
}

async function selectRows(
  database: Kysely<Tables>,
  calls: CallMonths,
  manner: RawBuilder<unknown>,
): Promise<readonly Row[]> {
  const { months, sids } = keysOf(calls);
  const { rows } = await sql<Row>`
    select ${callFields}, is_erased from calls where month = any(${months}::date[]) and sid = any(${sids}) ${manner}`.execute(
    database,
  );
  return rows;
}

/** Most calls have joined no queue: of those there is nothing to read. */
export async function withVisits(
  database: Kysely<Tables>,
  calls: CallMonths,
  rows: readonly Row[],
): Promise<readonly CallRecord[]> {
  const queued = new Set(rows.filter(({ queues }) => Array.isArray(queues) && queues.length > 0).map(({ sid }) => sid));
  const visits = await readVisits(database, new Map([...calls].filter(([sid]) => queued.has(sid))));
  return rows.map((row) =>
    toCallRecord(row, typeof row.sid === 'string' && isCallSid(row.sid) ? (visits.get(row.sid) ?? []) : []),
  );
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
