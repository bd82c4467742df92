import type { CallLog, JournalEntry } from '../journal.ts';
import type { Logger } from '../ports.ts';
import type { JobDetails, RecordKeeping, SilentCall } from './keeping.ts';
import { type Month, monthAfter, monthOf } from './months.ts';

/** For how long things are kept of calls, in whole months. */
export interface Retention {
  /** Calls, with all that is left of them. */
  readonly callMonths: number;
  /** What happened in them, fact by fact; no longer than the calls. */
  readonly factMonths: number;
  /** Callers' numbers and names, and what was understood of their messages. */
  readonly callerMonths: number;
}

export interface RecordJobsOptions {
  readonly keeping: RecordKeeping;
  readonly log: Pick<CallLog, 'record'>;
  readonly retention: Retention;
  /** A call that is silent for longer cannot be on any more. */
  readonly longestCallMs: number;
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What looks after the record. */
export interface RecordJobs {
  /**
   * Runs the jobs whose time it is, unless another process did. Never rejects: what fails is told, and tried
   * again the next time. Once aborted, it is left as it is.
   */
  runDue(signal: AbortSignal): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** A little less than a day, so that a day's run does not come later every day. */
const DAILY_MS = 23 * HOUR_MS;
/** A little less than an hour, as well. */
const HOURLY_MS = 55 * 60_000;
/** Months that there is room for beyond the present one. */
const MONTHS_AHEAD = 2;
const REAPED_AT_A_TIME = 500;
/** What is left after so many is for the next run. */
const REAPED_AT_MOST = 20_000;

export function createRecordJobs(options: RecordJobsOptions): RecordJobs {
  const { keeping, logger, now } = options;
  const jobs = {
    months: { everyMs: DAILY_MS, work: () => makeRoom(options) },
    retention: { everyMs: DAILY_MS, work: () => takeAway(options) },
    reaper: { everyMs: HOURLY_MS, work: () => reap(options) },
  };

  async function run(job: string, everyMs: number, work: () => Promise<JobDetails>): Promise<void> {
    const id = await keeping.begin(job, { at: now(), everyMs });
    if (id === undefined) return;
    try {
      const details = await work();
      await keeping.end(id, { at: now(), outcome: 'done', details });
      logger.info({ job, ...details }, 'a job of the record is done');
    } catch (error) {
      // What failed may be the database itself: that the run failed is in the log either way.
      await keeping.end(id, { at: now(), outcome: 'failed', details: {} }).catch(() => undefined);
      throw error;
    }
  }

  return {
    runDue: async (signal) => {
      for (const [job, { everyMs, work }] of Object.entries(jobs)) {
        if (signal.aborted) return;
        await run(job, everyMs, work).catch((err: unknown) => {
          if (signal.aborted) logger.info({ job }, 'a job of the record is left for another time');
          else logger.error({ job, err }, 'a job of the record failed');
        });
      }
    },
  };
}

async function makeRoom({ keeping, now }: RecordJobsOptions): Promise<JobDetails> {
  const made: Month[] = [];
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const month = monthAfter(monthOf(now()), ahead);
    if (await keeping.makeMonth(month)) made.push(month);
  }
  return { made };
}

/** A month goes as a whole, once its last day is as old as that. */
async function takeAway({ keeping, retention, now }: RecordJobsOptions): Promise<JobDetails> {
  const { callMonths, factMonths, callerMonths } = retention;
  const before = (months: number): Month => monthAfter(monthOf(now()), -months);
  return {
    calls: await keeping.dropCalls(before(callMonths)),
    facts: await keeping.dropFacts(before(Math.min(factMonths, callMonths))),
    callers: await keeping.forgetCallers(before(callerMonths)),
  };
}

/** Closes calls whose end never came, by a fact of their own: what still comes of them is right again. */
async function reap({ keeping, log, longestCallMs, now }: RecordJobsOptions): Promise<JobDetails> {
  let reaped = 0;
  while (reaped < REAPED_AT_MOST) {
    const at = now();
    const silent = await keeping.findSilent(at - longestCallMs, REAPED_AT_A_TIME);
    if (silent.length === 0) break;
    const refused = await log.record(silent.map((call) => lossOf(call, at)));
    reaped += silent.length - refused.length;
    if (refused.length > 0) throw new Error(`${refused.length} calls without an end cannot be closed`);
  }
  return { reaped };
}

/** One silence has one name: processes that find it at once, and runs that repeat, tell it once. */
const lossOf = ({ sid, lastAt }: SilentCall, at: number): JournalEntry => ({
  entry: '',
  shard: 0,
  call: sid,
  turn: `n.reaped-${lastAt}`,
  at,
  facts: [{ type: 'reaped' }],
});
