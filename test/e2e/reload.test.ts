import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { sign } from '../../src/emulator/webhooks/signature.ts';
import { AUTH_TOKEN, startHotline, type TestHotline } from '../support/hotline.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { copyStaffFiles, type StaffFiles } from '../support/staff-files.ts';

let files: StaffFiles;
let running: TestHotline[] = [];
let redis: OwnRedis | undefined;
let server: ServerProcess | undefined;

beforeEach(async () => {
  files = await copyStaffFiles();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((hotline) => hotline.close()));
  await redis?.stop();
  await server?.stop();
  server = undefined;
  redis = undefined;
  await files.remove();
});

async function start(environment: Readonly<Record<string, string>> = {}): Promise<TestHotline> {
  const hotline = await startHotline({ ...files, environment });
  running.push(hotline);
  return hotline;
}

/** Changes what a caller hears after choosing English. */
const editMenu = () => files.edit('prompts/en.yaml', 'main-menu: >-', 'main-menu: >-\n  The new menu.');

test('a call that runs keeps its release, and one that begins after has the new one', async () => {
  const hotline = await start();
  const before = hotline.dial();
  await before.hears(/OKPay/);

  await editMenu();
  expect(await hotline.hotline.reload()).toMatchObject({ type: 'published' });

  const after = hotline.dial();
  await after.hears(/OKPay/);
  await after.presses('2');
  expect((await after.hears(/sign-in/i)).text).toMatch(/^The new menu\./);
  await before.presses('2');
  expect((await before.hears(/sign-in/i)).text).not.toMatch(/new menu/);
  await Promise.all([before.hangsUp(), after.hangsUp()]);
});

test('whom the hotline may ring counts from the next call on', async () => {
  const hotline = await start();
  const waits = async () => {
    const call = hotline.dial('+85291111111');
    await call.hears(/OKPay/);
    await call.presses('2');
    await call.isAsked();
    await call.presses('0');
    const { text } = await call.hears(/in line/);
    return { call, text };
  };
  const before = await waits();
  expect(before.text).toMatch(/For a callback instead, press 1/);

  await files.edit('../config/outgoing.yaml', 'countryCodes: ["+852", ', 'countryCodes: [');
  expect(await hotline.hotline.reload()).toMatchObject({ type: 'published' });
  const after = await waits();
  expect(after.text).not.toMatch(/callback/);
  // Who was offered a callback before asks for it now, and is told that there is none.
  await before.call.presses('1');
  await before.call.isAsked();
  await before.call.presses('1');
  await before.call.hears(/cannot call this number back/);
  await Promise.all([before.call.hangsUp(), after.call.hangsUp()]);
});

test('a broken file changes nothing, and is told with its place', async () => {
  const hotline = await start();
  const { release } = hotline.hotline;
  await files.edit('hotline.yaml', 'format: 1', 'format: 1\nnonsense: true');

  const reloaded = await hotline.hotline.reload();
  expect(reloaded).toMatchObject({ type: 'refused' });
  expect(reloaded.findings).toContainEqual(
    expect.objectContaining({ file: `${files.flowsDir}/hotline.yaml`, rule: 'unknown-key', severity: 'error' }),
  );
  const health = await hotline.hotline.app.inject('/health/ready');
  expect(health.json()).toMatchObject({ release: release.id });
  const call = hotline.dial();
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/sign-in/i);
  await call.hangsUp();
});

/** The next webhook of a call in its first menu, as another process gets it: the caller pressed 2. */
async function pressesTwoAt(other: TestHotline, call: PhoneCall): Promise<string> {
  const asked = call.requests.findLast(({ purpose }) => purpose === 'document');
  const path = /action="([^"#]+)/.exec(asked?.reply ?? '')?.[1] ?? '';
  const form = { ...asked?.parameters, Digits: '2' };
  const { body, statusCode } = await other.hotline.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(AUTH_TOKEN, `${other.url}${path}`, form),
    },
    payload: new URLSearchParams(form).toString(),
  });
  expect(statusCode).toBe(200);
  return body;
}

/** A call that began on one process, and another process that starts with changed files. */
async function callAndOtherProcess() {
  const server = await startOwnRedis();
  redis = server;
  const one = await start({ REDIS_URL: server.url });
  const call = one.dial();
  await call.hears(/OKPay/);
  await call.isAsked();
  await editMenu();
  const other = await start({ REDIS_URL: server.url });
  expect(other.hotline.release.id).not.toBe(one.hotline.release.id);
  return { server, one, call, other };
}

test('a call goes on with its release on a process that never compiled it', async () => {
  const { call, other } = await callAndOtherProcess();
  const reply = await pressesTwoAt(other, call);

  expect(reply).toMatch(/sign-in/i);
  expect(reply).not.toContain('The new menu.');
});

test('where its release cannot be had, a call hears an apology and begins anew on the running one', async () => {
  const { server, one, call, other } = await callAndOtherProcess();
  await server.connect().del(`hotline:release:${one.hotline.release.id}`);

  const reply = await pressesTwoAt(other, call);
  expect(reply).toContain('something went wrong');
  expect(reply).toContain('Hello, this is OKPay');
});

test('a server follows its files: findings are printed with their place, a new release is taken up', async () => {
  const own = await startServer({ FLOWS_DIR: files.flowsDir, CONFIG_DIR: files.configDir, LOG_LEVEL: 'silent' });
  server = own;
  const printed = (words: string) => own.written().split(words).length - 1;
  const soonPrinted = (words: string, times: number) =>
    vi.waitFor(() => expect(printed(words)).toBe(times), { timeout: 15_000, interval: 50 });
  const stays = 'The files have errors: the running release stays.';

  await files.edit('hotline.yaml', 'format: 1', 'format: 1\nnonsense: true');
  await soonPrinted(stays, 1);
  expect(own.written()).toMatch(/flows\/hotline\.yaml:\d+:1 error unknown-key: /);
  own.signal('SIGHUP');
  await soonPrinted(stays, 2);

  await files.edit('hotline.yaml', 'format: 1\nnonsense: true', 'format: 1');
  await soonPrinted('The files say what the running release says.', 1);
  await editMenu();
  await soonPrinted('New calls begin with release', 1);
  const [, release] = /New calls begin with release (\w+)/.exec(own.written()) ?? [];
  const health = await fetch(`http://127.0.0.1:${own.port}/health/ready`);
  expect(await health.json()).toMatchObject({ release });
});
