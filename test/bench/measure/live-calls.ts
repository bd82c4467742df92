import { type RunningVariant, withConnections } from '../bed/running-variant.ts';
import type { VariantName } from '../bed/variants.ts';
import { createCallPool } from '../load/call-pool.ts';
import { takeTurns } from '../load/closed-loop.ts';
import { measureTurns, type SlicePlan } from './turn-cost.ts';

/** What a turn costs while so many calls are going on. */
export interface LiveCallsCost {
  readonly variant: VariantName;
  readonly liveCalls: number;
  readonly serverMicroseconds: readonly number[];
  readonly redisMicroseconds: readonly number[];
}

/**
 * Lets the number of calls that go on grow through `levels` (ascending) and measures at each. The turns go to the call
 * that has been idle longest, so that nothing is warm from the turn before.
 */
export async function measureLiveCalls(
  target: RunningVariant,
  levels: readonly number[],
  plan: SlicePlan,
): Promise<readonly LiveCallsCost[]> {
  const pool = createCallPool(0);
  const crowded = { ...target, pool };
  const costs: LiveCallsCost[] = [];
  let live = 0;
  for (const liveCalls of levels) {
    pool.keepLive(liveCalls);
    const newCalls = liveCalls - live;
    await withConnections(crowded, (line) => takeTurns(line, { requests: newCalls }));
    live = liveCalls;
    const slices = await measureTurns([crowded], plan);
    costs.push({
      variant: target.variant.name,
      liveCalls,
      serverMicroseconds: slices.map((slice) => slice.serverMicroseconds),
      redisMicroseconds: slices.map((slice) => slice.redisMicroseconds),
    });
  }
  return costs;
}
