import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { foldFacts } from '../../src/calls/call-record.ts';
import type { CallLog } from '../../src/calls/journal.ts';
import type { Database } from '../../src/postgres/database.ts';
import { countCalls, type ReportedCall } from '../../src/reports/counting/count-calls.ts';
import { countNodes } from '../../src/reports/counting/count-nodes.ts';
import { countQueues } from '../../src/reports/counting/count-queues.ts';
import type { Reports } from '../../src/reports/reports.ts';
import { cutByInterval, type Interval, type Stretch } from '../../src/reports/stretches.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { factsOf } from '../support/any-call.ts';
import { anyReportedCall } from '../support/any-reported-call.ts';
import { callSid, type Turn, toEntries } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';

/** Reports of a test's own, over a database that nothing else writes. */
export interface TestReports {
  readonly database: Database;
  readonly log: CallLog;
  readonly reports: Reports;
  stop(): Promise<void>;
}

/** Midnight of a month's end that is a change of clocks in neither of the zones asked for, but near one in Europe. */
const BORDER = Date.UTC(2025, 10, 1);
const DAY_MS = 86_400_000;

const reported = (turns: readonly Turn[]): ReportedCall => {
  const facts = factsOf(turns);
  const call = foldFacts(turns[0]?.call ?? callSid(0), facts);
  const { caller } = call;
  return { call, facts, ...(caller !== undefined && isE164(caller) ? { callerKey: nameCaller(caller) } : {}) };
};

/** What every `Reports` says: the same as counting the calls themselves. */
export function testReports(
  name: string,
  { runs, start }: { readonly runs: number; start(): Promise<TestReports> },
): void {
  describe(name, () => {
    let bed: TestReports;
    beforeAll(async () => {
      bed = await start();
    });
    afterAll(() => bed.stop());
    beforeEach(() => empty());

    async function empty(): Promise<void> {
      await sql`
        truncate calls, call_facts, queue_visits, call_months, stale_intervals, queue_intervals, call_intervals,
          repeated_calls, repeat_intervals, node_intervals, node_ways, open_node_days, report_horizon
      `.execute(await bed.database.ready());
    }

    async function expectTrue(calls: readonly (readonly Turn[])[], stretches: readonly Stretch[]): Promise<void> {
      const all = calls.map(reported);
      const records = all.map(({ call }) => call);
      for (const region of [undefined, 'gb']) {
        const asked = { stretches, ...(region === undefined ? {} : { region }) };
        expect(await bed.reports.queues(asked)).toEqual(countQueues(records, asked));
        expect(await bed.reports.calls(asked)).toEqual(countCalls(all, asked));
      }
      const ofLogin = { stretches, queue: 'login' };
      expect(await bed.reports.queues(ofLogin)).toEqual(countQueues(records, ofLogin));
    }

    const cut = (interval: Interval, zone: string, days: number): readonly Stretch[] =>
      cutByInterval({ from: BORDER - 2 * DAY_MS, to: BORDER + days * DAY_MS }, interval, zone);

    async function expectNodesTrue(calls: readonly (readonly Turn[])[], days: number): Promise<void> {
      const all = calls.map(reported);
      for (const flow of [undefined, 'payment']) {
        const asked = { stretches: cut('day', 'UTC', days), ...(flow === undefined ? {} : { flow }) };
        expect(await bed.reports.nodes(asked)).toEqual(countNodes(all, asked));
      }
    }

    test('where nothing was recorded there is nothing', async () => {
      await expectTrue([], cut('day', 'UTC', 3));
      await expectNodesTrue([], 3);
    });

    const anyCalls = fc
      .integer({ min: 1, max: 14 })
      .chain((count) =>
        fc.tuple(
          ...Array.from({ length: count }, (_, number) =>
            anyReportedCall(callSid(number), { around: BORDER, days: number % 3 === 0 ? 9 : 0 }),
          ),
        ),
      );

    test('the counts are those of the calls themselves, however they come and whenever they are asked for', async () => {
      const asked = fc.record({
        interval: fc.constantFrom<Interval>('hour', 'day', 'week', 'month'),
        zone: fc.constantFrom('UTC', 'Asia/Shanghai', 'Europe/Madrid', 'Asia/Kolkata', 'America/Los_Angeles'),
        readAfter: fc.integer({ min: 1, max: 8 }),
      });
      await fc.assert(
        fc.asyncProperty(
          anyCalls,
          asked,
          fc.infiniteStream(fc.nat()),
          async (calls, { interval, zone, readAfter }, order) => {
            await empty();
            const turns = calls
              .flat()
              .map((turn) => ({ turn, place: order.next().value ?? 0 }))
              .toSorted((one, other) => one.place - other.place)
              .map(({ turn }) => turn);
            const size = Math.ceil(turns.length / readAfter);
            const stretches = cut(interval, zone, 12);
            for (let from = 0; from < turns.length; from += size) {
              await bed.log.record(toEntries(turns.slice(from, from + size)));
              const known = calls
                .map((own) => own.filter((turn) => turns.indexOf(turn) < from + size))
                .filter((own) => own.length > 0);
              await expectTrue(known, stretches);
            }
            await expectNodesTrue(calls, 12);
          },
        ),
        { numRuns: runs, endOnFailure: true },
      );
    });
  });
}
