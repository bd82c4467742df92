import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCheck } from '../../src/cli/check.ts';
import { compileFiles } from '../../src/compile-files.ts';

const run = promisify(execFile);

/** A Monday on which Hong Kong is open. */
const AT = Date.parse('2026-11-23T10:00:00+08:00');

interface Block {
  readonly kind: string;
  readonly text: string;
}

interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

let folder = '';
let sections: readonly Section[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotline-tutorial-'));
  for (const files of ['flows', 'config']) await cp(files, join(folder, files), { recursive: true });
  const page = await readFile('docs/writing-flows.md', 'utf8');
  sections = page
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.split('\n', 1)[0] ?? '',
      blocks: [...section.matchAll(/```(\w+)\n([\s\S]*?)\n```/g)].map(([, kind = '', text = '']) => ({ kind, text })),
    }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Changes a file as the page shows it; what the change begins from must stand in the file just once. */
async function apply(change: string): Promise<void> {
  const [head = '', ...lines] = change.split('\n');
  const file = join(folder, head.replace('--- ', ''));
  const keep = (sign: string) => lines.filter((line) => line.startsWith(' ') || line.startsWith(sign));
  const joined = (sign: string) =>
    keep(sign)
      .map((line) => `${line.slice(1)}\n`)
      .join('');

  const parts = (await readFile(file, 'utf8')).split(joined('-'));
  expect(parts, `${head}: ${joined('-')}`).toHaveLength(2);
  await writeFile(file, parts.join(joined('+')));
}

/** The command as staff run it, on their files. */
async function hotline(...parameters: string[]): Promise<string> {
  const own = { DATA_DIR: join(folder, 'data'), HOTLINE_NOW: new Date(AT).toISOString() };
  const env = { PATH: process.env.PATH ?? '', ...own };
  const options = { cwd: folder, env };
  const { stdout } = await run(process.execPath, [join(process.cwd(), 'src/cli.ts'), ...parameters], options).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

/** The errors that `hotline check` tells of the files now, as a person in their folder reads them. */
async function errors(): Promise<readonly string[]> {
  const directories = { FLOWS_DIR: join(folder, 'flows'), CONFIG_DIR: join(folder, 'config') };
  const { findings } = await compileFiles(directories, AT);
  const lines: string[] = [];
  runCheck({}, findings, { print: (line) => lines.push(line.replaceAll(join(folder, '/'), '')), complain: () => {} });
  return lines.filter((line) => / error /.test(line));
}

test('each change of the page works as it is told, and each finding is the one that comes', async () => {
  const found: Block[] = [];
  for (const { title, blocks } of sections) {
    for (const { kind, text } of blocks) {
      if (kind === 'diff') await apply(text);
      if (kind === 'text') {
        expect(await errors(), title).toEqual(text.split('\n'));
        found.push({ kind, text });
      }
    }
    if (blocks.at(-1)?.kind === 'diff') expect(await errors(), title).toEqual([]);
  }
  expect(found.length).toBeGreaterThanOrEqual(2);

  expect(await hotline('dial', '--script', '2 1 4', '--json')).toContain('choose Settings, then Close account');
  expect(await hotline('hours', 'hk', '--at', '2026-12-24T14:00')).toContain('hk is closed on Thursday 24 December');
}, 60_000);
