import { afterEach, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';

const LINE = '+85230000090';
const AGENT = '+442079460190';
const PIN = '314159#';
const CALLER = '+85291234567';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** From the welcome to the queue for sign-in, in English. */
async function waitsInEnglish(hotline: TestHotline, from = CALLER): Promise<PhoneCall> {
  const call = hotline.dial(from);
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/sign-in/i);
  await call.presses('1');
  await call.hears(/cannot sign in/i);
  await call.presses('0');
  await call.meets('queued');
  return call;
}

test('an agent keys the PIN and talks with the caller who waits; afterwards both go on', async () => {
  running = await startHotline();
  const caller = await waitsInEnglish(running);
  const agent = running.twilio.dial({ from: AGENT, to: LINE });

  await agent.hears(/key your PIN/);
  await agent.presses(PIN);
  await agent.hears(/您已登录/);
  await agent.hears(/下一位来电：login/);
  await agent.meets('bridged');
  await caller.meets('bridged');
  await agent.says('This is Anna.');
  expect(await caller.meets('told')).toMatchObject({ words: 'This is Anna.' });
  await agent.waits(60);
  await agent.presses('*');

  await agent.hears(/接听下一位请按1/);
  await agent.presses('2');
  await agent.hears(/您已签退/);
  await agent.ends();
  await caller.hears(/anything else/i);
  await caller.hangsUp();
  await running.twilio.settle();
  expect([...agent.errors, ...agent.warnings, ...caller.errors, ...caller.warnings]).toEqual([]);
});
