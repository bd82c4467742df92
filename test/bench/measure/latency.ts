import { type RunningVariant, withConnections } from '../bed/running-variant.ts';
import type { VariantName } from '../bed/variants.ts';
import { measureOpenLoop, type OpenLoad } from '../load/open-loop.ts';
import { quantile } from './statistics.ts';
import { orderOfCycle } from './turn-cost.ts';

/** The latencies of one window of steady load. */
export interface LatencyWindow {
  readonly variant: VariantName;
  readonly repeat: number;
  readonly turns: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Gives each variant the same arrivals, `repeats` times, in alternating order. */
export async function measureLatency(
  running: readonly RunningVariant[],
  load: OpenLoad,
  repeats: number,
): Promise<readonly LatencyWindow[]> {
  const windows: LatencyWindow[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const target of orderOfCycle(running, repeat)) {
      const latenciesMs = await withConnections(target, (line) =>
        measureOpenLoop(line, { ...load, seed: load.seed + repeat }),
      );
      const [p50Ms, p99Ms] = [quantile(latenciesMs, 0.5), quantile(latenciesMs, 0.99)];
      windows.push({ variant: target.variant.name, repeat, turns: latenciesMs.length, p50Ms, p99Ms });
    }
  }
  return windows;
}

/** For each repeat, a variant's p99 over the other's. */
export function p99Ratios(
  windows: readonly LatencyWindow[],
  variant: VariantName,
  other: VariantName,
): readonly number[] {
  return windows
    .filter((window) => window.variant === variant)
    .flatMap((window) => {
      const same = windows.find((one) => one.variant === other && one.repeat === window.repeat);
      return same === undefined ? [] : [window.p99Ms / same.p99Ms];
    });
}
