import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verification } from '../../src/flow/call.ts';
import type { Answer } from '../../src/flow/events.ts';
import { type CodeLedger, createMemoryCodeLedger } from '../../src/identity/codes/code-ledger.ts';
import { createKeyedHashes } from '../../src/identity/codes/keyed-hashes.ts';
import { createPace } from '../../src/identity/pace.ts';
import { createMemoryLimits, type Limits } from '../../src/queues/limits.ts';
import { number } from '../queues/context.ts';
import { ANNA, BEN, contactOf, identityBed, NOBODY, sid } from './bed.ts';

/** Whose address changed lately; asked about from another number. */
const CARLA = '+85295555555';
/** A telephone a call. */
const callerOf = (call: number) => number(`+8529000000${call}`);

/** Something that somebody without the code can do. */
type Act =
  | { readonly type: 'send'; readonly channel: 'sms' | 'email'; readonly call: number }
  | { readonly type: 'guess'; readonly code: string; readonly call: number }
  | { readonly type: 'wait'; readonly ms: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('send' as const), channel: fc.constantFrom('sms', 'email'), call: fc.nat(2) }),
  fc.record({
    type: fc.constant('guess' as const),
    code: fc.constantFrom('000000', '123456', '12', 'no', ''),
    call: fc.nat(2),
  }),
  fc.record({
    type: fc.constant('wait' as const),
    ms: fc.constantFrom(1000, 29_000, 30_000, 299_000, 300_000, 3_600_000, 86_400_000),
  }),
);

/** What can be noticed of one number from outside, and what is done for it inside. */
async function watched(asked: string, acts: readonly Act[]) {
  const work: string[] = [];
  const inner = createMemoryCodeLedger();
  const ledger: CodeLedger = {
    change(subject, decide) {
      return inner.change(subject, (state) => {
        const change = decide(state);
        const { sent, failed, lockedUntil, code } = change.state;
        work.push(`ledger ${sent} ${failed} ${lockedUntil} ${code?.sentAt} ${code?.tries} ${code?.isUsed}`);
        return change;
      });
    },
    forget: inner.forget,
  };
  const bed = identityBed({
    ledger,
    limits: noting(work, () => bed.time.at),
    contacts: { [CARLA]: contactOf(CARLA, { phoneChanged: true, emailChanged: true }) },
    onLookup: () => void work.push('looked up'),
  });
  const answers: Answer[] = [];
  const input = { number: asked.slice(1) };
  for (const done of acts) {
    if (done.type === 'wait') bed.pass(done.ms);
    else if (done.type === 'send') {
      answers.push(
        await bed.send({ channel: done.channel, ...input }, { caller: callerOf(done.call), sid: sid(done.call) }),
      );
    } else answers.push(await bed.check(done.code, { caller: callerOf(done.call), sid: sid(done.call) }, input));
  }
  return { work, answers, outcomes: answers.map(inGeneral) };
}

function noting(work: string[], now: () => number): Limits {
  const inner = createMemoryLimits(now);
  return {
    take(key, limit) {
      work.push(`take ${key}`);
      return inner.take(key, limit);
    },
    giveBack(key) {
      work.push(`give back ${key}`);
      return inner.giveBack(key);
    },
  };
}

/** An answer without the digits and the letter that belong to the number itself. */
function inGeneral({ outcome, output, ...rest }: Answer) {
  const { tail, initial, ...told } = output;
  return { outcome, told, rest, hasTail: typeof tail === 'string', hasInitial: typeof initial === 'string' };
}

test('who has an account cannot be told from who has none, by whatever is tried without a code', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
      const known = await watched(ANNA, acts);
      for (const other of [BEN, NOBODY, CARLA]) {
        const { outcomes, work } = await watched(other, acts);
        expect(outcomes).toEqual(known.outcomes);
        expect(work).toEqual(known.work);
      }
    }),
    { numRuns: 150 },
  );
});

test('the ways that are tried lead to every answer that a stranger can get', async () => {
  const seen = new Set<string>();
  const wait = { type: 'wait', ms: 300_000 } as const;
  const send = { type: 'send', channel: 'sms', call: 0 } as const;
  const round = (call: number): readonly Act[] => {
    const guess = { type: 'guess', code: '123456', call } as const;
    return [guess, { ...send, call }, guess, guess, guess, guess, { ...send, call }, wait];
  };
  const acts = [...round(0), ...round(0), ...round(1), ...round(1)];
  for (const { outcome } of (await watched(NOBODY, acts)).answers) seen.add(outcome);
  const late: readonly Act[] = Array.from({ length: 12 }, () => [send, { type: 'wait', ms: 30_000 } as const]).flat();
  for (const { outcome } of (await watched(NOBODY, late)).answers) seen.add(outcome);
  expect([...seen].toSorted()).toEqual([
    'expired',
    'limited',
    'locked',
    'over-tried',
    'sent-by-sms',
    'too-soon',
    'wrong',
  ]);
});

