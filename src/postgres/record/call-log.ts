import type { Kysely } from 'kysely';
import { compareFacts } from '../../calls/call-record.ts';
import type { CallLog, JournalEntry } from '../../calls/journal.ts';
import { type Month, monthOf } from '../../calls/record/months.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { eraseCaller } from './erase-caller.ts';
import { readFacts } from './facts.ts';
import { findMonths, makeMonth } from './months.ts';
import { refoldCalls } from './refold-calls.ts';
import { type NameCaller, readCalls } from './rows.ts';
import { writeFacts } from './write-facts.ts';

export interface CallLogOptions extends Pick<Database, 'ready'> {
  /** Makes the keyed hash by which the calls of a number are found: the same in every process of a hotline. */
  readonly nameCaller: NameCaller;
}

/** The call log in PostgreSQL, on a server or embedded. */
export function createCallLog({ ready, nameCaller }: CallLogOptions): CallLog {
  const madeMonths = new Set<Month>();
  let refolded: Promise<void> | undefined;

  /** The database with a row for each call: a newer version may have more to tell of the calls that are there. */
  async function opened(): Promise<Kysely<Tables>> {
    const database = await ready();
    refolded ??= refoldCalls(database, nameCaller).catch((error: unknown) => {
      refolded = undefined;
      throw error;
    });
    await refolded;
    return database;
  }

  async function store(database: Kysely<Tables>, entries: readonly JournalEntry[]): Promise<void> {
    for (const month of monthsOf(entries)) {
      if (madeMonths.has(month)) continue;
      await makeMonth(database, month);
      madeMonths.add(month);
    }
    const write = (mayRepeat: boolean) =>
      database.transaction().execute((transaction) => writeFacts(transaction, entries, { nameCaller, mayRepeat }));
    await write(false).catch((error: unknown) => {
      if (sqlStateOf(error) !== IS_THERE_ALREADY) throw error;
      return write(true);
    });
  }

  return {
    record: async (entries) => {
      if (entries.length === 0) return [];
      const database = await opened();
      const lanes = inLanes(entries.filter(isTimely));
      const stored = await Promise.allSettled(
        lanes.map((lane) => recordWhatCanBe((some) => store(database, some), lane)),
      );
      const refused = stored.flatMap((lane) => {
        if (lane.status === 'rejected') throw lane.reason;
        return lane.value;
      });
      return [...entries.filter((entry) => !isTimely(entry)), ...refused];
    },

    findCall: async (sid) => {
      const database = await opened();
      return (await readCalls(database, await findMonths(database, [sid])))[0];
    },

    factsOf: async (sid) => {
      const database = await opened();
      const facts = await readFacts(database, await findMonths(database, [sid]));
      return facts.get(sid)?.toSorted(compareFacts) ?? [];
    },

    eraseCaller: async (caller) => eraseCaller(await opened(), { caller, key: nameCaller(caller) }),
  };
}

/** Most often one: then it is told by the earliest and the latest. */
function monthsOf(entries: readonly JournalEntry[]): ReadonlySet<Month> {
  const first = entries.reduce((found, { at }) => Math.min(found, at), Number.POSITIVE_INFINITY);
  const last = entries.reduce((found, { at }) => Math.max(found, at), 0);
  if (entries.length > 0 && monthOf(first) === monthOf(last)) return new Set([monthOf(first)]);
  return new Set(entries.map(({ at }) => monthOf(at)));
}

/** Fewer are stored sooner by themselves. */
const WORTH_A_LANE = 200;

/**
 * Two halves, each with whole calls: one is prepared while the database stores the other. Both are over before either is
 * told, so that nothing is still being stored when the same entries come again.
 */
function inLanes(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  if (entries.length < 2 * WORTH_A_LANE) return [entries];
  const isEven = ({ call }: JournalEntry): boolean => call.charCodeAt(call.length - 1) % 2 === 0;
  return [entries.filter(isEven), entries.filter((entry) => !isEven(entry))];
}

const EARLIEST = Date.UTC(2000);
const LATEST = Date.UTC(2100);

/** No call was ever made at any other instant, and no month is made for it. */
const isTimely = ({ at }: JournalEntry): boolean => at >= EARLIEST && at < LATEST;

/** SQLSTATE of what is unique and comes twice. */
const IS_THERE_ALREADY = '23505';

/** SQLSTATE classes that blame the values themselves: data exceptions, violated constraints, exceeded limits. */
const BLAMES_VALUES = /^(?:22|23|54)/;

/** Where a batch holds a value that the database will never take, its halves are tried, down to the one entry. */
async function recordWhatCanBe(
  store: (entries: readonly JournalEntry[]) => Promise<void>,
  entries: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  if (entries.length === 0) return [];
  try {
    await store(entries);
    return [];
  } catch (error) {
    if (!BLAMES_VALUES.test(sqlStateOf(error))) throw error;
    if (entries.length === 1) return entries;
    const middle = Math.ceil(entries.length / 2);
    const refused = await recordWhatCanBe(store, entries.slice(0, middle));
    return [...refused, ...(await recordWhatCanBe(store, entries.slice(middle)))];
  }
}

const sqlStateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
