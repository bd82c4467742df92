import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { type CallRecord, compareFacts, extendRecord, foldFacts, type RecordedFact } from '../calls/call-record.ts';
import type { CallLog, JournalEntry } from '../calls/journal.ts';
import type { Fact } from '../flow/facts.ts';
import { type CallSid, isCallSid } from '../values/call-sid.ts';
import { callColumns, toCallRecord, toCallRow } from './call-row.ts';
import type { Database } from './database.ts';
import { eraseCaller } from './erase-caller.ts';
import { toJsonText } from './json-text.ts';
import type { Tables } from './tables.ts';

/** The call log in PostgreSQL, on a server or embedded. */
export function createCallLog({ ready }: Pick<Database, 'ready'>): CallLog {
  return {
    record: async (entries) => recordWhatCanBe(await ready(), entries),

    findCall: async (sid) => {
      const database = await ready();
      const row = await database.selectFrom('calls').selectAll().where('sid', '=', sid).executeTakeFirst();
      return row && toCallRecord({ ...row });
    },

    eraseCaller: async (caller) => eraseCaller(await ready(), caller),

    factsOf: async (sid) => (await readFacts(await ready(), [sid])).get(sid)?.toSorted(compareFacts) ?? [],
  };
}

/** SQLSTATE classes that blame the values themselves: data exceptions, violated constraints, exceeded limits. */
const BLAMES_VALUES = /^(?:22|23|54)/;

/** Where a batch holds a value that the database will never take, its halves are tried, down to the one entry. */
async function recordWhatCanBe(
  database: Kysely<Tables>,
  entries: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  if (entries.length === 0) return [];
  try {
    await database.transaction().execute((transaction) => recordAll(transaction, entries));
    return [];
  } catch (error) {
    if (!BLAMES_VALUES.test(sqlStateOf(error))) throw error;
    if (entries.length === 1) return entries;
    const middle = Math.ceil(entries.length / 2);
    const refused = await recordWhatCanBe(database, entries.slice(0, middle));
    return [...refused, ...(await recordWhatCanBe(database, entries.slice(middle)))];
  }
}

const sqlStateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

type FactsByCall = Map<CallSid, RecordedFact[]>;

/**
 * Every transaction that adds facts of a call also writes its row, so a call without a row has no facts but those at
 * hand. The rows of known calls are locked first; whoever else adds facts of theirs waits, and then sees these. A call
 * that became known while its row was being inserted takes another round.
 */
async function recordAll(transaction: Transaction<Tables>, entries: readonly JournalEntry[]): Promise<void> {
  const sorted = entries.filter(({ facts }) => facts.length > 0).toSorted(byCallAndTurn);
  const open = groupByCall(sorted);
  const repeated = await insertFacts(transaction, sorted, open);
  for (const [sid, facts] of await readFacts(transaction, repeated)) open.set(sid, facts);

  while (open.size > 0) {
    const known = await lockRows(transaction, [...open.keys()]);
    await updateRows(transaction, known, open);
    for (const { sid } of known) open.delete(sid);
    for (const sid of await insertRows(transaction, open)) open.delete(sid);
  }
}

/** In the order of their ids, as all rows are taken, so that two writers do not wait for each other. */
async function lockRows(transaction: Transaction<Tables>, sids: readonly CallSid[]): Promise<readonly CallRecord[]> {
  const { rows } = await sql<Readonly<Record<string, unknown>>>`
    select * from calls where sid = any(${sids}) order by sid for update`.execute(transaction);
  return rows.map(toCallRecord);
}

/** Facts that come in order extend a record; one that comes late, or again, has it derived from all facts anew. */
async function updateRows(
  transaction: Transaction<Tables>,
  known: readonly CallRecord[],
  added: FactsByCall,
): Promise<void> {
  if (known.length === 0) return;
  const extended = known.map((record) => extendRecord(record, added.get(record.sid) ?? []));
  const late = known.flatMap(({ sid }, place) => (extended[place] ? [] : [sid]));
  const rederived = foldAll(await readFacts(transaction, late));
  const records = [...extended.filter((record) => record !== undefined), ...rederived];
  await sql`${insertCalls(records)} on conflict (sid) do update set ${replaceColumns}`.execute(transaction);
}

