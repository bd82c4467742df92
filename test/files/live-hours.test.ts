import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLiveHours } from '../../src/files/live-hours.ts';
import { closureAt, keepsLiveHours } from '../contracts/live-hours-store.ts';

let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'live-hours-')), 'hours');
});

afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

keepsLiveHours(async (now) => [createFileLiveHours(folder, { now }), createFileLiveHours(folder, { now })]);

test('nothing but whole files is left in the folder', async () => {
  const store = createFileLiveHours(folder, { now: () => 0 });
  await store.add(closureAt(0, 1000));

  expect(await readdir(folder)).toEqual(['closure-1.json']);
});

test('a file that is no change of hours is named, and hides nothing silently', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'mine.json'), '{ "type": "closure" }');

  await expect(createFileLiveHours(folder, { now: () => 0 }).list()).rejects.toThrow(
    `${join(folder, 'mine.json')} is no closure and no override`,
  );
});

test('files of other kinds are passed over', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'notes.txt'), 'not ours');

  expect(await createFileLiveHours(folder, { now: () => 0 }).list()).toEqual([]);
});

test('what is no id ends nothing, in no folder', async () => {
  const store = createFileLiveHours(folder, { now: () => 0 });
  await store.add(closureAt(0, 1000));

  expect(await createFileLiveHours(join(folder, 'other'), { now: () => 0 }).end('../closure-1')).toBe(false);
  expect(await store.list()).toHaveLength(1);
});
