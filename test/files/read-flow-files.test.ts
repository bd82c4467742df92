import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFlowFiles } from '../../src/files/read-flow-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'flow-files-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
}

const read = () => readFlowFiles({ flowsDir: join(root, 'flows'), configDir: join(root, 'config') });

test('files are found by kind, each under the path that its directory gives', async () => {
  await write('flows/hotline.yaml', 'a');
  await write('flows/identify.yml', 'b');
  await write('flows/readme.md', 'not a flow');
  await write('flows/prompts/en.yaml', 'c');
  await write('flows/phrases/en.yaml', 'd');
  await write('config/calendars/hk.yaml', 'e');
  await write('config/queues.yaml', 'f');
  const files = await read();
  expect(files.flows.map(({ file }) => file)).toEqual([
    join(root, 'flows/hotline.yaml'),
    join(root, 'flows/identify.yml'),
  ]);
  expect(files.prompts.map(({ file }) => file)).toEqual([join(root, 'flows/prompts/en.yaml')]);
  expect(files.phrases).toHaveLength(1);
  expect(files.calendars).toHaveLength(1);
  expect(new TextDecoder().decode(files.queues?.bytes)).toBe('f');
  expect(files.regions).toBeUndefined();
});

test('recordings are named by their path below the folder of recordings', async () => {
  await write('flows/audio/welcome.mp3', '');
  await write('flows/audio/en/goodbye.mp3', '');
  expect((await read()).audio).toEqual(['en/goodbye.mp3', 'welcome.mp3']);
});

test('directories that do not exist hold no files', async () => {
  expect(await read()).toEqual({
    flows: [],
    prompts: [],
    phrases: [],
    calendars: [],
    languages: undefined,
    regions: undefined,
    numbers: undefined,
    queues: undefined,
    audio: [],
  });
});

test('of a huge file only the beginning is read, enough to refuse it', async () => {
  await write('flows/hotline.yaml', 'x'.repeat(10_000_100));
  expect((await read()).flows[0]?.bytes).toHaveLength(10_000_000);
});

test('a folder where a file should be is an error of the file system', async () => {
  await write('config/queues.yaml/inside', 'x');
  await expect(read()).rejects.toThrow(/EISDIR/);
});
