import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchFiles } from '../../src/files/watch-files.ts';

let folder = '';
let stop: (() => void) | undefined;
let changes = 0;

beforeEach(async () => {
  changes = 0;
  folder = await mkdtemp(join(tmpdir(), 'watch-'));
  await mkdir(join(folder, 'prompts'));
  await writeFile(join(folder, 'hotline.yaml'), 'format: 1\n');
});

afterEach(async () => {
  stop?.();
  await rm(folder, { recursive: true, force: true });
});

async function watch(folders: readonly string[] = [folder]): Promise<void> {
  stop = await watchFiles(
    folders,
    () => {
      changes += 1;
    },
    { everyMs: 5 },
  );
}

const toldOf = (count: number) => vi.waitFor(() => expect(changes).toBe(count), { interval: 2, timeout: 3000 });

test('a file that is changed, added below, replaced or removed is told of, each once', async () => {
  await watch();

  await writeFile(join(folder, 'hotline.yaml'), 'format: 1 # changed\n');
  await toldOf(1);
  await writeFile(join(folder, 'prompts', 'en.yaml'), 'welcome: Hello\n');
  await toldOf(2);
  await writeFile(join(folder, 'aside'), 'format: 1 # again\n');
  await toldOf(3);
  await rename(join(folder, 'aside'), join(folder, 'hotline.yaml'));
  await toldOf(4);
  await rm(join(folder, 'hotline.yaml'));
  await toldOf(5);
});

test('a folder that is not there yet may come later', async () => {
  const later = join(folder, 'later');
  await watch([later]);

  await mkdir(later);
  await writeFile(join(later, 'queues.yaml'), 'queues: {}\n');
  await toldOf(1);
});

test('nothing is told of once it is stopped', async () => {
  await watch();
  stop?.();
  await writeFile(join(folder, 'hotline.yaml'), 'changed\n');
  const other = await watchFilesOnce(folder);

  expect(other).toBe('told');
  expect(changes).toBe(0);
});

/** Resolves when another watcher has seen a change that comes after. */
async function watchFilesOnce(watched: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  stop = await watchFiles([watched], () => resolve('told'), { everyMs: 5 });
  await writeFile(join(watched, 'more.yaml'), 'more\n');
  return promise;
}
