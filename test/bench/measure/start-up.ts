import { setTimeout as sleep } from 'node:timers/promises';
import { spawnProgram, toProgram } from '../bed/program.ts';
import { type Bed, describeStart } from '../bed/running-variant.ts';
import type { Variant, VariantName } from '../bed/variants.ts';
import { beginCall, scriptedTurn } from '../load/call-pool.ts';
import { type Answer, openHttpConnection } from '../load/http-connection.ts';

/** How long a server took from being started to its first right answer to a call. */
export interface StartUp {
  readonly variant: VariantName;
  readonly seconds: readonly number[];
}

const betweenTriesMs = 5;
const patienceMs = 30_000;

/** Starts a variant `repeats` times and calls it until it answers. Throws when it answers no call within 30 s. */
export async function measureStartUp(variant: Variant, bed: Bed, repeats: number): Promise<StartUp> {
  const seconds: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = await describeStart(variant, bed);
    const startedAt = performance.now();
    const program = toProgram(spawnProgram(start), start);
    try {
      while (!(await answersCall(variant, start.port))) {
        if (performance.now() - startedAt > patienceMs) {
          throw new Error(`${variant.name} answered no call; what it printed is in ${start.logFile}.`);
        }
        await sleep(betweenTriesMs);
      }
      seconds.push((performance.now() - startedAt) / 1000);
    } finally {
      await program.stop();
    }
  }
  return { variant: variant.name, seconds };
}

async function answersCall(variant: Variant, port: number): Promise<boolean> {
  try {
    const call = beginCall();
    const answer = await askOnce(port, variant.dialect.toRequest(call));
    return answer.status === 200 && answer.body.includes(scriptedTurn(call).marker);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') {
      return false;
    }
    throw error;
  }
}

function askOnce(port: number, request: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    openHttpConnection(port, reject).then((connection) => {
      connection.send(request, (answer) => {
        connection.close();
        resolve(answer);
      });
    }, reject);
  });
}
