import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAbsent } from './is-absent.ts';

/** Where a running hotline is asked on its own machine, and by what it knows who may read its files. */
export interface OperatorAccess {
  /** As `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly token: string;
}

const NAME = 'operator.json';

const Written = z.object({ address: z.url(), token: z.string().min(1), pid: z.int().positive() });

/**
 * Leaves it for commands on this machine, for its owner's eyes; it is there when this returns. Gives the way to take it
 * away.
 */
export function leaveOperatorFile(directory: string, access: OperatorAccess): () => void {
  mkdirSync(directory, { recursive: true });
  const beside = mkdtempSync(join(directory, '.operator-'));
  try {
    // Nobody ever reads half a file, nor one that others may read.
    const whole = join(beside, NAME);
    writeFileSync(whole, JSON.stringify({ ...access, pid: process.pid }), { mode: 0o600 });
    renameSync(whole, join(directory, NAME));
  } finally {
    rmSync(beside, { recursive: true });
  }
  // Another hotline of this directory may have left its own meanwhile.
  return () => {
    if (readWritten(directory)?.token === access.token) rmSync(join(directory, NAME), { force: true });
  };
}

/** What a running hotline has left. Nothing where there is none, or its process has ended without taking it away. */
export function readOperatorFile(directory: string): OperatorAccess | undefined {
  const written = readWritten(directory);
  return written && isAlive(written.pid) ? { address: written.address, token: written.token } : undefined;
}

function readWritten(directory: string): z.output<typeof Written> | undefined {
  try {
    return Written.safeParse(JSON.parse(readFileSync(join(directory, NAME), 'utf8'))).data;
  } catch (error) {
    if (isAbsent(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Of a process of somebody else the system says only that it may not be signalled: it runs. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
