import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type CallbackLedger, type KeptCallback, kept, nextDue } from '../queues/callbacks.ts';
import { StoredCallback } from '../queues/kept-callback.ts';
import { isAbsent } from './is-absent.ts';
import { isTaken } from './is-taken.ts';

const Stored = z.strictObject({
  format: z.literal(1),
  /** Ids that were kept once, the newest last: they are not kept again. */
  known: z.array(z.string()),
  open: z.array(StoredCallback),
});
type Stored = z.output<typeof Stored>;

const EMPTY: Stored = { format: 1, known: [], open: [] };
const MAX_KNOWN = 1000;
/** Who holds the file longer than that is dead. */
const LOCK_MS = 5000;
const RETRY_MS = 20;

/**
 * A `CallbackLedger` in one file, for a laptop without Redis: a server and the command line may use it together. Every
 * change takes the file, reads it, and puts a whole new one in its place.
 */
export function createCallbackFile(directory: string): CallbackLedger {
  const path = join(directory, 'callbacks.json');
  let last: Promise<unknown> = Promise.resolve();

  /** One change after the other in this process; between processes the lock file keeps them apart. */
  const change = <Result>(make: (stored: Stored) => readonly [Stored, Result]): Promise<Result> => {
    const made = last.then(() =>
      locked(path, async () => {
        const [stored, result] = make(await read(path));
        await write(path, stored);
        return result;
      }),
    );
    last = made.catch(() => undefined);
    return made;
  };

  return {
    keep: (callback) =>
      change((stored) => {
        const isKnown = stored.known.includes(callback.id);
        const known = isKnown ? stored.known : [...stored.known, callback.id].slice(-MAX_KNOWN);
        const waits = stored.open.some(({ number, queue }) => number === callback.number && queue === callback.queue);
        const all = isKnown || waits ? stored.open : [...stored.open, kept(callback)];
        return [{ ...stored, known, open: all }, undefined];
      }),
    open: async () => (await read(path)).open.toSorted((one, other) => one.requestedAt - other.requestedAt),
    take: (queues, { at, seconds }) =>
      change((stored) => {
        const next = nextDue(stored.open, queues, at);
        const taken = next && { ...next, attempts: next.attempts + 1, dueAt: at + seconds * 1000 };
        return [taken ? withChanged(stored, taken) : stored, taken];
      }),
    putOff: (id, dueAt) =>
      change((stored) => {
        const held = stored.open.find((callback) => callback.id === id);
        return [held ? withChanged(stored, { ...held, dueAt }) : stored, held !== undefined];
      }),
    close: (id) =>
      change((stored) => {
        const rest = stored.open.filter((callback) => callback.id !== id);
        return [{ ...stored, open: rest }, rest.length < stored.open.length];
      }),
  };
}

const withChanged = (stored: Stored, changed: KeptCallback): Stored => ({
  ...stored,
  open: stored.open.map((callback) => (callback.id === changed.id ? changed : callback)),
});

/**
 * @throws {Error} if the file is not what this program wrote
 */
async function read(path: string): Promise<Stored> {
  try {
    return Stored.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isAbsent(error)) return EMPTY;
    throw error;
  }
}

async function write(path: string, stored: Stored): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, `${JSON.stringify(stored, undefined, 2)}\n`, { mode: 0o600 });
  await rename(next, path);
}

async function locked<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  await mkdir(join(path, '..'), { recursive: true });
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  for (;;) {
    try {
      const file = await open(lock, 'wx', 0o600);
      return await file.close();
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    await breakOld(lock);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function breakOld(lock: string): Promise<void> {
  const held = await stat(lock).catch(() => undefined);
  if (held && Date.now() - held.mtimeMs > LOCK_MS) await rm(lock, { force: true });
}
