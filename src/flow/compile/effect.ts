import type { Way } from '../node-type.ts';
import { LEVELS, type Level } from '../variables.ts';

/**
 * What is certain about a call at one place of its flow, whichever way it came there. `set` has one bit for each
 * variable that certainly has a value; `level` is the least certainty about the caller, as an index into `LEVELS`.
 */
export interface Knowledge {
  readonly set: bigint;
  readonly level: number;
}

/** What a stretch of flow does to knowledge, as far as it is certain on every path through the stretch. */
export interface Effect {
  /** Variables that certainly have a value at its end. */
  readonly gives: bigint;
  /** Variables that may have lost their value at its end. */
  readonly takes: bigint;
  /** Level at its end by the level at its beginning. */
  readonly levels: readonly number[];
  /** Whether the caller did something, or waited, on every path. */
  readonly byCaller: boolean;
}

const SAME_LEVELS: readonly number[] = LEVELS.map((_, index) => index);

/** Changes nothing. */
export const NO_EFFECT: Effect = { gives: 0n, takes: 0n, levels: SAME_LEVELS, byCaller: false };

/** Whatever a part of the flow does that could not be read: nothing is held against what comes after it. */
export const UNKNOWN: Effect = { gives: -1n, takes: 0n, levels: LEVELS.map(() => LEVELS.length - 1), byCaller: true };

/** The level lapses: nothing is certain about the caller any more. */
export const LAPSE: Effect = { ...NO_EFFECT, levels: LEVELS.map(() => 0) };

/** The effect of one way on from a node. `bits` gives the bits of variables. */
export function effectOf(way: Way, bits: (variables: readonly string[]) => bigint): Effect {
  const { sets, unsets = [], byCaller } = way;
  return { gives: bits(sets), takes: bits(unsets), levels: way.level ? levelsBy(way.level) : SAME_LEVELS, byCaller };
}

function levelsBy({ type, level }: { readonly type: 'exactly' | 'at-least'; readonly level: Level }) {
  const index = LEVELS.indexOf(level);
  return SAME_LEVELS.map((before) => (type === 'exactly' ? index : Math.max(before, index)));
}

/** One stretch after another. */
export function inTurn(first: Effect, second: Effect): Effect {
  return {
    gives: second.gives | (first.gives & ~second.takes),
    takes: (second.takes | first.takes) & ~second.gives,
    levels: first.levels === SAME_LEVELS ? second.levels : first.levels.map((level) => second.levels[level] ?? 0),
    byCaller: first.byCaller || second.byCaller,
  };
}

/** One of two stretches, nobody knows which. */
export function either(a: Effect, b: Effect): Effect {
  return {
    gives: a.gives & b.gives,
    takes: a.takes | b.takes,
    levels: a.levels === b.levels ? a.levels : a.levels.map((level, index) => Math.min(level, b.levels[index] ?? 0)),
    byCaller: a.byCaller && b.byCaller,
  };
}

export const sameEffect = (a: Effect, b: Effect): boolean =>
  a.gives === b.gives &&
  a.takes === b.takes &&
  a.byCaller === b.byCaller &&
  a.levels.every((level, index) => level === b.levels[index]);

export const apply = ({ gives, takes, levels }: Effect, { set, level }: Knowledge): Knowledge => ({
  set: (set & ~takes) | gives,
  level: levels[level] ?? 0,
});

/** What is certain where two ways meet. */
export const meet = (a: Knowledge, b: Knowledge): Knowledge => ({
  set: a.set & b.set,
  level: Math.min(a.level, b.level),
});
