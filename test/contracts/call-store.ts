import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallStore, Commit, StoredCall } from '../../src/calls/ports.ts';
import type { Call } from '../../src/flow/call.ts';
import type { CallSid } from '../../src/values/call-sid.ts';

/** A store under test, with a way to see the facts it put on the journal. */
export interface StoreUnderTest {
  readonly store: CallStore;
  /** Every fact on the journal, as `<turn>: <type>`. */
  facts(sid: CallSid): Promise<readonly string[]>;
  close(): Promise<void>;
}

let calls = 0;

export function newSid(): CallSid {
  calls += 1;
  return `CA${calls.toString(16).padStart(32, '0')}` as CallSid;
}

const aCall = (sid: CallSid, over: Partial<Call> = {}): Call => ({
  version: 1,
  sid,
  release: 'f'.repeat(32),
  dialled: '+85230000000',
  startedAt: 1_795_000_000_000,
  language: 'en',
  verification: { level: 'none', at: 1_795_000_000_000 },
  variables: { city: '香港', amount: { minor: 12345, currency: 'HKD' } },
  node: 'hotline/main-menu',
  phase: 'listening',
  stack: [],
  heard: [],
  spoken: [],
  failedVisits: 0,
  requests: 0,
  ...over,
});

const aCommit = (sid: CallSid, over: Partial<Commit> = {}): Commit => ({
  sid,
  expected: 0,
  next: { turn: 0, nonce: 'a-nonce', call: aCall(sid) },
  reply: '<Response><Say>你好 & welcome</Say></Response>',
  batch: { key: 'c.0', at: 1_795_000_000_000, facts: [{ type: 'node-entered', node: 'hotline/main-menu' }] },
  ...over,
});

/** What every store of calls keeps to. */
export function callStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps calls`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const stored = async (sid: CallSid): Promise<StoredCall> => {
      const found = await under.store.find(sid);
      if (!found || found === 'buried') throw new Error('the call is not stored');
      return found;
    };

    test('a call that was never committed is not found', async () => {
      expect(await under.store.find(newSid())).toBeUndefined();
      expect(await under.store.findReply(newSid())).toBeUndefined();
    });

    test('what was committed is found as it was, with its reply byte for byte', async () => {
      const sid = newSid();
      const commit = aCommit(sid);
      expect(await under.store.commit(commit)).toBe(true);
      expect(await stored(sid)).toEqual({ revision: 1, ...commit.next });
      expect(await under.store.findReply(sid)).toBe(commit.reply);
      expect(await under.facts(sid)).toEqual(['c.0: node-entered']);
    });

    test('a commit after another revision than the stored one keeps nothing', async () => {
      const sid = newSid();
      await under.store.commit(aCommit(sid));
      const late = { next: { turn: 1, nonce: 'other', call: aCall(sid, { language: 'es' }) }, reply: '<Response/>' };
      for (const expected of [0, 2, 7]) {
        expect(await under.store.commit(aCommit(sid, { ...late, expected }))).toBe(false);
      }
      expect((await stored(sid)).call.language).toBe('en');
      expect(await under.store.findReply(sid)).toBe(aCommit(sid).reply);
      expect(await under.facts(sid)).toHaveLength(1);
    });

    test('of many commits after one revision just one is kept', async () => {
      const sid = newSid();
      await under.store.commit(aCommit(sid));
      const rivals = Array.from({ length: 20 }, (_, turn) =>
        under.store.commit(aCommit(sid, { expected: 1, next: { turn, nonce: 'a', call: aCall(sid) } })),
      );
      expect((await Promise.all(rivals)).filter(Boolean)).toHaveLength(1);
      expect((await stored(sid)).revision).toBe(2);
      expect(await under.facts(sid)).toHaveLength(2);
    });

    test('a commit without a reply leaves the last one, and one without facts adds none', async () => {
      const sid = newSid();
      await under.store.commit(aCommit(sid));
      const { reply: _reply, batch: _batch, ...silent } = aCommit(sid, { expected: 1 });
      expect(await under.store.commit(silent)).toBe(true);
      expect(await under.store.findReply(sid)).toBe(aCommit(sid).reply);
      expect(await under.facts(sid)).toHaveLength(1);
    });

    test.each([
      { outcome: 'found', output: { amount: { minor: 5, currency: 'EUR' }, state: 'settled', count: 2 } },
      { outcome: 'verified-by-sms', output: {}, account: 'C7' },
      { outcome: 'unavailable', output: {}, isLate: true } as const,
    ])('an answer is found by whoever asks for its request: $outcome', async (answer) => {
      const sid = newSid();
      await under.store.putAnswer(sid, 3, answer);
      expect(await under.store.findAnswer(sid, 3)).toEqual(answer);
      expect(await under.store.findAnswer(sid, 4)).toBeUndefined();
    });

    test('a call that was over before it came is never begun', async () => {
      const sid = newSid();
      expect(await under.store.bury(sid)).toBe(true);
      expect(await under.store.bury(sid)).toBe(true);
      expect(await under.store.find(sid)).toBe('buried');
      expect(await under.store.commit(aCommit(sid))).toBe(false);
      await under.store.append(sid, {
        key: 'n.status.no-answer',
        at: 1,
        facts: [{ type: 'tagged', key: 'a', value: 'b' }],
      });
      expect(await under.facts(sid)).toEqual(['n.status.no-answer: tagged']);
    });

    test('a call that is known cannot be buried', async () => {
      const sid = newSid();
      await under.store.commit(aCommit(sid));
      expect(await under.store.bury(sid)).toBe(false);
      expect((await stored(sid)).revision).toBe(1);
    });
  });
}
