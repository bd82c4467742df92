import type { AdvanceCost } from './core/advance-cost.ts';
import type { CompileCost } from './core/compile-cost.ts';
import type { LatencyWindow } from './measure/latency.ts';
import { p99Ratios } from './measure/latency.ts';
import type { LiveCallsCost } from './measure/live-calls.ts';
import type { RedisBytes } from './measure/redis-bytes.ts';
import type { ServiceTurns } from './measure/service-turn.ts';
import type { StartUp } from './measure/start-up.ts';
import { median, quantile } from './measure/statistics.ts';
import { costRatios, type SliceCost, serverCosts } from './measure/turn-cost.ts';
import type { Figures } from './verdicts.ts';

/** What the pure rooms cost by themselves. */
export interface CoreCost {
  /** Ascending by the size of the flow. */
  readonly advance: readonly AdvanceCost[];
  readonly compile: CompileCost;
}

/** Everything that a run measured. */
export interface Measurements {
  readonly turns: readonly SliceCost[];
  readonly forged: readonly SliceCost[];
  readonly latency: readonly LatencyWindow[];
  readonly redisBytes: readonly RedisBytes[];
  readonly liveCalls: readonly LiveCallsCost[];
  readonly startUps: readonly StartUp[];
  /** Absent where they were not wanted. */
  readonly service: ServiceTurns | undefined;
  readonly core: CoreCost | undefined;
}

/** Above this the limit's own cost varied too much for its ratios to mean anything (its p75 over its p25). */
const noiseBound = 1.35;

/** Whether the limit's own cost was steady enough in a set of slices. */
export function isSteady(costs: readonly SliceCost[]): boolean {
  const own = serverCosts(costs, 'limit');
  return own.length > 0 && quantile(own, 0.75) / quantile(own, 0.25) <= noiseBound;
}

/** The figures of the hotline that aims speak of. */
export function toFigures(measurements: Measurements): Figures {
  const { turns, forged, latency } = measurements;
  const bytes = measurements.redisBytes.find(({ variant }) => variant === 'hotline');
  const startUp = measurements.startUps.find(({ variant }) => variant === 'hotline');
  return withoutAbsent({
    'turn.ofLimit': medianOf(costRatios(turns, 'hotline', 'limit')),
    'turn.ofCarefulFastify': medianOf(costRatios(turns, 'hotline', 'careful-fastify')),
    'turn.ofTwilioSamples': medianOf(costRatios(turns, 'hotline', 'twilio-samples')),
    'turn.ofJambonzStyle': medianOf(costRatios(turns, 'hotline', 'jambonz-style')),
    'latency.p99OfLimit': medianOf(p99Ratios(latency, 'hotline', 'limit')),
    'forged.ofValid': forgedOfValid(turns, forged),
    'redis.bytesPerCall': bytes?.perCall,
    'redis.bytesPerFact': bytes?.perFact,
    'liveCalls.growth': growthOfCost(measurements.liveCalls),
    ...advanceFigures(measurements.core),
    'parse.seconds': measurements.core?.compile.parseSeconds,
    'compile.seconds': measurements.core?.compile.compileSeconds,
    'service.p99Ms': measurements.service?.p99Ms,
    'service.hangingMs': measurements.service?.hangingMs,
    'startUp.seconds': startUp === undefined ? undefined : median(startUp.seconds),
  });
}

function advanceFigures(core: CoreCost | undefined): Readonly<Record<string, number | undefined>> {
  const costs = core?.advance.map(({ medianMicroseconds }) => medianMicroseconds) ?? [];
  const [onSmallest, onLargest] = [costs[0], costs.at(-1)];
  if (onSmallest === undefined || onLargest === undefined) {
    return {};
  }
  return { 'advance.slowestMicroseconds': Math.max(...costs), 'advance.growth': onLargest / onSmallest };
}

function forgedOfValid(turns: readonly SliceCost[], forged: readonly SliceCost[]): number | undefined {
  const [valid, refused] = [medianOf(serverCosts(turns, 'hotline')), medianOf(serverCosts(forged, 'hotline'))];
  return valid === undefined || refused === undefined ? undefined : refused / valid;
}

function growthOfCost(costs: readonly LiveCallsCost[]): number | undefined {
  const own = costs.filter(({ variant }) => variant === 'hotline').map((cost) => median(cost.serverMicroseconds));
  const [fewest, most] = [own[0], own.at(-1)];
  return fewest === undefined || most === undefined ? undefined : most / fewest;
}

function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median(values);
}

function withoutAbsent(figures: Readonly<Record<string, number | undefined>>): Figures {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
