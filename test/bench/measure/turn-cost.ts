import { type RunningVariant, withConnections } from '../bed/running-variant.ts';
import type { VariantName } from '../bed/variants.ts';
import { type LoopBounds, sendForged, takeTurns } from '../load/closed-loop.ts';
import type { LoadTarget } from '../load/target.ts';
import { readCpuTime } from './cpu-time.ts';

/** What a request cost in one slice of load. */
export interface SliceCost {
  readonly variant: VariantName;
  readonly cycle: number;
  readonly requests: number;
  readonly serverMicroseconds: number;
  readonly redisMicroseconds: number;
  /** How long a request's threads waited for a core that another program held. */
  readonly waitingMicroseconds: number;
}

/** How slices alternate. */
export interface SlicePlan {
  readonly cycles: number;
  readonly sliceMs: number;
  readonly redisPid: number;
}

type Load = (target: LoadTarget, bounds: LoopBounds) => Promise<number>;

/** The cost of full turns, slice by slice. */
export function measureTurns(running: readonly RunningVariant[], plan: SlicePlan): Promise<readonly SliceCost[]> {
  return measureSlices(running, plan, takeTurns);
}

/** The cost of refusing forged first webhooks, slice by slice. */
export function measureForged(running: readonly RunningVariant[], plan: SlicePlan): Promise<readonly SliceCost[]> {
  return measureSlices(running, plan, sendForged);
}

/** Gives every variant load in turn, in a rotating order that is reversed every second cycle. */
async function measureSlices(running: readonly RunningVariant[], plan: SlicePlan, load: Load): Promise<SliceCost[]> {
  const costs: SliceCost[] = [];
  for (let cycle = 0; cycle < plan.cycles; cycle += 1) {
    for (const target of orderOfCycle(running, cycle)) {
      costs.push(await withConnections(target, (line) => measureSlice({ target, line, cycle }, plan, load)));
    }
  }
  return costs;
}

/** The variants in the order of a cycle. */
export function orderOfCycle<Value>(values: readonly Value[], cycle: number): readonly Value[] {
  const shift = Math.floor(cycle / 2) % values.length;
  const rotated = [...values.slice(shift), ...values.slice(0, shift)];
  return cycle % 2 === 0 ? rotated : rotated.reverse();
}

interface Slice {
  readonly target: RunningVariant;
  readonly line: LoadTarget;
  readonly cycle: number;
}

async function measureSlice({ target, line, cycle }: Slice, plan: SlicePlan, load: Load): Promise<SliceCost> {
  const server = readCpuTime(target.pid);
  const redis = readCpuTime(plan.redisPid);
  const requests = await load(line, { durationMs: plan.sliceMs });
  const serverAfter = readCpuTime(target.pid);
  const redisAfter = readCpuTime(plan.redisPid);
  const perRequest = (ns: number): number => ns / 1000 / requests;
  return {
    variant: target.variant.name,
    cycle,
    requests,
    serverMicroseconds: perRequest(serverAfter.runningNs - server.runningNs),
    redisMicroseconds: perRequest(redisAfter.runningNs - redis.runningNs),
    waitingMicroseconds: perRequest(serverAfter.waitingNs - server.waitingNs),
  };
}

/** One variant's server cost of each cycle, in cycle order. */
export function serverCosts(costs: readonly SliceCost[], variant: VariantName): readonly number[] {
  return costs.filter((cost) => cost.variant === variant).map((cost) => cost.serverMicroseconds);
}

/** For each cycle, how many of the other's requests one core answers in the time of one of `variant`'s, inverted: other's cost over variant's. */
export function costRatios(costs: readonly SliceCost[], variant: VariantName, other: VariantName): readonly number[] {
  const others = serverCosts(costs, other);
  return serverCosts(costs, variant).flatMap((cost, cycle) => {
    const otherCost = others[cycle];
    return otherCost === undefined ? [] : [otherCost / cost];
  });
}
