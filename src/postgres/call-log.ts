import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { compareFacts, foldFacts, type RecordedFact } from '../calls/call-record.ts';
import type { CallLog, JournalEntry } from '../calls/journal.ts';
import type { Fact } from '../flow/facts.ts';
import { type CallSid, isCallSid } from '../values/call-sid.ts';
import { callColumns, toCallRecord, toCallRow } from './call-row.ts';
import type { Database } from './database.ts';
import { toJsonText } from './json-text.ts';
import type { Tables } from './tables.ts';

/** The call log in PostgreSQL, on a server or embedded. */
export function createCallLog({ ready }: Pick<Database, 'ready'>): CallLog {
  return {
    record: async (entries) => recordWhatCanBe(await ready(), entries),

    findCall: async (sid) => {
      const database = await ready();
      const row = await database.selectFrom('calls').selectAll().where('sid', '=', sid).executeTakeFirst();
      return row && toCallRecord(row);
    },

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
 * hand: its row follows from them. Calls that have a row are locked, and their rows are derived from all their facts
 * anew; whoever else adds facts of theirs waits for that lock, and then sees these. All rows are taken in one order, so
 * that no two writers wait for each other.
 */
async function recordAll(transaction: Transaction<Tables>, entries: readonly JournalEntry[]): Promise<void> {
  const sorted = entries.filter(({ facts }) => facts.length > 0).toSorted(byCallAndTurn);
  await insertFacts(sorted).execute(transaction);

  const calls = groupByCall(sorted);
  const { rows: inserted } = await sql<{ sid: CallSid }>`
    ${insertCalls(calls)} on conflict (sid) do nothing returning sid`.execute(transaction);
  for (const { sid } of inserted) calls.delete(sid);
  if (calls.size === 0) return;

  const known = [...calls.keys()];
  await sql`select sid from calls where sid = any(${known}) order by sid for update`.execute(transaction);
  const all = await readFacts(transaction, known);
  await sql`${insertCalls(all)} on conflict (sid) do update set ${replaceColumns}`.execute(transaction);
}

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

/** Facts go as one piece of JSON: a single parameter however many there are, and taken apart by the database. */
function insertFacts(entries: readonly JournalEntry[]): RawBuilder<unknown> {
  const turns = entries.map(({ call, turn, at, facts }) => ({ call, turn, at, facts }));
  return sql`
    insert into call_facts (call_sid, turn_key, index, at, type, fact)
    select call, turn, position - 1, to_timestamp(at / 1000), fact ->> 'type', fact::jsonb
    from json_to_recordset(${toJsonText(turns)}::json) as t(call text, turn text, at double precision, facts json),
      json_array_elements(facts) with ordinality as f(fact, position)
    on conflict do nothing`;
}

const columns = sql.join(callColumns.map((column) => sql.ref(column)));
const replaceColumns = sql.join(
  callColumns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
);

function insertCalls(calls: FactsByCall): RawBuilder<unknown> {
  const rows = [...calls].map(([sid, facts]) => toCallRow(foldFacts(sid, facts)));
  return sql`
    insert into calls (${columns})
    select ${columns} from json_populate_recordset(null::calls, ${toJsonText(rows)}::json) order by sid`;
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
