import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallRecord, compareFacts, foldFacts } from '../../src/calls/call-record.ts';
import type { CallLog } from '../../src/calls/journal.ts';
import type { Fact } from '../../src/flow/facts.ts';
import type { CallFilter } from '../../src/records/call-filter.ts';
import type { CallSearch, CallSummary, PageStart } from '../../src/records/call-search.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { factsOf } from '../support/any-call.ts';
import { anyFilter, anySearchedCalls, meets, WORDS } from '../support/any-searched-call.ts';
import { summaryOf } from '../support/call-summary.ts';
import { callSid, type Turn, toEntries } from '../support/journal-entries.ts';

/** A record of calls of a test's own, empty, and what searches it. */
export interface TestCallSearch {
  readonly log: CallLog;
  readonly search: CallSearch;
  /** What the search takes for now, epoch milliseconds. */
  readonly now: number;
  /** How often the search has asked the database for anything. */
  timesAsked(): number;
  stop(): Promise<void>;
}

const COUNT = 120;
const NOVEMBER = Date.UTC(2025, 10, 1);

const latestFirst = (one: CallRecord, other: CallRecord): number =>
  other.startedAt - one.startedAt || (one.sid > other.sid ? -1 : 1);

/** What every `CallSearch` does. `seed` makes the calls that are searched. */
export function testCallSearch(
  name: string,
  {
    runs,
    start,
    seed = Date.now() % 1_000_000,
  }: { readonly runs: number; start(): Promise<TestCallSearch>; readonly seed?: number },
): void {
  describe(`${name}, over the calls of seed ${seed}`, () => {
    let bed: TestCallSearch;
    let all: readonly CallRecord[];
    beforeAll(async () => {
      bed = await start();
      const [calls = []] = fc.sample(anySearchedCalls(COUNT), { numRuns: 1, seed });
      await bed.log.record(toEntries(calls.flat()));
      const stored = await Promise.all(calls.map((_, number) => bed.log.findCall(callSid(number + 1))));
      all = stored.filter((call) => call !== undefined).toSorted(latestFirst);
    });
    afterAll(() => bed.stop());

    const sidsOf = (calls: readonly PageStart[]): readonly CallSid[] => calls.map(({ sid }) => sid);
    const find = async (filter: CallFilter, limit = 1000): Promise<readonly CallSummary[]> =>
      (await bed.search.findPage(filter, { limit })).calls;
    const remember = async (number: number, at: number, ...facts: readonly Fact[]): Promise<CallSid> => {
      await bed.log.record(toEntries([{ call: callSid(number), turn: `c.${at}`, at, facts }]));
      return callSid(number);
    };

    test('without a filter there are all calls, the latest first, each as the record has it but for what grows', async () => {
      expect(all).toHaveLength(COUNT);
      expect(await find({})).toEqual(all.map(summaryOf));
    });

    test('a stream has all of each', async () => {
      const streamed: CallRecord[] = [];
      for await (const calls of bed.search.stream({})) streamed.push(...calls);
      expect(streamed).toEqual(all);
    });

    test('any filter finds what meets it, and nothing else', async () => {
      await fc.assert(
        fc.asyncProperty(anyFilter, async (filter) => {
          const meeting = all.filter((call) => meets(call, filter));
          expect(sidsOf(await find(filter))).toEqual(sidsOf(meeting));
        }),
        { numRuns: runs },
      );
    });

    test('any filter finds as much page by page', async () => {
      const few = fc.oneof(fc.constant({}), fc.record({ node: fc.constant('payment/menu') }), anyFilter);
      await fc.assert(
        fc.asyncProperty(few, fc.integer({ min: 1, max: 40 }), async (filter, limit) => {
          const found: CallSid[] = [];
          let page: Awaited<ReturnType<CallSearch['findPage']>> | undefined;
          do {
            page = await bed.search.findPage(filter, { limit, ...(page?.next ? { start: page.next } : {}) });
            expect(page.calls.length).toBeLessThanOrEqual(limit);
            found.push(...sidsOf(page.calls));
          } while (page.next);
          expect(found).toEqual(sidsOf(all.filter((call) => meets(call, filter))));
        }),
        { numRuns: runs / 4 },
      );
    });

    test('a page goes on after a place, whether the call there still is or not', async () => {
      const call = all[COUNT / 2];
      const start: PageStart = { startedAt: call?.startedAt ?? 0, sid: callSid(999_999) };
      const { calls } = await bed.search.findPage({}, { limit: 1000, start });
      const later = all.filter(({ startedAt }) => startedAt > start.startedAt);
      expect(sidsOf(calls)).toEqual(sidsOf(all.slice(later.length)));
    });

    test('before the first call there is nothing', async () => {
      const start = { startedAt: 0, sid: callSid(1) };
      expect(await bed.search.findPage({}, { limit: 9, start })).toEqual({ calls: [] });
      expect(await find({ to: 1 })).toEqual([]);
    });

    test.each(WORDS)('whoever is called %j, or says it, is found by any part of it', async (words) => {
      const meeting = sidsOf(all.filter((call) => meets(call, { text: words })));
      expect(meeting).not.toEqual([]);
      const parts = [words, words.toUpperCase(), words.slice(0, 3), words.slice(-3)];
      for (const part of parts)
        expect(sidsOf(await find({ text: part }))).toEqual(expect.arrayContaining([...meeting]));
    });

    test.each([
      { when: 'now', days: 0 },
      { when: 'last month', days: 31 },
      { when: 'long ago', days: 300 },
    ])('a call of $when is found with all its facts', async ({ days }) => {
      const sid = callSid(5000 + days);
      const turns: readonly Turn[] = [
        { call: sid, turn: 'c.1', at: 2000, facts: [{ type: 'queue-joined', queue: 'login' }] },
        { call: sid, turn: 'c.0', at: 1000, facts: [{ type: 'language-set', language: 'en' }] },
      ].map(({ at, ...turn }) => ({ ...turn, at: bed.now - days * 86_400_000 + at }) as Turn);
      await bed.log.record(toEntries(turns));
      const facts = factsOf(turns).toSorted(compareFacts);
      expect(await bed.search.findCall(sid)).toEqual({ call: foldFacts(sid, facts), facts });
    });

    test('a call that nobody heard of is not found', async () => {
      expect(await bed.search.findCall(callSid(4999))).toBeUndefined();
    });

    test('a call whose start came after a fact of the next month stands where it started', async () => {
      const topic = 'out-of-order';
      const sid = await remember(6000, NOVEMBER + 60_000, { type: 'tagged', key: 'topic', value: topic });
      await remember(6000, NOVEMBER - 60_000, { type: 'call-started', release: 'r1', dialled: '+85230000000' });
      const between = await remember(6001, NOVEMBER - 30_000, { type: 'tagged', key: 'topic', value: topic });
      const before = await remember(6002, NOVEMBER - 90_000, { type: 'tagged', key: 'topic', value: topic });
      expect(sidsOf(await find({ topic }))).toEqual([between, sid, before]);
      expect(sidsOf(await find({ topic, to: NOVEMBER - 30_000 }))).toEqual([sid, before]);
      const start = { startedAt: NOVEMBER - 30_000, sid: between };
      expect(sidsOf((await bed.search.findPage({ topic }, { limit: 9, start })).calls)).toEqual([sid, before]);
    });

    test('a caller who was erased is found by nothing of theirs any more', async () => {
      const caller = '+491701234599';
      if (!isE164(caller)) throw new Error(caller);
      const started = { type: 'call-started', release: 'r1', caller, callerName: 'Grünwald', dialled: '+1' } as const;
      const sid = await remember(7000, NOVEMBER, started);
      expect(sidsOf(await find({ callerTail: '4599', text: 'grünwald' }))).toEqual([sid]);
      await bed.log.eraseCaller(caller);
      expect(await find({ callerTail: '4599' })).toEqual([]);
      expect(await find({ text: 'grünwald' })).toEqual([]);
    });

    describe('a stream', () => {
      const many = 1100;
      const region = 'stream';
      beforeAll(async () => {
        const turns = Array.from({ length: many }, (_, number) => ({
          call: callSid(20_000 + number),
          turn: 'c.0',
          at: NOVEMBER - 100 * 86_400_000 + number,
          facts: [{ type: 'region-set', region } as const],
        }));
        await bed.log.record(toEntries(turns));
      });

      test('gives all calls, the latest first', async () => {
        const sids: CallSid[] = [];
        for await (const calls of bed.search.stream({ region })) sids.push(...sidsOf(calls));
        expect(sids).toEqual(Array.from({ length: many }, (_, number) => callSid(20_000 + many - 1 - number)));
      });

      test('reads nothing ahead, and nothing more once its reader has gone', async () => {
        const before = bed.timesAsked();
        for await (const _calls of bed.search.stream({ region })) break;
        expect(bed.timesAsked() - before).toBe(1);
      });

      test('of nothing ends at once', async () => {
        for await (const _calls of bed.search.stream({ region: 'nowhere' })) throw new Error('there is a call');
      });
    });
  });
}
