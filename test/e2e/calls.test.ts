import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOperatorFile } from '../../src/files/operator-file.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { CALLER } from '../support/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'calls-'));
let hotline: TestHotline;
/** Waited for sign-in and hung up; listened to the welcome alone. */
let [waiting, listening] = ['', ''];

beforeAll(async () => {
  hotline = await startHotline({ environment: { DATA_DIR: folder, JOURNAL_WRITER: 'on' } });
  const first = hotline.dial(CALLER, '+85230000000');
  await first.hears(/OKPay/);
  for (const key of ['2', '1', '1']) {
    await first.presses(key);
    await first.isAsked();
  }
  await first.presses('0');
  await first.meets('queued');
  await first.waits(130);
  await first.hangsUp();
  const second = hotline.twilio.dial({ from: '+85298765432', to: '+85230000000', callerName: '陈大文 O’Neill' });
  await second.hears(/OKPay/);
  await second.hangsUp();
  await hotline.twilio.settle();
  [waiting, listening] = [first.sid, second.sid];
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('calls that have ended are on record', async () => {
  await expect.poll(() => findSids(), { timeout: 30_000 }).toEqual([listening, waiting]);
}, 40_000);

async function ask(path: string): Promise<Response> {
  const { address = '', token = '' } = readOperatorFile(folder) ?? {};
  return fetch(`${address}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
}

async function findSids(query = ''): Promise<readonly string[]> {
  const answer: unknown = await (await ask(`/calls${query}`)).json();
  const calls: unknown = Reflect.get(Object(answer), 'calls');
  const ended = Array.isArray(calls) ? calls.filter(({ disposition }) => disposition !== 'running') : [];
  return ended.map(({ callSid }) => String(callSid));
}

/** Runs a command as staff do, with the files of this hotline. */
async function command(...typed: readonly string[]) {
  const child = spawn(process.execPath, ['tools/hotline.mjs', ...typed], {
    env: { PATH: process.env.PATH, DATA_DIR: folder },
  });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, printed, complaints };
}

describe('a call that was placed is found', () => {
  test.each([
    '?queue=login',
    '?topic=login',
    '?node=hotline/login-queue',
    '?disposition=abandoned-in-queue',
    '?tail=4567',
    '?number=%2B85291234567',
    '?waitedOver=2m',
    '?from=2026-11-23T10:00%2B08:00&to=2026-11-23T10:00:30%2B08:00',
    '?region=hk&language=en&verification=none&topic=login',
    '?dialled=%2B85230000000&queue=login',
  ])('by %s', async (query) => {
    expect(await findSids(query)).toEqual([waiting]);
  });

  test('by its release, and by any part of the name it came with', async () => {
    expect(await findSids(`?release=${hotline.hotline.release.id}&limit=1`)).toEqual([listening]);
    expect(await findSids(`?text=${encodeURIComponent('大文')}`)).toEqual([listening]);
    expect(await findSids('?text=NEILL')).toEqual([listening]);
  });

  test.each(['?queue=general', '?rating=5', '?talkedOver=1', '?topic=%25', '?text=%25%25%25', "?queue='%3B--"])(
    'but not by %s',
    async (query) => {
      expect(await findSids(query)).toEqual([]);
    },
  );

  test('page by page', async () => {
    const first: unknown = await (await ask('/calls?limit=1')).json();
    const cursor = String(Reflect.get(Object(first), 'next'));
    expect(await findSids(`?limit=1&cursor=${cursor}`)).toEqual([waiting]);
    expect((await ask('/calls?cursor=2')).status).toBe(400);
  });

  test('with its story and its timeline, and never with its number', async () => {
    const answer = await (await ask(`/calls/${waiting}`)).text();
    expect(JSON.parse(answer)).toMatchObject({
      call: { callSid: waiting, caller: '+852••••4567', queues: ['login'], endedBy: 'caller' },
      story: expect.stringMatching(/chose login sign in; asked for a person; waited 2 min for login and hung up$/i),
      timeline: expect.arrayContaining([
        expect.objectContaining({ type: 'queue-joined', node: 'hotline/login-queue', text: 'Joined the queue login' }),
      ]),
    });
    expect(answer).not.toContain(CALLER.slice(4));
    expect((await ask(`/calls/CA${'0'.repeat(32)}`)).status).toBe(404);
    expect((await ask('/calls/CA12')).status).toBe(400);
  });
});

describe('what cannot be asked is refused', () => {
  test.each([
    ['?from=2026-11-24&to=2026-11-23', 'query.to', 'to must be later than from.'],
    ['?node=menu', 'query.node', 'node is a flow and a node of it, as payment/say-settled.'],
    ['?limit=0', 'query.limit', expect.any(String)],
  ])('%s', async (query, field, message) => {
    const response = await ask(`/calls${query}`);
    expect([response.status, await response.json()]).toEqual([400, { error: 'bad-request', field, message }]);
  });

  test('a filter that there is not', async () => {
    expect((await ask('/calls?colour=red')).status).toBe(400);
    expect((await ask('/calls?queue=a&queue=b')).status).toBe(400);
  });
});

describe('an export is opened again', () => {
  test('as a table', async () => {
    const response = await ask('/calls/export?format=csv');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="calls.csv"');
    const rows = parse(Buffer.from(await response.arrayBuffer()), { columns: true, bom: true });
    expect(rows).toMatchObject([
      { callSid: listening, callerName: '陈大文 O’Neill', caller: "'+852••••5432", queue: '' },
      { callSid: waiting, queue: 'login', voicemail: 'no', dialled: "'+85230000000" },
    ]);
  });

  test('as JSON, a call a line', async () => {
    const lines = (await (await ask('/calls/export?format=jsonl&queue=login')).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ callSid: waiting, caller: '+852••••4567' }]);
  });
});

/** What commands print, while the hotline runs and when it is stopped. */
function testCommands(): void {
  test('hotline calls finds it', async () => {
    const { status, printed } = await command('calls', '--queue', 'login', '--tail', '4567', '--json');
    expect([status, JSON.parse(printed)]).toMatchObject([0, [{ callSid: waiting, caller: '+852••••4567' }]]);
    const byNumber = await command('calls', '--number', CALLER, '--waited-over', '2m');
    expect(byNumber.printed).toBe(
      `2026-11-23 02:00:00Z  ${waiting}  +852••••4567  hk en  login  abandoned-in-queue  waited 2 min for login\n`,
    );
    const wrong = await command('calls', '--from', '2026-11-24', '--to', '2026-11-23');
    expect(wrong).toEqual({ status: 2, printed: '', complaints: 'to must be later than from.\n' });
  }, 60_000);

  test('hotline call tells what happened in it', async () => {
    const { printed } = await command('call', waiting);
    expect(printed).toMatch(/^CA.*, from \+852••••4567, 2026-11-23 02:00:00Z\n.*chose login sign in/i);
    expect(printed).toContain('Joined the queue login');
    const { printed: json } = await command('call', waiting, '--json');
    expect(JSON.parse(json)).toMatchObject({
      call: { callSid: waiting },
      story: expect.stringMatching(/chose login/i),
    });
    expect(await command('call', `CA${'0'.repeat(32)}`)).toMatchObject({ status: 1, printed: '' });
    expect(await command('call', 'CA12')).toMatchObject({ status: 2, printed: '' });
  }, 60_000);
}

describe('while the hotline runs,', testCommands);

describe('when the hotline is stopped,', () => {
  beforeAll(() => hotline.close(), 60_000);
  testCommands();
});
