import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallRecord, foldFacts } from '../../src/calls/call-record.ts';
import type { JournalEntry } from '../../src/calls/journal.ts';
import { fillDemoWeek } from '../../src/fill-demo-week.ts';
import { planWeek } from '../../src/rehearsal/plan-week.ts';
import { createRandom } from '../../src/rehearsal/random.ts';
import { factsOf } from '../support/any-call.ts';
import { callSid } from '../support/journal-entries.ts';
import { okpay } from '../support/okpay-release.ts';
import { MONDAY_TEN } from '../support/played-call.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const releases = { current: () => okpay, find: async () => okpay };

describe('the plan', () => {
  const place = { region: 'gb', dialled: '+442079460100', callers: [], offsetMsAt: () => 0 };
  const plan = (seed: number) => planWeek({ until: MONDAY_TEN, places: [place], seed, toSid: callSid });

  test('is the same for the same seed, and another for another', () => {
    const starts = (seed: number) => plan(seed).map(({ startsAt }) => startsAt);
    expect(starts(1)).toEqual(starts(1));
    expect(starts(1)).not.toEqual(starts(2));
  });

  test('is a week of calls in their order, most of them in the day', () => {
    const calls = plan(3);
    const starts = calls.map(({ startsAt }) => startsAt);
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    expect(starts[0]).toBeGreaterThanOrEqual(MONDAY_TEN - 7 * DAY_MS);
    expect(starts.at(-1)).toBeLessThan(MONDAY_TEN);
    const byDay = starts.filter((at) => new Date(at).getUTCHours() >= 8 && new Date(at).getUTCHours() < 20);
    expect(byDay.length).toBeGreaterThan(calls.length * 0.7);
  });

  test('an item of more weight is picked more often', () => {
    const random = createRandom(7);
    const picked = Array.from({ length: 1000 }, () =>
      random.pick(['rare', 'often'], (item) => (item === 'rare' ? 1 : 9)),
    );
    expect(picked.filter((item) => item === 'rare').length).toBeLessThan(200);
    expect(picked).toContain('rare');
  });
});

describe('the week, played', () => {
  const directory = mkdtempSync(join(tmpdir(), 'demo-week-'));
  const entries: JournalEntry[] = [];
  const record = async (taken: readonly JournalEntry[]) => {
    entries.push(...taken);
    return [];
  };
  const fill = (signal = new AbortController().signal) =>
    fillDemoWeek({
      config: { DEMO_INCIDENT: 'off', DATA_DIR: directory },
      ...{ releases, record: { record }, now: () => MONDAY_TEN, log: silent, signal },
    });
  let calls: readonly CallRecord[];
  const share = (isSuch: (call: CallRecord) => boolean) => calls.filter(isSuch).length / calls.length;

  beforeAll(async () => {
    expect(await fill(AbortSignal.abort())).toBe(0);
    const count = await fill();
    const bySid = Map.groupBy(entries, ({ call }) => call);
    calls = [...bySid].map(([sid, turns]) => foldFacts(sid, factsOf(turns)));
    expect(calls).toHaveLength(count);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('every call has begun and ended before now, and lasted for minutes, not hours', () => {
    for (const { startedAt, endedAt = Number.POSITIVE_INFINITY, disposition } of calls) {
      expect(startedAt).toBeGreaterThan(MONDAY_TEN - 8 * DAY_MS);
      expect(endedAt).toBeLessThan(MONDAY_TEN);
      expect(endedAt - startedAt).toBeLessThan(HOUR_MS);
      expect(disposition).toBeDefined();
    }
  });

  test('nothing went wrong in the hotline itself', () => {
    const types = new Set(entries.flatMap(({ facts }) => facts.map(({ type }) => type)));
    for (const fault of ['failed', 'state-lost', 'release-lost', 'bound-reached', 'reply-refused'] as const) {
      expect(types).not.toContain(fault);
    }
  });

  test('it is believable: answered, abandoned, alone with the hotline, in and out of hours, verified and not', () => {
    expect(calls.length).toBeGreaterThan(250);
    expect(share(({ disposition }) => disposition === 'answered')).toBeGreaterThan(0.15);
    expect(share(({ disposition }) => disposition === 'completed')).toBeGreaterThan(0.2);
    expect(share(({ disposition }) => disposition === 'abandoned-in-queue')).toBeGreaterThan(0.005);
    expect(share(({ arrival }) => arrival === 'open')).toBeGreaterThan(0.4);
    expect(share(({ arrival }) => arrival === 'closed')).toBeGreaterThan(0.1);
    expect(share(({ verification }) => verification === 'sms' || verification === 'email')).toBeGreaterThan(0.03);
    expect(share(({ task }) => task === 'completed')).toBeGreaterThan(0.1);
    expect(new Set(calls.map(({ language }) => language))).toEqual(new Set(['en', 'es', 'zh-CN']));
    expect(calls.some(({ errors }) => errors > 0)).toBe(true);
    expect(calls.some(({ callback }) => callback)).toBe(true);
    expect(calls.some(({ voicemail }) => voicemail)).toBe(true);
  });

  test('it is played once', async () => {
    expect(await fill()).toBe(0);
  });
});
