import { spawnSync } from 'node:child_process';
import { onCore, serverCore } from './bed/cores.ts';
import type { PrivateRedis } from './bed/redis.ts';
import { type Bed, type RunningVariant, startVariant, withConnections } from './bed/running-variant.ts';
import { root, type Variant, type VariantName } from './bed/variants.ts';
import { takeTurns } from './load/closed-loop.ts';
import { type LatencyWindow, measureLatency } from './measure/latency.ts';
import { type LiveCallsCost, measureLiveCalls } from './measure/live-calls.ts';
import { measureRedisBytes, type RedisBytes } from './measure/redis-bytes.ts';
import { hearSameCall } from './measure/same-call.ts';
import { measureServiceTurns, type ServiceTurns } from './measure/service-turn.ts';
import { measureStartUp, type StartUp } from './measure/start-up.ts';
import { measureForged, measureTurns, type SliceCost, type SlicePlan } from './measure/turn-cost.ts';
import { type CoreCost, isSteady, type Measurements } from './measurements.ts';
import type { Plan } from './plan.ts';

/** What a run is made of. */
export interface Run {
  readonly plan: Plan;
  readonly bed: Bed;
  readonly redis: PrivateRedis;
  /** The parts that are wanted; all when absent. */
  readonly only: readonly string[] | undefined;
  readonly variants: readonly Variant[];
}

/** The load at which latency is measured, the same for every variant. */
const turnsPerSecond = 1200;
/** The load under which turns are measured that ask the back office. */
const askingTurnsPerSecond = 200;
const arrivalSeed = 20_261;

/** The variants whose bytes, live calls and start are measured: the hotline, and the limit to set it against. */
const closelyWatched: readonly VariantName[] = ['hotline', 'limit'];

/** Runs the parts one after another. Throws when any answer is wrong, which voids the run. */
export async function runParts(run: Run): Promise<Measurements> {
  const watched = run.variants.filter(({ name }) => closelyWatched.includes(name));
  const isAlternatingWanted = ['turns', 'forged', 'latency'].some((part) => wants(run, part));
  const alternating = isAlternatingWanted ? await runAlternating(run) : { turns: [], forged: [], latency: [] };
  const redisBytes: RedisBytes[] = [];
  const liveCalls: LiveCallsCost[] = [];
  const startUps: StartUp[] = [];
  for (const variant of watched) {
    if (wants(run, 'bytes')) {
      redisBytes.push(await withFresh(run, [variant], measureBytesOf(run)));
    }
    if (wants(run, 'live-calls')) {
      liveCalls.push(...(await withFresh(run, [variant], measureLiveCallsOf(run))));
    }
    if (wants(run, 'start-up')) {
      await run.redis.client.flushall();
      startUps.push(await measureStartUp(variant, run.bed, run.plan.startUps));
    }
  }
  return {
    ...alternating,
    redisBytes,
    liveCalls,
    startUps,
    service: await measureService(run),
    core: wants(run, 'core') ? measureCore(run.bed) : undefined,
  };
}

async function measureService(run: Run): Promise<ServiceTurns | undefined> {
  const hotline = run.variants.find(({ name }) => name === 'hotline');
  if (hotline === undefined || !wants(run, 'service')) {
    return undefined;
  }
  await run.redis.client.flushall();
  const { settleMs, measureMs } = run.plan.latency;
  const load = { turnsPerSecond: askingTurnsPerSecond, settleMs, measureMs, seed: arrivalSeed };
  return measureServiceTurns(hotline, run.bed, load);
}

/** Runs the program that measures the pure rooms. Throws when it fails. */
function measureCore({ pinning }: Bed): CoreCost {
  const [executable = '', ...rest] = onCore(pinning, serverCore, [process.execPath, 'test/bench/core.ts']);
  const { status, stdout, stderr } = spawnSync(executable, rest, { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`The pure rooms could not be measured: ${stderr}`);
  }
  // Our own program wrote this line a moment ago, from the same type.
  return JSON.parse(stdout) as CoreCost;
}

interface Alternating {
  readonly turns: readonly SliceCost[];
  readonly forged: readonly SliceCost[];
  readonly latency: readonly LatencyWindow[];
}

/** What is measured on all variants side by side. */
function runAlternating(run: Run): Promise<Alternating> {
  return withFresh(run, run.variants, async (running) => {
    const { plan } = run;
    const heard = await hearSameCall(running);
    for (const { name, title } of run.variants) {
      const bytes = Math.round(heard.get(name)?.meanBodyBytes ?? 0);
      console.log(`${name} (${title}): the same call, ${bytes} bytes an answer`);
    }
    await warm(running, plan);
    const slices = slicePlan(run, plan.cycles);
    let turns = wants(run, 'turns') ? await measureTurns(running, slices) : [];
    if (turns.length > 0 && !isSteady(turns)) {
      console.log("The limit's own cost was unsteady; the turns are measured once more.");
      turns = await measureTurns(running, slices);
    }
    const forged = wants(run, 'forged') ? await measureForged(running, slicePlan(run, plan.forgedCycles)) : [];
    const load = { turnsPerSecond, ...plan.latency, seed: arrivalSeed };
    const latency = wants(run, 'latency') ? await measureLatency(running, load, plan.latency.repeats) : [];
    return { turns, forged, latency };
  });
}

function measureBytesOf({ redis, plan }: Run) {
  return async ([target]: readonly RunningVariant[]): Promise<RedisBytes> => {
    if (target === undefined) {
      throw new Error('There is nothing to measure.');
    }
    return await measureRedisBytes(target, redis.client, plan.bytesCalls);
  };
}

function measureLiveCallsOf(run: Run) {
  return async (running: readonly RunningVariant[]): Promise<readonly LiveCallsCost[]> => {
    await warm(running, run.plan);
    const costs: LiveCallsCost[] = [];
    for (const target of running) {
      costs.push(...(await measureLiveCalls(target, run.plan.liveCalls, slicePlan(run, run.plan.liveCallsCycles))));
    }
    return costs;
  };
}

async function warm(running: readonly RunningVariant[], { warmMs }: Plan): Promise<void> {
  for (const target of running) {
    await withConnections(target, (line) => takeTurns(line, { durationMs: warmMs }));
  }
}

function slicePlan({ plan, redis }: Run, cycles: number): SlicePlan {
  return { cycles, sliceMs: plan.sliceMs, redisPid: redis.pid };
}

/** Starts variants on an emptied Redis, lets `measure` use them and stops them, whatever happens. */
async function withFresh<Result>(
  { redis, bed }: Run,
  wanted: readonly Variant[],
  measure: (running: readonly RunningVariant[]) => Promise<Result>,
): Promise<Result> {
  await redis.client.flushall();
  const running: RunningVariant[] = [];
  try {
    for (const variant of wanted) {
      running.push(await startVariant(variant, bed));
    }
    return await measure(running);
  } finally {
    await Promise.all(running.map((target) => target.stop()));
  }
}

function wants({ only }: Run, part: string): boolean {
  return only === undefined || only.includes(part);
}
