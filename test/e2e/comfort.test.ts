import { afterEach, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test('a relay operator pauses for two minutes, and then hears where the call stands', async () => {
  running = await startHotline();
  const { clock } = running.twilio;
  const call = running.dial();
  await call.hears(/For English, press 2/);
  await call.presses('2');
  await call.hears(/For sign-in and account help/);
  await call.presses('8');
  const told = await call.hears(/I will wait/);
  const back = await call.hears(/For sign-in and account help/, { withinSeconds: 200 });
  // What tells of the pause takes some seconds itself, and so does what led to the menu.
  expect((back.at - told.at) / 1000).toBeGreaterThanOrEqual(120);
  expect((back.at - told.at) / 1000).toBeLessThan(140);

  await call.presses('8');
  await call.hears(/I will wait/);
  const pausedAt = clock.now();
  await call.waits(70);
  await call.presses('4');
  const sooner = await call.hears(/For sign-in and account help/);
  expect((sooner.at - pausedAt) / 1000).toBeLessThan(80);
  await call.presses('1');
  await call.hears(/cannot sign in/);
  await call.hangsUp();
  expect([...call.errors, ...call.warnings]).toEqual([]);
});

test.each([
  ['Chinese', '1', /登录和账户问题/],
  ['English', '2', /For sign-in and account help/],
  ['Spanish', '3', /Para acceso y cuenta|cuenta/],
])('a caller who wants it slower hears the same for longer, in %s', async (_name, language, menu) => {
  running = await startHotline();
  const call = running.dial();
  await call.hears(/OKPay/);
  await call.presses(language);
  const usual = (await call.hears(menu)).at;
  const usualMs = (await call.meets('silence')).at - usual;
  await call.presses('7');
  const slow = (await call.hears(menu)).at;
  const slowMs = (await call.meets('silence')).at - slow;
  expect(slowMs / usualMs).toBeCloseTo(1.25, 2);
  await call.presses('7');
  const again = (await call.hears(menu)).at;
  expect((await call.meets('silence')).at - again).toBe(usualMs);
  await call.hangsUp();
  expect([...call.errors, ...call.warnings]).toEqual([]);
});