/** Gives the calls that had no row. */
async function insertRows(transaction: Transaction<Tables>, calls: FactsByCall): Promise<readonly CallSid[]> {
  if (calls.size === 0) return [];
  const { rows } = await sql<{ readonly sid: CallSid }>`
    ${insertCalls(foldAll(calls))} on conflict (sid) do nothing returning sid`.execute(transaction);
  return rows.map(({ sid }) => sid);
}

const foldAll = (calls: FactsByCall): readonly CallRecord[] => [...calls].map(([sid, facts]) => foldFacts(sid, facts));

function byCallAndTurn(one: JournalEntry, other: JournalEntry): number {
  if (one.call !== other.call) return one.call < other.call ? -1 : 1;
  if (one.turn === other.turn) return 0;
  return one.turn < other.turn ? -1 : 1;
}

function groupByCall(entries: readonly JournalEntry[]): FactsByCall {
  const calls: FactsByCall = new Map();
  for (const { call, turn, at, facts } of entries) {
    const known = calls.get(call) ?? [];
    known.push(...facts.map((fact, index) => ({ turn, index, at, fact })));
    calls.set(call, known);
  }
  return calls;
}

/**
 * Gives the calls of which a fact was there already, perhaps with another instant: what is stored of them counts, not
 * what came. Facts go as one piece of JSON: a single parameter however many there are, taken apart by the database.
 */
async function insertFacts(
  transaction: Transaction<Tables>,
  entries: readonly JournalEntry[],
  calls: FactsByCall,
): Promise<readonly CallSid[]> {
  const turns = entries.map(({ call, turn, at, facts }) => ({ call, turn, at, facts }));
  const { rows } = await sql<{ readonly call_sid: CallSid; readonly stored: number }>`
    with stored as (
      insert into call_facts (call_sid, turn_key, index, at, type, fact)
      select call, turn, position - 1, to_timestamp(at / 1000), fact ->> 'type', fact::jsonb
      from json_to_recordset(${toJsonText(turns)}::json) as t(call text, turn text, at double precision, facts json),
        json_array_elements(facts) with ordinality as f(fact, position)
      on conflict do nothing
      returning call_sid
    )
    select call_sid, count(*) as stored from stored group by call_sid`.execute(transaction);
  const stored = new Map(rows.map((row) => [row.call_sid, row.stored]));
  return [...calls].filter(([sid, facts]) => facts.length !== stored.get(sid)).map(([sid]) => sid);
}

const columns = sql.join(callColumns.map((column) => sql.ref(column)));
const replaceColumns = sql.join(
  callColumns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
);

function insertCalls(records: readonly CallRecord[]): RawBuilder<unknown> {
  return sql`
    insert into calls (${columns})
    select ${columns} from json_populate_recordset(null::calls, ${toJsonText(records.map(toCallRow))}::json)
    order by sid`;
}

const StoredFact = z
  .object({
    call_sid: z.string().refine(isCallSid),
    turn_key: z.string(),
    index: z.int(),
    at: z.date(),
    /** As it was written: a newer process may have written a fact that this one does not know. */
    fact: z.custom<Fact>((value) => typeof value === 'object' && value !== null && 'type' in value),
  })
  .transform(({ call_sid: call, turn_key: turn, index, at, fact }) => ({
    call,
    recorded: { turn, index, at: at.getTime(), fact },
  }));

async function readFacts(database: Kysely<Tables>, sids: readonly CallSid[]): Promise<FactsByCall> {
  if (sids.length === 0) return new Map();
  const { rows } = await sql`
    select call_sid, turn_key, index, at, fact from call_facts where call_sid = any(${sids})`.execute(database);
  const calls: FactsByCall = new Map();
  for (const row of rows) {
    const { call, recorded } = StoredFact.parse(row);
    const known = calls.get(call);
    if (known) known.push(recorded);
    else calls.set(call, [recorded]);
  }
  return calls;
}
