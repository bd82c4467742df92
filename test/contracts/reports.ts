import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { foldFacts } from '../../src/calls/call-record.ts';
import type { CallLog } from '../../src/calls/journal.ts';
import type { Fact } from '../../src/flow/facts.ts';
import type { Database } from '../../src/postgres/database.ts';
import { closeCounts } from '../../src/postgres/reports/roll-up.ts';
import { countCalls, type ReportedCall } from '../../src/reports/counting/count-calls.ts';
import { countNodes } from '../../src/reports/counting/count-nodes.ts';
import { countQueues } from '../../src/reports/counting/count-queues.ts';
import type { Reports } from '../../src/reports/reports.ts';
import { cutByInterval, type Interval, type Stretch } from '../../src/reports/stretches.ts';
import { type E164, isE164 } from '../../src/values/phone-number.ts';
import { factsOf } from '../support/any-call.ts';
import { anyReportedCall } from '../support/any-reported-call.ts';
import { callSid, type Turn, toEntries } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';

/** Reports of a test's own, over a database that nothing else writes. */
export interface TestReports {
  readonly database: Database;
  readonly log: CallLog;
  readonly reports: Reports;
  /** Epoch milliseconds. */
  setNow(at: number): void;
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
    beforeEach(() => {
      bed.setNow(BORDER + 1.5 * DAY_MS);
      return empty();
    });

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
        parts: fc.integer({ min: 1, max: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(
          anyCalls,
          asked,
          fc.infiniteStream(fc.nat()),
          async (calls, { interval, zone, parts }, order) => {
            await empty();
            const turns = calls
              .flat()
              .map((turn) => ({ turn, place: order.next().value ?? 0 }))
              .toSorted((one, other) => one.place - other.place)
              .map(({ turn }) => turn);
            const size = Math.ceil(turns.length / parts);
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
    }, 120_000);

    const NOON = BORDER + DAY_MS / 2;
    const days = (count: number): readonly Stretch[] => cut('day', 'UTC', count);

    /** A call of a caller about a topic, over after a minute. */
    const callOf = (
      number: number,
      at: number,
      { caller = '+442079460123', topic = 'login' } = {},
    ): readonly Turn[] => {
      const facts: readonly (readonly Fact[])[] = [
        [{ type: 'call-started', release: 'r1', caller, dialled: '+442079460000' }],
        [
          { type: 'node-entered', node: 'payment/menu' },
          { type: 'tagged', key: 'topic', value: topic },
          { type: 'queue-joined', queue: 'login' },
        ],
        [{ type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 20 }],
        [{ type: 'call-ended', disposition: 'answered', status: 'completed' }],
      ];
      return facts.map((told, turn) => ({
        call: callSid(number),
        turn: `c.${turn}`,
        at: at + turn * 20_000,
        facts: told,
      }));
    };

    test('a call of which the beginning is told later is counted where it began, and nowhere else', async () => {
      const turns = callOf(1, NOON - 10_000);
      const [start, ...others] = turns;
      const early = { call: callSid(1), turn: 'n.early', at: NOON - 3_600_000, facts: others[1]?.facts ?? [] };
      await bed.log.record(toEntries([early]));
      await expectTrue([[early]], cut('hour', 'UTC', 2));
      await bed.log.record(toEntries(start ? [start] : []));
      await expectTrue([[early, ...(start ? [start] : [])]], cut('hour', 'UTC', 2));
    });

    test('a call that is repeated counts as repeated where it began, until its caller is erased', async () => {
      const calls = [callOf(1, NOON), callOf(2, NOON + 3 * DAY_MS), callOf(3, NOON + 4 * DAY_MS, { topic: 'payment' })];
      await bed.log.record(toEntries(calls[0] ?? []));
      await expectTrue(calls.slice(0, 1), days(1));
      await bed.log.record(toEntries(calls.slice(1).flat()));
      await expectTrue(calls, days(1));
      const [row] = await bed.reports.calls({ stretches: days(1) });
      expect(row?.counts).toMatchObject({ identified: 1, repeatedIn1Day: 0, repeatedIn7Days: 1, repeatedIn30Days: 1 });

      await bed.log.eraseCaller('+442079460123' as E164);
      const [erased] = await bed.reports.calls({ stretches: days(1) });
      expect(erased?.counts).toMatchObject({ calls: 1, identified: 0, repeatedIn7Days: 0 });
    });

    test('readers and writers at once end with what is true', async () => {
      const calls = Array.from({ length: 24 }, (_, number) => callOf(number, NOON + number * 600_000));
      const read = () =>
        Promise.all([bed.reports.queues({ stretches: days(2) }), bed.reports.calls({ stretches: days(2) })]);
      await bed.log.record(toEntries(calls.slice(0, 12).flat()));
      await Promise.all([read(), read(), read()]);
      await Promise.all(calls.slice(12).flatMap((call) => [bed.log.record(toEntries(call)), read()]));
      await expectTrue(calls, days(2));
      await expectNodesTrue(calls, 2);
    });

    test('a day that was closed is counted as a whole when more of its calls come', async () => {
      const calls = [callOf(1, NOON), callOf(2, NOON + 7_200_000)];
      bed.setNow(NOON + 20 * DAY_MS);
      await bed.log.record(toEntries(calls[0] ?? []));
      await expectNodesTrue(calls.slice(0, 1), 2);
      for (const now of [NOON, NOON + 20 * DAY_MS]) {
        bed.setNow(now);
        await bed.log.record(toEntries(calls[1] ?? []));
        await expectNodesTrue(calls, 2);
      }
    });

    test('what is counted for good stays when what it was counted from is gone, whatever comes later', async () => {
      const month = BORDER - 10 * DAY_MS;
      const other = { caller: '+8613800138000' };
      const calls = [
        ...[callOf(1, month), callOf(2, month + DAY_MS), callOf(3, NOON + 3 * DAY_MS)],
        ...[callOf(5, month + DAY_MS, other), callOf(6, month + 2 * DAY_MS, other)],
      ];
      const stretches = [{ from: BORDER - 20 * DAY_MS, to: BORDER }];
      await bed.log.record(toEntries(calls.flat()));
      const read = async () => [
        await bed.reports.queues({ stretches }),
        await bed.reports.calls({ stretches }),
        await bed.reports.nodes({ stretches }),
      ];
      const before = await read();
      expect(before).toEqual([
        countQueues(
          calls.map((call) => reported(call).call),
          { stretches },
        ),
        countCalls(calls.map(reported), { stretches }),
        countNodes(calls.map(reported), { stretches }),
      ]);
      const database = await bed.database.ready();
      await closeCounts(database, BORDER);
      await sql`delete from call_facts where month < '2025-11-01'`.execute(database);
      await sql`delete from queue_visits where month < '2025-11-01'`.execute(database);
      await bed.log.record(
        toEntries([{ call: callSid(1), turn: 'n.late', at: month, facts: [{ type: 'state-lost', turn: 1 }] }]),
      );
      await bed.log.record(toEntries(callOf(7, NOON + 4 * DAY_MS)));
      expect(await read()).toEqual(before);
    });

    test('more than a month that nobody has counted is not counted while somebody waits', async () => {
      const calls = Array.from({ length: 33 }, (_, day) =>
        callOf(day, NOON + day * DAY_MS, { caller: `+4420794601${day + 10}` }),
      );
      await bed.log.record(toEntries(calls.flat()));
      const stretches = days(40);
      await expect(bed.reports.queues({ stretches })).rejects.toMatchObject({ code: 'figures-behind' });
      await expectTrue(calls, stretches);
    });
  });
}
