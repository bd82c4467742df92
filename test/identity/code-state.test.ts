import { describe, expect, test } from 'vitest';
import {
  acceptCode,
  type CodeState,
  issueCode,
  missOf,
  NO_CODES,
  nameCode,
  type SentCode,
  tryCode,
  withdrawTry,
} from '../../src/identity/codes/code-state.ts';

const AT = Date.parse('2026-11-23T02:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CALL = `CA${'0'.repeat(32)}`;

const code = (sentAt: number, id = 'one'): Omit<SentCode, 'tries' | 'isUsed'> => ({
  id,
  call: CALL,
  channel: 'sms',
  account: 'A1',
  proof: { type: 'own', digest: 'ab' },
  sentAt,
});
const issued = (at: number, state = NO_CODES): CodeState => issueCode(state, code(at)).state;
const tryAt = (state: CodeState, at: number, call = CALL) => tryCode(state, { call, at });

/** A wrong code at each instant, each try at a code of its own that was made a minute before. */
function wrongAt(...instants: readonly number[]): CodeState {
  let state = NO_CODES;
  for (const at of instants) {
    state = { ...state, code: { ...code(at - MINUTE), tries: 0, isUsed: false } };
    state = tryAt(state, at).state;
  }
  return state;
}

describe('a new code', () => {
  test('may be asked for half a minute after the last one, and not a moment before', () => {
    const state = issued(AT);
    expect(issueCode(state, code(AT)).result).toEqual({ type: 'too-soon', waitSeconds: 30 });
    expect(issueCode(state, code(AT + 29 * SECOND + 1)).result).toEqual({ type: 'too-soon', waitSeconds: 1 });
    expect(issueCode(state, code(AT + 29_999)).result).toEqual({ type: 'too-soon', waitSeconds: 1 });
    expect(issueCode(state, code(AT + 30_000)).result).toMatchObject({ type: 'issued', former: { id: 'one' } });
  });

  test('is one of five a day; the sixth may come when the first is a day old', () => {
    let state = NO_CODES;
    for (let hour = 0; hour < 5; hour += 1) state = issued(AT + hour * HOUR, state);
    expect(issueCode(state, code(AT + 5 * HOUR)).result).toEqual({ type: 'limited' });
    expect(issueCode(state, code(AT + DAY - 1)).result).toEqual({ type: 'limited' });
    expect(issueCode(state, code(AT + DAY)).result).toMatchObject({ type: 'issued' });
  });

  test('that is refused changes nothing, so that asking again and again costs nobody a code', () => {
    const state = issued(AT);
    for (const at of [AT + 1, AT + 20 * SECOND]) expect(issueCode(state, code(at)).state).toBe(state);
  });

  test('takes the place of the last one, whose tries are gone with it', () => {
    const tried = tryAt(issued(AT), AT + SECOND).state;
    const next = issueCode(tried, code(AT + MINUTE, 'two')).state;
    expect(next.code).toMatchObject({ id: 'two', tries: 0, isUsed: false });
    expect(next.failed).toEqual([AT + SECOND]);
    expect(acceptCode(next, 'one').result).toBe('expired');
  });
});

describe('a code', () => {
  test('counts for five minutes, and in the last millisecond of them still', () => {
    const state = issued(AT);
    expect(tryAt(state, AT + 5 * MINUTE - 1).result).toMatchObject({ type: 'tried' });
    expect(tryAt(state, AT + 5 * MINUTE).result).toEqual({ type: 'expired' });
  });

  test('has three tries, each counted before anybody knows whether it is right', () => {
    let state = issued(AT);
    const misses = [];
    for (let time = 1; time <= 3; time += 1) {
      const tried = tryAt(state, AT + time * SECOND);
      expect(tried.result).toMatchObject({ type: 'tried', code: { tries: time } });
      if (tried.result.type === 'tried') misses.push(missOf(tried.state, tried.result.code));
      state = tried.state;
    }
    expect(misses).toEqual([{ type: 'wrong', left: 2 }, { type: 'wrong', left: 1 }, { type: 'over-tried' }]);
    expect(tryAt(state, AT + 4 * SECOND)).toEqual({ state, result: { type: 'over-tried' } });
  });

  test('is right on the third try as on the first', () => {
    let state = issued(AT);
    for (let time = 1; time <= 3; time += 1) state = tryAt(state, AT + time * SECOND).state;
    expect(acceptCode(state, 'one').result).toBe('accepted');
  });

  test('is used once; who keys it again hears that it was', () => {
    const tried = tryAt(issued(AT), AT + SECOND).state;
    const used = acceptCode(tried, 'one');
    expect(used).toMatchObject({ result: 'accepted', state: { failed: [], code: { isUsed: true } } });
    expect(acceptCode(used.state, 'one')).toEqual({ state: used.state, result: 'used' });
    expect(tryAt(used.state, AT + 2 * SECOND)).toEqual({ state: used.state, result: { type: 'used' } });
  });

  test('opens nothing in another call, and loses no try there', () => {
    const state = issued(AT);
    expect(tryAt(state, AT + SECOND, `CA${'1'.repeat(32)}`)).toEqual({ state, result: { type: 'expired' } });
    expect(tryAt(NO_CODES, AT)).toEqual({ state: NO_CODES, result: { type: 'expired' } });
  });

  test('of the carrier gets its name as long as it is the newest', () => {
    const state = issued(AT);
    expect(nameCode(state, { id: 'one', carrierId: 'VE1' }).state.code?.proof).toEqual({ type: 'carrier', id: 'VE1' });
    expect(nameCode(state, { id: 'two', carrierId: 'VE1' })).toEqual({ state, result: false });
  });

  test('that nobody could judge has its try back, and no failure', () => {
    const state = issued(AT);
    const tried = tryAt(state, AT + SECOND).state;
    expect(withdrawTry(tried, 'one').state).toEqual(state);
    expect(withdrawTry(tried, 'two').state).toBe(tried);
    const used = acceptCode(tried, 'one').state;
    expect(withdrawTry(used, 'one').state).toBe(used);
    expect(withdrawTry(NO_CODES, 'one').state).toBe(NO_CODES);
  });
});

describe('ten wrong codes within a day', () => {
  const hourly = Array.from({ length: 10 }, (_, index) => AT + index * HOUR);
  const tenth = AT + 9 * HOUR;

  test('lock the number for a day from the last of them, for sending and for checking', () => {
    const state = wrongAt(...hourly);
    expect(state.lockedUntil).toBe(tenth + DAY);
    const fresh = { ...state, code: { ...code(tenth + DAY - 1), tries: 0, isUsed: false } };
    expect(tryAt(fresh, tenth + DAY - 1).result).toEqual({ type: 'locked' });
    expect(tryAt(fresh, tenth + DAY).result).toMatchObject({ type: 'tried' });
    expect(issueCode(state, code(tenth + DAY - 1)).result).toEqual({ type: 'locked' });
    expect(issueCode(state, code(tenth + DAY)).result).toMatchObject({ type: 'issued' });
  });

  test('are told as a lock at once, whatever the code has left', () => {
    const nine = wrongAt(...hourly.slice(0, 9));
    expect(nine.lockedUntil).toBeUndefined();
    const tried = tryAt({ ...nine, code: { ...code(tenth), tries: 0, isUsed: false } }, tenth);
    expect(tried.result.type === 'tried' && missOf(tried.state, tried.result.code)).toEqual({ type: 'locked' });
  });

  test('lock nothing where the first of them is a day old', () => {
    expect(wrongAt(AT, ...hourly.slice(1, 9), AT + DAY).lockedUntil).toBeUndefined();
    expect(wrongAt(AT, ...hourly.slice(1, 9), AT + DAY - 1).lockedUntil).toBe(AT + DAY - 1 + DAY);
  });

  test('lock nothing where a right one was among them', () => {
    const nine = wrongAt(...hourly.slice(0, 9));
    const right = acceptCode({ ...nine, code: { ...code(tenth), tries: 1, isUsed: false } }, 'one').state;
    expect(right.failed).toEqual([]);
  });

  test('start to count anew when the lock is over', () => {
    const state = wrongAt(...hourly);
    const after = tryAt({ ...state, code: { ...code(tenth + DAY), tries: 0, isUsed: false } }, tenth + DAY);
    expect(after.state).toMatchObject({ failed: [tenth + DAY] });
    expect(after.state.lockedUntil).toBeUndefined();
  });

  test('whose tenth turns out to be right, or nobody could judge, lock nothing', () => {
    const state = wrongAt(...hourly);
    expect(acceptCode(state, 'one').state.lockedUntil).toBeUndefined();
    expect(withdrawTry(state, 'one').state).toMatchObject({ failed: hourly.slice(0, 9) });
    expect(withdrawTry(state, 'one').state.lockedUntil).toBeUndefined();
  });
});
