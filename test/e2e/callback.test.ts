import { afterEach, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { CALLER, signsIn } from '../support/people.ts';

const CLOSED = '2026-11-23T20:00:00+08:00';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(): Promise<TestHotline> {
  running = await startHotline({ at: CLOSED });
  return running;
}

/** After hours: asks to be called back and confirms it. */
async function asksForCallback(hotline: TestHotline, from = CALLER) {
  const call = hotline.twilio.dial({ from, to: '+85230000000' });
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/To ask for a callback, press 3/);
  await call.presses('3');
  await call.isAsked();
  await call.presses('1');
  return call;
}

test('an agent hears of the callback and rings the caller, who sees the number that they rang', async () => {
  const hotline = await start();
  const asking = await asksForCallback(hotline);
  await asking.hears(/callback is booked/);
  await asking.hangsUp();
  const again = await asksForCallback(hotline);
  await again.hears(/callback is booked/);
  await again.hangsUp();

  let seen: string | undefined;
  hotline.twilio.person(CALLER, {
    does: async (call) => {
      seen = hotline.twilio.calls().find(({ sid }) => sid === call.sid)?.from;
      await call.meets('bridged');
      await call.waits(20);
      await call.hangsUp();
    },
  });
  const agent = hotline.twilio.dial({ from: '+442079460190', to: '+85230000090' });
  await agent.hears(/PIN/);
  await agent.presses('314159#');
  await agent.hears(/有一个待回电/);
  await agent.hears(/现在没有人等候/);
  await agent.hears(/回电请按3/, { withinSeconds: 200 });
  await agent.presses('3');
  await agent.hears(/正在回电/);
  await agent.meets('bridged');
  await agent.hears(/没有待回电/);
  await agent.presses('2');
  await agent.ends();
  expect(seen).toBe('+85230000000');
  expect([...agent.errors, ...agent.warnings]).toEqual([]);
});

test('a callback that reaches nobody comes up again a quarter of an hour later', async () => {
  const hotline = await start();
  await (await asksForCallback(hotline)).hangsUp();
  hotline.twilio.person(CALLER, { type: 'busy' });
  const agent = await signsIn(hotline);
  await agent.hears(/回电请按3/, { withinSeconds: 200 });
  await agent.presses('3');
  await agent.hears(/没有接通/);
  await agent.hears(/没有待回电/);
  await agent.hangsUp();
  const idle = hotline.dial('+85298888888');
  for (let minute = 0; minute < 16 && !idle.hasEnded; minute += 1) await idle.waits(60).catch(() => undefined);
  while (hotline.twilio.clock.now() < Date.parse('2026-11-23T20:20:00+08:00')) {
    const call = hotline.dial('+85298888888');
    while (!call.hasEnded) await call.waits(60).catch(() => undefined);
  }
  const later = await signsIn(hotline);
  await later.hears(/回电请按3/, { withinSeconds: 200 });
  await later.hangsUp();
});

test.each([
  ['a number in mainland China', '+8613800138000'],
  ['a caller who shows no number', 'anonymous'],
])('%s is offered no callback, and may leave a message', async (_who, from) => {
  const hotline = await start();
  const call = hotline.twilio.dial({ from, to: '+85230000000' });
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/To leave a message, press 2. To make a complaint, press 4/);
  await call.presses('3');
  await call.hears(/not one of the choices/);
  await call.presses('2');
  await call.hears(/After the tone/);
  await call.hangsUp();
});
