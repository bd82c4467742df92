import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { RecordedFact } from '../../calls/call-record.ts';
import type { JournalEntry } from '../../calls/journal.ts';
import type { Month } from '../../calls/record/months.ts';
import type { Fact } from '../../flow/facts.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { toJsonText } from '../json-text.ts';
import { prepared } from '../prepared.ts';
import type { Tables } from '../tables.ts';
import { toMilliseconds } from './call-row.ts';
import { type CallMonths, keysOf } from './months.ts';

export type FactsByCall = Map<CallSid, RecordedFact[]>;

/** The facts of entries, each with its place in its call. */
export function groupByCall(entries: readonly JournalEntry[]): FactsByCall {
  const calls: FactsByCall = new Map();
  for (const { call, turn, at, facts } of entries) {
    const known = calls.get(call) ?? [];
    known.push(...facts.map((fact, index) => ({ turn, index, at, fact })));
    calls.set(call, known);
  }
  return calls;
}

/** Calls and turns in an order that all writers share. */
export function byCallAndTurn(one: JournalEntry, other: JournalEntry): number {
  if (one.call !== other.call) return one.call < other.call ? -1 : 1;
  if (one.turn === other.turn) return 0;
  return one.turn < other.turn ? -1 : 1;
}

interface Insertion {
  /** In the order of `byCallAndTurn`. */
  readonly entries: readonly JournalEntry[];
  readonly months: CallMonths;
}

/**
 * Stores facts none of which is there already; fails where one is. Facts go as one piece of JSON: a single parameter
 * however many there are, taken apart by the database.
 */
export async function insertNewFacts(transaction: Transaction<Tables>, insertion: Insertion): Promise<void> {
  await insertFacts(insertion).execute(transaction);
}

/**
 * Stores those facts that are not there already. Gives the calls of which one was, perhaps with another instant: what is
 * stored of them counts, not what came.
 */
export async function insertMissingFacts(
  transaction: Transaction<Tables>,
  insertion: Insertion,
): Promise<readonly CallSid[]> {
  const { rows } = await sql<{ readonly call_sid: CallSid; readonly stored: number }>`
    with stored as (${insertFacts(insertion)} on conflict do nothing returning call_sid)
    select call_sid, count(*) as stored from stored group by call_sid`.execute(transaction);
  const stored = new Map(rows.map((row) => [row.call_sid, row.stored]));
  const calls = groupByCall(insertion.entries);
  return [...calls].filter(([sid, facts]) => facts.length !== stored.get(sid)).map(([sid]) => sid);
}

function insertFacts({ entries, months }: Insertion): RawBuilder<unknown> {
  const byCall = Map.groupBy(entries, ({ call }) => call);
  const calls = [...byCall].map(([call, turns]) => ({
    month: months.get(call),
    call,
    turns: turns.map(({ turn, at, facts }) => ({ turn, at, facts })),
  }));
  return sql`
    insert into call_facts (month, call_sid, turn_key, index, at, fact)
    select month, call, turn, position - 1, to_timestamp(at / 1000), fact
    from jsonb_to_recordset(${toJsonText(calls)}::jsonb) as c(month date, call text, turns jsonb),
      jsonb_to_recordset(turns) as t(turn text, at double precision, facts jsonb),
      jsonb_array_elements(facts) with ordinality as f(fact, position)`;
}

/** Facts of a call, in any order, as JSON for `toFacts`. */
const factsInJson = sql.raw(
  `json_agg(json_build_object('turn', turn_key, 'index', index, 'at', ${toMilliseconds('at')}, 'fact', fact))`,
);

/** What the statement above makes; null where there are none. */
const StoredFacts = z
  .array(
    z.object({
      turn: z.string(),
      index: z.int(),
      at: z.number(),
      /** As it was written: a newer process may have written a fact that this one does not know. */
      fact: z.custom<Fact>((value) => typeof value === 'object' && value !== null && 'type' in value),
    }),
  )
  .nullable();

/** What to select beside a row of `calls` for `toFacts`: for a month that is known beforehand no other is looked at. */
export const factsField = (month: Month): RawBuilder<unknown> => sql`(
  select ${factsInJson} from call_facts where month = ${sql.lit(month)}::date and call_sid = calls.sid
) as facts`;

/** @throws where it is not what the database makes of facts */
export const toFacts = (facts: unknown): RecordedFact[] => StoredFacts.parse(facts) ?? [];

/** All facts of some calls, in any order. */
export async function readFacts(database: Kysely<Tables>, calls: CallMonths): Promise<FactsByCall> {
  if (calls.size === 0) return new Map();
  const { months, sids } = keysOf(calls);
  const { rows } = await sql<{ readonly call_sid: CallSid; readonly facts: unknown }>`
    ${prepared} select call_sid, ${factsInJson} as facts from call_facts
    where month = any(${months}::date[]) and call_sid = any(${sids}) group by call_sid`.execute(database);
  return new Map(rows.map(({ call_sid, facts }) => [call_sid, toFacts(facts)]));
}
