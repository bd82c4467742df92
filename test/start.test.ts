import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../src/free-port.ts';
import { launchServer, type ServerProcess } from './support/server-process.ts';
import { WRONG } from './support/wrong-environment.ts';

const PROCESS_MS = 20_000;

describe('a start that cannot be', () => {
  let server: ServerProcess | undefined;
  const folders: string[] = [];
  afterEach(async () => {
    await server?.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** Starts the hotline, which is to refuse. Gives what it wrote. */
  const refusal = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    server = await launchServer(environment);
    expect(await server.ended).toBe(1);
    expect(server.written()).not.toMatch(/^\s+at /m);
    return server.written();
  };

  test('for wrong variables names each, and no value', { timeout: PROCESS_MS }, async () => {
    const told = await refusal(WRONG);
    for (const name of Object.keys(WRONG)) expect(told).toContain(name);
    expect(told).not.toMatch(/canary|:secret/i);
  });

  test('for broken flows tells file and line of each fault', { timeout: PROCESS_MS }, async () => {
    const flows = mkdtempSync(join(tmpdir(), 'flows-'));
    folders.push(flows);
    cpSync('flows', flows, { recursive: true });
    const file = join(flows, 'hotline.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('next: closed-menu }', 'next: nowhere-at-all }'));
    const told = await refusal({ FLOWS_DIR: flows });
    expect(told).toMatch(/hotline\.yaml:\d+:\d+.*/);
    expect(told).toContain('nowhere-at-all');
  });

  test('for a Redis that is not there says so', { timeout: PROCESS_MS }, async () => {
    const told = await refusal({
      REDIS_URL: `redis://canary:secret@127.0.0.1:${await freePort()}`,
      LOG_LEVEL: 'silent',
    });
    expect(told).toBe('REDIS_URL does not answer\n');
  });

  test('for a port that is taken says so', { timeout: PROCESS_MS }, async () => {
    const other = createServer();
    const PORT = await new Promise<string>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(String(typeof address === 'object' ? address?.port : address));
      });
    });
    try {
      expect(await refusal({ PORT, LOG_LEVEL: 'silent' })).toBe('PORT is taken by another program\n');
    } finally {
      other.close();
    }
  });
});
