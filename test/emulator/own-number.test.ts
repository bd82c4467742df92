import { expect, onTestFinished, test } from 'vitest';
import { createTwilio } from '../../src/emulator/twilio.ts';
import { serveTwiml } from './support/application.ts';
import { CALLER, HOTLINE } from './support/call.ts';

const DESK = '+18005559999';

async function twoNumbers(pages: Readonly<Record<string, string>>) {
  const application = await serveTwiml(pages);
  const numbers = [
    { phoneNumber: HOTLINE, voiceUrl: `${application.url}/voice` },
    { phoneNumber: DESK, voiceUrl: `${application.url}/desk` },
  ];
  const twilio = await createTwilio({ numbers });
  onTestFinished(() => twilio.close());
  return { application, twilio };
}

const desk = '<Gather numDigits="1" action="/key"><Say>This is the desk.</Say></Gather>';

test('an own number that is dialled rings on a leg of its own, and both sides hear each other', async () => {
  const { application, twilio } = await twoNumbers({
    '/voice': `<Dial action="/after">${DESK}</Dial>`,
    '/desk': desk,
    '/key': '<Say>Goodbye from the desk.</Say>',
    '/after': '<Say>Back with you.</Say>',
  });
  const call = twilio.dial({ from: CALLER, to: HOTLINE });
  expect(await call.meets('told')).toMatchObject({ words: 'This is the desk.' });
  await call.presses('5');
  expect(await call.meets('told')).toMatchObject({ words: 'Goodbye from the desk.' });
  await call.hears('Back with you');
  expect(application.at('/key')[0]?.form).toMatchObject({ Digits: '5', From: CALLER, To: DESK, Direction: 'inbound' });
  expect(twilio.calls().map(({ to, status }) => [to, status])).toEqual([
    [HOTLINE, 'in-progress'],
    [DESK, 'completed'],
    [DESK, 'completed'],
  ]);
});

test('a caller who hangs up ends the leg at the own number as well', async () => {
  const { twilio } = await twoNumbers({ '/voice': `<Dial>${DESK}</Dial>`, '/desk': desk });
  const call = twilio.dial({ from: CALLER, to: HOTLINE });
  await call.meets('told');
  await call.hangsUp();
  await twilio.settle();
  expect(twilio.calls().map(({ hasEnded }) => hasEnded)).toEqual([true, true, true]);
});

test('an own number that rejects is a call that comes to nothing', async () => {
  const { twilio } = await twoNumbers({ '/voice': `<Dial>${DESK}</Dial><Say>Next.</Say>`, '/desk': '<Reject/>' });
  await twilio.dial({ from: CALLER, to: HOTLINE }).hears('Next');
});
