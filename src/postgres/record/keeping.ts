import { type Kysely, sql } from 'kysely';
import type { RecordKeeping } from '../../calls/record/keeping.ts';
import { type Month, monthAfter } from '../../calls/record/months.ts';
import { isCallSid } from '../../values/call-sid.ts';
import type { Database } from '../database.ts';
import { closeCounts } from '../reports/roll-up.ts';
import type { Tables } from '../tables.ts';
import { takeOutCallers } from './erase-caller.ts';
import { makeMonth, monthIn, partitionName, type TableByMonth } from './months.ts';

/** What looks after the record in PostgreSQL, on a server or embedded. */
export function createRecordKeeping({ ready }: Pick<Database, 'ready'>): RecordKeeping {
  return {
    begin: async (job, run) => beginRun(await ready(), { job, ...run }),

    end: async (run, { at, outcome, details }) => {
      const database = await ready();
      await database
        .updateTable('job_runs')
        .set({ ended_at: new Date(at), outcome, details: JSON.stringify(details) })
        .where('id', '=', run)
        .execute();
    },

    makeMonth: async (month) => makeMonth(await ready(), month),

    dropFacts: async (before) => {
      const database = await ready();
      const months = await monthsBefore(database, 'call_facts', before);
      for (const month of months) {
        await closeCounts(database, Date.parse(monthAfter(month)));
        await dropParts(database, ['call_facts'], month);
      }
      return months;
    },

    dropCalls: async (before) => {
      const database = await ready();
      const months = await monthsBefore(database, 'calls', before);
      for (const month of months) {
        await closeCounts(database, Date.parse(monthAfter(month)));
        await dropParts(database, ['calls', 'queue_visits', 'call_facts'], month);
      }
      // Whether or not there were any: a process may have ended between the two.
      while ((await dropSomeMonthsOfCalls(database, before)) === BATCH);
      return months;
    },

    forgetCallers: async (before) => {
      const database = await ready();
      let forgotten = 0;
      for (const month of await monthsBefore(database, 'calls', before)) {
        forgotten += await forgetAll(database, month);
      }
      return forgotten;
    },

    findSilent: async (before, limit) => {
      const database = await ready();
      const { rows } = await sql<{ readonly sid: string; readonly last_at: Date }>`
        select sid, last_at from calls
        where ended_at is null and last_at < ${new Date(before)} order by last_at limit ${limit}`.execute(database);
      return rows.flatMap(({ sid, last_at }) => (isCallSid(sid) ? [{ sid, lastAt: last_at.getTime() }] : []));
    },
  };
}

/** Any number that no other lock of this database has. */
const BEGINNING_RUNS = 7_160_032;

/** One process after the other: whoever comes second sees that another was first. */
async function beginRun(
  database: Kysely<Tables>,
  { job, at, everyMs }: { readonly job: string; readonly at: number; readonly everyMs: number },
): Promise<number | undefined> {
  const [from, until] = [new Date(at - everyMs), new Date(at)];
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${BEGINNING_RUNS})`.execute(transaction);
    const { rows } = await sql<{ readonly id: number }>`
      insert into job_runs (job, started_at)
      select ${job}, ${until} where not exists (
        select from job_runs
        where job = ${job} and started_at > ${from} and started_at <= ${until} and outcome is distinct from 'failed'
      )
      returning id`.execute(transaction);
    return rows[0]?.id;
  });
}

/** Months before this one that a table has a part for, the oldest first. */
async function monthsBefore(database: Kysely<Tables>, table: TableByMonth, before: Month): Promise<readonly Month[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent = ${table}::regclass order by 1`.execute(database);
  return rows.flatMap(({ name }) => monthIn(table, name) ?? []).filter((month) => month < before);
}

/**
 * Whoever reads a table keeps its parts from being dropped, and whoever waits to drop one keeps all others from reading:
 * so the wait is short, and it is tried again another time.
 */
const dropParts = (database: Kysely<Tables>, tables: readonly TableByMonth[], month: Month): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await sql`set local lock_timeout = '1s'`.execute(transaction);
    for (const table of tables) {
      await sql`drop table if exists ${sql.id(partitionName(table, month))}`.execute(transaction);
    }
  });

const BATCH = 5000;

/** Gives how many it took: the oldest lie first, so that they are found at once. */
async function dropSomeMonthsOfCalls(database: Kysely<Tables>, before: Month): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from call_months where ctid = any(array(
      select ctid from call_months where month < ${before} limit ${BATCH}
    ))`.execute(database);
  return Number(numAffectedRows ?? 0);
}

/** Goes through the calls of a month in the order of their ids. Gives how many there were to forget. */
async function forgetAll(database: Kysely<Tables>, month: Month): Promise<number> {
  let [forgotten, after] = [0, ''];
  for (;;) {
    const sids = await forgetSome(database, month, after);
    forgotten += sids.length;
    after = sids.at(-1) ?? after;
    if (sids.length < BATCH) return forgotten;
  }
}

const forgetSome = (database: Kysely<Tables>, month: Month, after: string): Promise<readonly string[]> =>
  database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ readonly sid: string }>`
      select sid from calls
      where month = ${month} and sid > ${after}
        and (caller is not null or caller_tail is not null or caller_name is not null or transcript is not null)
      order by sid limit ${BATCH} for update`.execute(transaction);
    const sids = rows.map(({ sid }) => sid);
    await takeOutCallers(transaction, { months: [month], sids });
    return sids;
  });
