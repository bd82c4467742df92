import type { Transaction } from 'kysely';
import { type CallRecord, extendRecord, foldFacts } from '../../calls/call-record.ts';
import type { JournalEntry } from '../../calls/journal.ts';
import type { CallSid } from '../../values/call-sid.ts';
import type { Tables } from '../tables.ts';
import { eraseCalls } from './erase-caller.ts';
import {
  byCallAndTurn,
  type FactsByCall,
  groupByCall,
  insertMissingFacts,
  insertNewFacts,
  readFacts,
} from './facts.ts';
import { type CallMonths, keysOf, settleMonths } from './months.ts';
import { createKeyOf, insertRows, lockRows, type NameCaller, type RowKeys, replaceRows } from './rows.ts';
import { markStale } from './stale-intervals.ts';
import { removeVisits, writeVisits } from './visits.ts';

export interface Writing {
  readonly nameCaller: NameCaller;
  /** Whether some of the facts may be stored already: to ask costs a third of storing. */
  readonly mayRepeat: boolean;
}

/**
 * Stores facts, and the rows and visits that follow from them. Rejects where a fact is stored already, unless told that
 * this may be.
 *
 * Whoever first stores something of a call settles its month, and writes its row in the same transaction; whoever else
 * has facts of it waits for that. So a call whose month is settled has a row, which is locked before anything is added
 * to it: whoever else adds facts waits for that, and then sees these. Calls whose caller was erased are rid of the caller
 * again, whatever was told of them now.
 */
export async function writeFacts(
  transaction: Transaction<Tables>,
  entries: readonly JournalEntry[],
  { nameCaller, mayRepeat }: Writing,
): Promise<void> {
  const sorted = entries.filter(({ facts }) => facts.length > 0).toSorted(byCallAndTurn);
  const calls = groupByCall(sorted);
  const { months, fresh } = await settleMonths(transaction, calls);
  const stored = [...months.keys()].filter((sid) => !fresh.has(sid));
  const known = await lockRows(transaction, only(months, stored));
  const insertion = { entries: sorted, months };
  if (mayRepeat) {
    const repeated = await insertMissingFacts(transaction, insertion);
    for (const [sid, facts] of await readFacts(transaction, only(months, repeated))) calls.set(sid, facts);
  } else await insertNewFacts(transaction, insertion);

  const keys = { months, keyOf: createKeyOf(nameCaller) };
  await updateRows(transaction, { known: known.records, added: calls }, keys);
  for (const { sid } of known.records) calls.delete(sid);
  await addRows(transaction, calls, keys);
  await eraseCalls(transaction, keysOf(only(months, known.erased)));
}

/** Facts that come in order extend a record; one that comes late, or again, has it derived from all facts anew. */
async function updateRows(
  transaction: Transaction<Tables>,
  { known, added }: { readonly known: readonly CallRecord[]; readonly added: FactsByCall },
  keys: RowKeys,
): Promise<void> {
  if (known.length === 0) return;
  const changes = known.map((before) => ({ before, after: extendRecord(before, added.get(before.sid) ?? []) }));
  const extended = changes.flatMap(({ before, after }) => (after ? [{ before, after }] : []));
  const late = changes.filter(({ after }) => !after).map(({ before }) => before);
  const latest = only(
    keys.months,
    late.map(({ sid }) => sid),
  );
  const rederived = foldAll(await readFacts(transaction, latest));
  const records = [...extended.map(({ after }) => after), ...rederived];
  const moved = extended.filter(
    ({ before, after }) => before.visits !== after.visits || before.region !== after.region,
  );
  const keyed = new Set(
    extended.filter(({ before, after }) => before.caller === after.caller).map(({ after }) => after),
  );
  const keyOf = (record: CallRecord) => (keyed.has(record) ? undefined : keys.keyOf(record));
  await replaceRows(transaction, records, { ...keys, keyOf });
  await removeVisits(transaction, latest);
  await writeVisits(transaction, [...moved.map(({ after }) => after), ...rederived], keys.months);
  await markStale(transaction, [...known, ...records]);
}

async function addRows(transaction: Transaction<Tables>, calls: FactsByCall, keys: RowKeys): Promise<void> {
  if (calls.size === 0) return;
  const records = foldAll(calls);
  await insertRows(transaction, records, keys);
  await writeVisits(transaction, records, keys.months);
  await markStale(transaction, records);
}

const foldAll = (calls: FactsByCall): readonly CallRecord[] => [...calls].map(([sid, facts]) => foldFacts(sid, facts));

const only = (months: CallMonths, sids: readonly CallSid[]): CallMonths =>
  new Map(
    sids.flatMap((sid) => {
      const month = months.get(sid);
      return month === undefined ? [] : [[sid, month] as const];
    }),
  );
