import { afterEach, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test('a caller hears the welcome, chooses English and reaches the queue for sign-in', async () => {
  running = await startHotline();
  const call = running.dial();

  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/sign-in/i);
  await call.presses('1');
  await call.hears(/cannot sign in/i);
  await call.presses('1');
  await call.hears(/still cannot sign in, press 2/);
  await call.presses('2');
  await call.hears(/For a person, press 1/);
  await call.presses('0');
  await call.meets('queued');
  await call.hangsUp();
  await running.twilio.settle();

  expect(call.errors).toEqual([]);
  expect(call.warnings).toEqual([]);
});