test.each([
  { channel: 'sms', changed: {}, caller: callerOf(1) },
  { channel: 'email', changed: {}, caller: callerOf(1) },
  { channel: 'email', changed: {}, caller: number(ANNA) },
  { channel: 'sms', changed: { phoneChanged: true }, caller: number(ANNA) },
  { channel: 'email', changed: { emailChanged: true }, caller: callerOf(1) },
])(
  'whoever is verified hears of another account what every stranger hears: %j',
  async ({ channel, changed, caller }) => {
    const asks = async (verification: Verification) => {
      const bed = identityBed({ contacts: { [ANNA]: contactOf(ANNA, changed) } });
      const answer = await bed.send({ channel, number: ANNA.slice(1) }, { caller, verification });
      return { answer, sent: bed.sent };
    };
    const unverified = await asks({ level: 'none', at: 0 });
    const verified = await asks({ level: 'sms', at: 0, account: 'account of the caller' });
    expect(verified.answer).toEqual(unverified.answer);
    expect(verified.sent).toEqual([]);
  },
);

test('no code fits the entry of who has no account', async () => {
  const bed = identityBed();
  await bed.send({ channel: 'sms' }, { caller: number(NOBODY) });
  const subject = bed.hashes.subjectOf(NOBODY);
  const entry = await bed.ledger.change(subject, (state) => ({ state, result: state.code }));
  if (entry?.proof.type !== 'own') throw new Error('there is no entry');
  const { digest } = entry.proof;
  const right = Array.from({ length: 20_000 }, (_, index) => String(index * 50).padStart(6, '0')).filter(
    (code) => bed.hashes.digestOf({ subject, id: entry.id, code }) === digest,
  );
  expect(right).toEqual([]);
});

describe('the answer’s time', () => {
  function stepsOf250() {
    let spent = 0;
    const spend = (ms: number) => {
      spent += ms;
    };
    const pace = createPace({ stepMs: 250, elapsed: () => spent, sleep: async (ms) => spend(ms) });
    return { pace, spend, elapsed: () => spent };
  }

  /** Elapsed milliseconds of a machine where finding somebody takes longer than finding nobody. */
  async function timed(asked: string, foundMs: number, notFoundMs: number): Promise<number> {
    const { pace, spend, elapsed } = stepsOf250();
    const bed = identityBed({ pace, onLookup: () => spend(asked === NOBODY ? notFoundMs : foundMs) });
    await bed.answerSend({ channel: 'sms', number: asked.slice(1) });
    return elapsed();
  }

  test('is the same step with an account and without, however the look-ups differ within it', async () => {
    for (const [found, notFound] of [
      [180, 3],
      [2, 249],
      [0, 100],
    ] as const) {
      expect(await timed(ANNA, found, notFound)).toBe(250);
      expect(await timed(NOBODY, found, notFound)).toBe(250);
    }
    expect(await timed(ANNA, 251, 251)).toBe(500);
  });

  test('is held for a failure as for an answer', async () => {
    const { pace, spend, elapsed } = stepsOf250();
    const failing = pace(async () => {
      spend(30);
      throw new Error('the back office is down');
    });
    await expect(failing).rejects.toThrow('down');
    expect(elapsed()).toBe(250);
  });

  test('to a wrong code is the same for both, over a thousand pairs on this machine', async () => {
    const bed = identityBed({
      limits: { take: async () => ({ allowed: true, remaining: 1 }), giveBack: async () => undefined },
    });
    const took: Record<string, number[]> = { [ANNA]: [], [NOBODY]: [] };
    for (let pair = 0; pair < 1000; pair += 1) {
      // Now one first and now the other: whatever the machine does meanwhile hits both alike.
      for (const caller of pair % 2 === 0 ? [ANNA, NOBODY] : [NOBODY, ANNA]) {
        await bed.ledger.forget(bed.hashes.subjectOf(caller));
        await bed.send({ channel: 'sms' }, { caller: number(caller) });
        const began = performance.now();
        expect(await bed.check('no code', { caller: number(caller) })).toMatchObject({ outcome: 'wrong' });
        took[caller]?.push(performance.now() - began);
      }
    }
    const [known, unknown] = [medianOf(took[ANNA] ?? []), medianOf(took[NOBODY] ?? [])];
    expect(Math.abs(known - unknown)).toBeLessThan(0.5);
  });
});

const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

describe('the letter of who has no mail address', () => {
  const hashes = createKeyedHashes('a secret of the tests');

  test('is one of the alphabet, each about as often, and another one under another secret', () => {
    const numbers = Array.from({ length: 2600 }, (_, index) => `+8529${String(index).padStart(7, '0')}`);
    const counts = new Map<string, number>();
    for (const one of numbers) counts.set(hashes.letterOf(one), (counts.get(hashes.letterOf(one)) ?? 0) + 1);
    expect(counts.size).toBe(26);
    for (const [letter, count] of counts) {
      expect(letter).toMatch(/^[a-z]$/);
      expect(count).toBeGreaterThan(50);
    }
    const other = createKeyedHashes('another secret');
    expect(numbers.filter((one) => other.letterOf(one) !== hashes.letterOf(one)).length).toBeGreaterThan(2000);
  });

  test('and the subject tell nothing of the number', () => {
    expect(hashes.subjectOf(ANNA)).toMatch(/^[0-9a-f]{32}$/);
    expect(hashes.subjectOf(ANNA)).not.toBe(createKeyedHashes('another secret').subjectOf(ANNA));
    expect(hashes.subjectOf(ANNA)).not.toBe(hashes.subjectOf(BEN));
  });
});
