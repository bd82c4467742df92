/**
 * The benchmark: `node test/bench/run.ts [--quick | --smoke] [--only <parts>] [--variants <names>]`. The parts are turns,
 * forged, latency, bytes, live-calls, start-up, service and core; the names are those of `bed/variants.ts`. Without them, all.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pinGenerator } from './bed/cores.ts';
import { findRedisServer, type PrivateRedis, startPrivateRedis } from './bed/redis.ts';
import type { Bed } from './bed/running-variant.ts';
import { installPeers, type Variant, variants } from './bed/variants.ts';
import { isSteady, type Measurements, toFigures } from './measurements.ts';
import { runParts } from './parts.ts';
import { fullPlan, type Plan, quickPlan, smokePlan } from './plan.ts';
import { describeMachine, printMeasurements, printVerdicts } from './report.ts';
import { judge, readGoals } from './verdicts.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    smoke: { type: 'boolean' },
    only: { type: 'string' },
    variants: { type: 'string' },
  },
});
const plan = choosePlan();
const pinning = pinGenerator();
const redisExecutable = findRedisServer();

if (pinning.type === 'not-pinned') {
  console.log(`Not pinned: ${pinning.why}. Figures are shown without verdicts.`);
}
if (redisExecutable === undefined) {
  console.log('No redis-server or valkey-server is on the PATH: nothing that keeps a call can be measured.');
  process.exitCode = 1;
} else {
  installPeers();
  await runBenchmark(redisExecutable);
}

function choosePlan(): Plan {
  if (options.smoke === true) {
    return smokePlan;
  }
  return options.quick === true ? quickPlan : fullPlan;
}

function chooseVariants(): readonly Variant[] {
  const names = options.variants?.split(',');
  return names === undefined ? variants : variants.filter(({ name }) => names.includes(name));
}

async function runBenchmark(executable: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const redis = await startPrivateRedis(executable, directory, pinning);
  const bed: Bed = { redisUrl: redis.url, directory, pinning };
  try {
    const only = options.only?.split(',');
    const measurements = await runParts({ plan, bed, redis, only, variants: chooseVariants() });
    await tell(measurements, redis);
    rmSync(directory, { recursive: true });
  } catch (error) {
    console.error(`The run is void. What the servers printed is in ${directory}.`);
    console.error(error);
    process.exitCode = 1;
  } finally {
    await redis.stop();
  }
}

async function tell(measurements: Measurements, redis: PrivateRedis): Promise<void> {
  const isQuiet = measurements.turns.length === 0 || isSteady(measurements.turns);
  const canJudge = pinning.type === 'pinned' && isQuiet && plan.name !== 'smoke';
  const figures = toFigures(measurements);
  const verdicts = judge(readGoals(), figures, canJudge);
  const redisVersion = /redis_version:(\S+)/.exec(await redis.client.info('server'))?.[1] ?? 'unknown';
  const machine = describeMachine(redisVersion);

  printMeasurements(measurements);
  printVerdicts(verdicts);
  console.log(`${machine.cpu}, Node ${machine.node}, Redis ${redisVersion}, load ${machine.loadAverage.join(' ')}`);
  if (!isQuiet) {
    console.log("Too noisy: the limit's own cost varied by more than a third, so nothing is judged.");
  }

  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const file = join(results, `${new Date().toISOString().replaceAll(':', '-')}-${plan.name}.json`);
  writeFileSync(file, `${JSON.stringify({ plan, pinning, machine, figures, verdicts, measurements }, undefined, 2)}\n`);
  console.log(`Written to ${file}`);
}
