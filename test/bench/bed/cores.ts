import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether programs can be held to cores of their own, and why not. */
export type Pinning = { readonly type: 'pinned' } | { readonly type: 'not-pinned'; readonly why: string };

/** The core of the server that is measured. */
export const serverCore = 0;
/** The core of everything else: the generator and Redis. */
export const loadCore = 1;

/** Holds this process to the load's core, where the machine has two cores and `taskset`. */
export function pinGenerator(): Pinning {
  if (availableParallelism() < 2) {
    return { type: 'not-pinned', why: 'the machine gives this process one core only' };
  }
  const pinned = spawnSync('taskset', ['-a', '-c', '-p', String(loadCore), String(process.pid)], { encoding: 'utf8' });
  if (pinned.error !== undefined || pinned.status !== 0) {
    return { type: 'not-pinned', why: 'taskset is not there or was refused' };
  }
  return { type: 'pinned' };
}

/** A command line that runs on one core, where pinning is possible. */
export function onCore(pinning: Pinning, core: number, command: readonly string[]): readonly string[] {
  return pinning.type === 'pinned' ? ['taskset', '-c', String(core), ...command] : command;
}
