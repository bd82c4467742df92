import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readOrMakeSecret } from '../../src/files/secret-file.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'secret-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('a secret is made once, for its owner alone, and is the same from then on', async () => {
  const path = join(await folder(), 'data', 'callers.key');
  expect(await readOrMakeSecret(path, () => 'first')).toBe('first');
  expect(await readOrMakeSecret(path, () => 'second')).toBe('first');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('of several who ask at once all have the same', async () => {
  const path = join(await folder(), 'callers.key');
  const asked = Array.from({ length: 20 }, (_, place) => readOrMakeSecret(path, () => `secret of ${place}`.padEnd(64)));
  expect(new Set(await Promise.all(asked)).size).toBe(1);
});
