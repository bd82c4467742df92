import { describe, expect, test } from 'vitest';
import {
  apply,
  type Effect,
  effectOf,
  either,
  inTurn,
  meet,
  NO_EFFECT,
  sameEffect,
} from '../../src/flow/compile/effect.ts';
import type { Way } from '../../src/flow/node-type.ts';

const bits = (names: readonly string[]): bigint =>
  names.reduce((all, name) => all | (1n << BigInt('abc'.indexOf(name))), 0n);
const way = (rest: Partial<Way>): Effect =>
  effectOf({ exit: 'next', target: 'x', path: [], sets: [], byCaller: false, ...rest }, bits);

const setsA = way({ sets: ['a'] });
const unsetsA = way({ sets: ['b'], unsets: ['a'] });
const toSms = way({ level: { type: 'exactly', level: 'sms' } });
const atLeastEmail = way({ level: { type: 'at-least', level: 'email' }, byCaller: true });

describe('one stretch of flow after another', () => {
  test('keeps what the first sets, unless the second takes it away', () => {
    expect(apply(inTurn(setsA, unsetsA), { set: 0n, level: 0 }).set).toBe(bits(['b']));
    expect(apply(inTurn(unsetsA, setsA), { set: 0n, level: 0 }).set).toBe(bits(['a', 'b']));
  });

  test('is what both do to any knowledge', () => {
    const effects = [NO_EFFECT, setsA, unsetsA, toSms, atLeastEmail];
    for (const first of effects) {
      for (const second of effects) {
        for (const level of [0, 1, 2, 3, 4]) {
          const known = { set: bits(['a', 'c']), level };
          expect(apply(inTurn(first, second), known)).toEqual(apply(second, apply(first, known)));
        }
      }
    }
  });

  test('waits for the caller if either does', () => {
    expect(inTurn(setsA, atLeastEmail).byCaller).toBe(true);
    expect(inTurn(setsA, toSms).byCaller).toBe(false);
  });
});

describe('one stretch or another', () => {
  test('is certain only of what both do', () => {
    const effects = [NO_EFFECT, setsA, unsetsA, toSms, atLeastEmail];
    for (const a of effects) {
      for (const b of effects) {
        const known = { set: bits(['a', 'c']), level: 1 };
        expect(apply(either(a, b), known)).toEqual(meet(apply(a, known), apply(b, known)));
      }
    }
  });

  test('waits for the caller only if both do', () => {
    expect(either(atLeastEmail, setsA).byCaller).toBe(false);
    expect(either(atLeastEmail, atLeastEmail).byCaller).toBe(true);
  });
});

test('two effects are the same if they do the same', () => {
  expect(sameEffect(setsA, way({ sets: ['a'] }))).toBe(true);
  expect(sameEffect(setsA, unsetsA)).toBe(false);
  expect(sameEffect(NO_EFFECT, toSms)).toBe(false);
  expect(sameEffect(unsetsA, way({ sets: ['b'] }))).toBe(false);
  expect(sameEffect(NO_EFFECT, way({ byCaller: true }))).toBe(false);
});
