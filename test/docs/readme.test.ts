import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const run = promisify(execFile);
const page = await readFile('README.md', 'utf8');
const blocksOf = (fence: RegExp): string[] => [...page.matchAll(fence)].flatMap(([, block = '']) => block.split('\n'));

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hotline-readme-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Words as a shell parts them, for commands without anything more than quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');

describe('the commands of the README', () => {
  const commands = blocksOf(/```sh runnable\n([\s\S]*?)\n```/g);

  test('there are some to run', () => expect(commands.length).toBeGreaterThanOrEqual(5));

  test.each(commands)(
    '%s',
    async (command) => {
      const [npx, hotline, ...parameters] = wordsOf(command);
      expect([npx, hotline]).toEqual(['npx', 'hotline']);

      const env = { PATH: process.env.PATH ?? '', DATA_DIR: dataDir };
      const { stdout } = await run(process.execPath, ['src/cli.ts', ...parameters], { env });
      expect(stdout.trim()).not.toBe('');
    },
    60_000,
  );

  test('"npx hotline" runs the same command line', async () => {
    expect(packageJson.bin.hotline).toBe('tools/hotline.mjs');
    const { stdout } = await run(process.execPath, ['tools/hotline.mjs', 'hours', 'hk', '--at', '2026-10-01T10:00']);
    expect(stdout).toContain('hk is closed');
  }, 60_000);
});

test('every script of npm that the README or a page names is there', async () => {
  const pages = ['README.md', 'docs/running.md', 'docs/writing-flows.md', 'docs/performance.md'];
  for (const text of await Promise.all(pages.map((name) => readFile(name, 'utf8')))) {
    for (const [, script = ''] of text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z:]+)\b/g)) {
      expect(Object.keys(packageJson.scripts)).toContain(script);
    }
  }
});

test('every command of hotline that a page names is one of the command line', async () => {
  const pages = ['README.md', 'docs/running.md', 'docs/writing-flows.md', 'docs/errors.md', 'docs/changes.md'];
  const definitions = ['src/cli.ts', 'src/cli/calls/define-calls.ts'];
  const sources = await Promise.all(definitions.map((name) => readFile(name, 'utf8')));
  const there = [...sources.join().matchAll(/\.command\('([a-z]+)'\)/g)].map(([, name = '']) => name);

  for (const text of await Promise.all(pages.map((name) => readFile(name, 'utf8')))) {
    for (const [, name = ''] of text.matchAll(/(?:npx |`)hotline ([a-z]+)/g)) expect(there).toContain(name);
  }
});

test('the house has each room of src', async () => {
  const folders = (await readdir('src', { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of folders) expect(page).toContain(`\`src/${name}/\``);
});

test('the README keeps to one screen and a half', () => {
  expect(page.split('\n').length).toBeLessThan(110);
});
