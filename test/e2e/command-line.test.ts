import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** Each command is a process of its own, on a machine that may be busy. */
const TIMEOUT_MS = 60_000;
const NOW = '2026-11-24T10:00:00+08:00';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotline-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly printed: string;
  readonly complaints: string;
}

async function hotline(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['tools/hotline.mjs', ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: folder, HOTLINE_NOW: NOW, ...environment },
  });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, printed, complaints };
}

describe('exit statuses', { timeout: TIMEOUT_MS, concurrent: true }, () => {
  test.each<readonly [readonly string[], number]>([
    [['--version'], 0],
    [['--help'], 0],
    [['hours', '--help'], 0],
    [[], 2],
    [['nonsense'], 2],
    [['hours'], 2],
    [['hours', 'cn', '--nonsense'], 2],
    [['hours', 'fr'], 2],
    [['close', 'cn', '--until', 'noon', '--reason', 'maintenance'], 2],
    [['open', 'cn'], 2],
    [['closures', '--end', 'nothing'], 2],
    [['twilio'], 2],
    [['twilio', 'connect'], 2],
    [['backoffice', '--port', 'x'], 2],
    [['backoffice', '--delay', '1h'], 2],
    [['backoffice', '--fail', 'flood'], 2],
    [['backoffice', '--fail', 'html', '--delay', '1s'], 2],
    [['backoffice', '--port', '0', '--token', 'short'], 1],
    [['check'], 0],
  ])('%j ends with %i', async (args, status) => {
    expect(await hotline(args)).toMatchObject({ status });
  });
});

test(
  'the hours of a region are told',
  async () => {
    expect(await hotline(['hours', 'cn', '--at', '2026-02-14T10:00+08:00'])).toEqual({
      status: 0,
      complaints: '',
      printed: expect.stringMatching(/^cn is open on Saturday 14 February 2026[\s\S]*config\/calendars\/cn\.yaml:\d+/),
    });
  },
  TIMEOUT_MS,
);

test(
  'what one command closes another sees closed, until a third opens it',
  async () => {
    const close = [
      'close',
      'cn',
      '--until',
      '2026-11-24T15:00',
      '--reason',
      'maintenance',
      '--message',
      'en=Moving house',
    ];
    expect(await hotline(close)).toMatchObject({ status: 0, printed: expect.stringContaining('en: Moving house') });

    const listed = await hotline(['closures', '--json']);
    expect(JSON.parse(listed.printed)).toMatchObject([{ regions: ['cn'], until: '2026-11-24T15:00:00+08:00' }]);
    const closed = await hotline(['hours', 'cn', '--json']);
    expect(JSON.parse(closed.printed)).toMatchObject({
      state: 'closed',
      reason: 'maintenance',
      rule: { layer: 'closure' },
    });

    expect(await hotline(['open', 'cn'])).toMatchObject({ status: 0 });
    const open = await hotline(['hours', 'cn', '--json']);
    expect(JSON.parse(open.printed)).toMatchObject({ state: 'open', rule: { layer: 'weekly' } });
  },
  TIMEOUT_MS,
);

test(
  'with a broken flow the check fails with its place, and the hours are still told',
  async () => {
    const flows = join(folder, 'flows');
    await mkdir(flows);
    await writeFile(join(flows, 'hotline.yaml'), 'format: 1\nflow: hotline\nstart: nowhere\nnodes: {}\nmore: 1\n');
    const environment = { FLOWS_DIR: flows };

    const check = await hotline(['check', '--json'], environment);
    expect(check.status).toBe(1);
    expect(JSON.parse(check.printed)).toContainEqual(
      expect.objectContaining({ file: join(flows, 'hotline.yaml'), line: 5, rule: 'unknown-key', severity: 'error' }),
    );
    expect(await hotline(['hours', 'cn'], environment)).toMatchObject({ status: 0 });
    expect(await hotline(['fallback'], environment)).toMatchObject({
      status: 1,
      printed: '',
      complaints: expect.stringContaining(`${join(flows, 'hotline.yaml')}:5:`),
    });
  },
  TIMEOUT_MS,
);

test(
  'a calendar that cannot be read is told of, and the others are there',
  async () => {
    const calendars = join(folder, 'calendars');
    await mkdir(calendars);
    await writeFile(join(calendars, 'cn.yaml'), await readFile('config/calendars/cn.yaml'));
    await writeFile(join(calendars, 'hk.yaml'), 'zone: nowhere\n');

    expect(await hotline(['hours', 'hk'], { CONFIG_DIR: folder })).toEqual({
      status: 2,
      printed: '',
      complaints:
        'The calendar of hk cannot be read: hotline check says why.\nThere is no region hk. The regions are cn.\n',
    });
  },
  TIMEOUT_MS,
);

test(
  'the document for when nothing answers is written to a file',
  async () => {
    const file = join(folder, 'fallback.xml');
    expect(await hotline(['fallback', '--out', file])).toMatchObject({ status: 0 });
    expect(await readFile(file, 'utf8')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Response>/);
  },
  TIMEOUT_MS,
);

test(
  'every wrong variable of the environment is named at once, without its value',
  async () => {
    const { status, complaints } = await hotline(['hours', 'cn'], { PORT: 'secret1', PUBLIC_URL: 'secret2' });

    expect(status).toBe(1);
    expect(complaints).toMatch(/PORT[\s\S]*PUBLIC_URL/);
    expect(complaints).not.toContain('secret');
  },
  TIMEOUT_MS,
);

test(
  'a Redis that does not answer is named in one line',
  async () => {
    expect(await hotline(['closures'], { REDIS_URL: 'redis://127.0.0.1:1' })).toEqual({
      status: 1,
      printed: '',
      complaints: 'REDIS_URL does not answer\n',
    });
  },
  TIMEOUT_MS,
);
