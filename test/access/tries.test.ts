import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_TRIES,
  ADDRESS_TRIES,
  countTry,
  LONGEST_PAUSE_MS,
  NO_TRIES,
  type Tries,
  takeBack,
} from '../../src/access/sign-in/tries.ts';

const START = 1_000_000_000;

/** Fails as soon as each try is let, and gives the instants of all of them. */
function failAtOnce(count: number, rules = ACCOUNT_TRIES): readonly number[] {
  const at: number[] = [];
  let [tries, time]: [Tries, number] = [NO_TRIES, START];
  while (at.length < count) {
    const { tries: next, result } = countTry(tries, time, rules);
    if (result.type === 'go') at.push(time - START);
    time = result.type === 'wait' ? result.untilMs : time;
    tries = next;
  }
  return at;
}

describe('tries at an account', () => {
  test('are free three times, then cost a pause that doubles, and then a quarter of an hour', () => {
    const seconds = failAtOnce(12).map((ms) => ms / 1000);
    expect(seconds.slice(0, 10)).toEqual([0, 0, 0, 1, 3, 7, 15, 31, 63, 123]);
    expect(seconds[10]).toBe(123 + 900);
    expect(seconds[11]).toBe(123 + 900 + 900);
  });

  test('the tenth says that it locks', () => {
    let tries: Tries = { failed: Array.from({ length: 9 }, (_, index) => START - 600_000 + index) };
    const tenth = countTry(tries, START, ACCOUNT_TRIES);
    expect(tenth.result).toEqual({ type: 'go', locks: true });
    tries = tenth.tries;
    expect(countTry(tries, START + 899_999, ACCOUNT_TRIES).result).toEqual({ type: 'wait', untilMs: START + 900_000 });
    expect(countTry(tries, START + 900_000, ACCOUNT_TRIES).result.type).toBe('go');
  });

  test('that are not looked at do not count: whoever keeps trying waits no longer', () => {
    const { tries } = countTry({ failed: [START, START, START] }, START + 10, ACCOUNT_TRIES);
    expect(tries).toEqual({ failed: [START, START, START] });
  });

  test('count for an hour', () => {
    const tries = { failed: Array.from({ length: 9 }, () => START) };
    expect(countTry(tries, START + 3_600_000, ACCOUNT_TRIES).result).toEqual({ type: 'go', locks: false });
  });

  test('from a clock that is behind are let, as long as they are free', () => {
    expect(countTry({ failed: [START + 50] }, START, ACCOUNT_TRIES).result.type).toBe('go');
  });

  test('that were right are taken back with the lock that they brought, and nothing else', () => {
    const before = { failed: Array.from({ length: 9 }, () => START - 600_000) };
    const { tries } = countTry(before, START, ACCOUNT_TRIES);
    expect(tries.lockedUntil).toBeDefined();
    expect(takeBack(tries, START, ACCOUNT_TRIES)).toEqual(before);
    expect(takeBack(before, START, ACCOUNT_TRIES)).toEqual(before);
  });
});

describe('by any order of tries', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 200 });

  test.each([
    ['an account', ACCOUNT_TRIES],
    ['an address', ADDRESS_TRIES],
  ])('%s is never tried more often within an hour than the rules let', (_, rules) => {
    fc.assert(
      fc.property(waits, (gaps) => {
        let [tries, time]: [Tries, number] = [NO_TRIES, START];
        const lets: number[] = [];
        for (const gap of gaps) {
          time += gap;
          const counted = countTry(tries, time, rules);
          tries = counted.tries;
          if (counted.result.type === 'go') lets.push(time);
        }
        // Once locked, each lock lets one more.
        const most = rules.triesToLock + 3_600_000 / rules.lockedMs;
        for (const from of lets) {
          const within = lets.filter((at) => at >= from && at < from + rules.withinMs);
          expect(within.length).toBeLessThanOrEqual(most);
        }
        expect(tries.failed.length).toBeLessThanOrEqual(most);
        expect(LONGEST_PAUSE_MS).toBeLessThan(rules.lockedMs);
      }),
    );
  });
});
