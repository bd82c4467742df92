import { cpus, loadavg, release } from 'node:os';
import type { VariantName } from './bed/variants.ts';
import { median, quantile, spreadOf } from './measure/statistics.ts';
import { costRatios, type SliceCost, serverCosts } from './measure/turn-cost.ts';
import type { Measurements } from './measurements.ts';
import type { Verdict } from './verdicts.ts';

/** What the figures depend on besides the programs. */
export interface Machine {
  readonly cpu: string;
  readonly node: string;
  readonly redis: string;
  readonly kernel: string;
  readonly loadAverage: readonly number[];
}

/** Looks at the machine as it is now. */
export function describeMachine(redis: string): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    redis,
    kernel: release(),
    loadAverage: loadavg(),
  };
}

/** All figures of a run, in tables for the terminal. */
export function printMeasurements(measurements: Measurements): void {
  printCosts('A full turn', measurements.turns);
  printCosts('A forged first webhook', measurements.forged);
  printLatency(measurements);
  printRedisBytes(measurements);
  for (const { variant, liveCalls, serverMicroseconds, redisMicroseconds } of measurements.liveCalls) {
    console.log(
      `${variant}, ${liveCalls} live calls: ${number(median(serverMicroseconds))} µs a turn, Redis ${number(median(redisMicroseconds))} µs`,
    );
  }
  for (const { nodes, medianMicroseconds, leastMicroseconds } of measurements.core?.advance ?? []) {
    console.log(
      `advance on ${nodes} nodes: ${number(medianMicroseconds)} µs, at least ${number(leastMicroseconds)} µs`,
    );
  }
  if (measurements.core !== undefined) {
    const { nodes, parseSeconds, compileSeconds } = measurements.core.compile;
    console.log(`${nodes} nodes: parsed in ${number(parseSeconds)} s, compiled in ${number(compileSeconds)} s`);
  }
  printService(measurements);
  for (const { variant, seconds } of measurements.startUps) {
    console.log(`${variant}, start to first answered call: ${number(median(seconds))} s`);
  }
}

function printCosts(title: string, costs: readonly SliceCost[]): void {
  const names = [...new Set(costs.map((cost) => cost.variant))];
  if (names.length === 0) {
    return;
  }
  console.log(`\n${title}, CPU µs a request`);
  console.table(Object.fromEntries(names.map((name) => [name, costRow(costs, name)])));
}

function costRow(costs: readonly SliceCost[], name: VariantName): Record<string, string> {
  const own = costs.filter((cost) => cost.variant === name);
  const { min, p25, median: middle, p75 } = spreadOf(serverCosts(costs, name));
  const ratios = costRatios(costs, name, 'limit');
  return {
    min: number(min),
    p25: number(p25),
    median: number(middle),
    p75: number(p75),
    redis: number(median(own.map((cost) => cost.redisMicroseconds))),
    waiting: number(median(own.map((cost) => cost.waitingMicroseconds))),
    'rate, of the limit':
      ratios.length === 0
        ? '-'
        : `${number(median(ratios))} (${number(quantile(ratios, 0.25))} to ${number(quantile(ratios, 0.75))})`,
  };
}

function printLatency({ latency }: Measurements): void {
  if (latency.length === 0) {
    return;
  }
  console.log('\nLatency under steady load, ms, each window');
  console.table(
    latency.map(({ variant, turns, p50Ms, p99Ms }) => ({ variant, turns, p50: number(p50Ms), p99: number(p99Ms) })),
  );
}

function printService({ service }: Measurements): void {
  if (service === undefined) {
    return;
  }
  const { backOfficeMs, p50Ms, p99Ms, plainP50Ms, plainP99Ms, hangingMs } = service;
  console.log(
    `asking a back office that takes ${backOfficeMs} ms: p50 ${number(p50Ms)} ms, p99 ${number(p99Ms)} ms; without asking ${number(plainP50Ms)} and ${number(plainP99Ms)} ms`,
  );
  console.log(`first sound in front of one that hangs: ${number(hangingMs)} ms`);
}

function printRedisBytes({ redisBytes }: Measurements): void {
  if (redisBytes.length === 0) {
    return;
  }
  console.log('\nBytes in Redis');
  console.table(
    redisBytes.map(({ variant, perCall, perReply, perFact, factsPerCall, everythingPerCall }) => ({
      variant,
      'a call': number(perCall),
      'its reply': number(perReply),
      'a fact': perFact === undefined ? '-' : number(perFact),
      'facts a call': number(factsPerCall),
      'all growth a call': number(everythingPerCall),
    })),
  );
}

/** The aims with what was reached. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  console.log('\nAims');
  console.table(
    verdicts.map(({ goal, value, type }) => ({
      aim: goal.title,
      bound: goal.atLeast === undefined ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`,
      reached: value === undefined ? '-' : number(value),
      verdict: type,
    })),
  );
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
