import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Answered, type Asked, askAll } from './asking.ts';

/**
 * Asks every question as `askAll` does, in a thread with a heap of its own: whoever has filled a log has hundreds of
 * megabytes to collect, and its pauses would be taken for the hotline's.
 */
export async function askApart(asked: Asked): Promise<readonly Answered[]> {
  const worker = new Worker(new URL(import.meta.url), { workerData: asked });
  const [answered]: readonly (readonly Answered[])[] = await once(worker, 'message');
  return answered ?? [];
}

if (!isMainThread) parentPort?.postMessage(await askAll(workerData));
