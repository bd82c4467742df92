import type { Kysely } from 'kysely';
import { ReportError } from '../../reports/errors.ts';
import type { Reports } from '../../reports/reports.ts';
import type { Stretch } from '../../reports/stretches.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { readCallIntervals } from './call-intervals.ts';
import { DAY_SPAN, spanMs } from './cover.ts';
import { readNodeIntervals } from './node-intervals.ts';
import { readQueueIntervals } from './queue-intervals.ts';
import { REACH_DAYS } from './repeats.ts';
import { isStale, rollUpDay } from './roll-up.ts';

export interface ReportsOptions extends Pick<Database, 'ready'> {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Days that a reader counts anew; behind by more only whoever has the time for it catches up. */
const MAX_DAYS = 31;

/** What is counted of the record in PostgreSQL, on a server or embedded. */
export function createReports({ ready, now }: ReportsOptions): Reports {
  /** The database, in which the counts of a stretch are as true as the record was when they were asked for. */
  async function counted({ from, to }: Stretch): Promise<Kysely<Tables>> {
    const database = await ready();
    if (!(await isStale(database, { from, to }))) return database;
    let before: number | undefined = to;
    for (let days = 0; days < MAX_DAYS; days += 1) {
      before = await rollUpDay(database, now(), { from, to: before });
      if (before === undefined) return database;
    }
    throw new ReportError('figures-behind', `more than ${MAX_DAYS} days are to be counted first`);
  }

  return {
    queues: async (asked) => readQueueIntervals(await counted(wholeOf(asked.stretches)), asked),
    // A call that came later may repeat one that is asked for.
    calls: async (asked) => readCallIntervals(await counted(longer(wholeOf(asked.stretches), REACH_DAYS)), asked),
    nodes: async (asked) => readNodeIntervals(await counted(wholeOf(asked.stretches)), asked),
  };
}

const wholeOf = (stretches: readonly Stretch[]): Stretch => ({
  from: stretches[0]?.from ?? 0,
  to: stretches.at(-1)?.to ?? 0,
});

const longer = ({ from, to }: Stretch, days: number): Stretch => ({ from, to: to + days * spanMs(DAY_SPAN) });
