import { readdirSync, readFileSync } from 'node:fs';

/** What a program has used of the processor since it began, over all its threads. */
export interface CpuTime {
  readonly runningNs: number;
  /** Time in which a thread could have run but another program had the core. */
  readonly waitingNs: number;
}

/** Reads the scheduler's own account of a program (`/proc/<pid>/task/<thread>/schedstat`; Linux only). */
export function readCpuTime(pid: number): CpuTime {
  let runningNs = 0;
  let waitingNs = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [running, waiting] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    runningNs += Number(running);
    waitingNs += Number(waiting);
  }
  return { runningNs, waitingNs };
}
