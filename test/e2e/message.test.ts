import { afterEach, describe, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { CALLER } from '../support/people.ts';
import { type Edit, staffFiles } from '../support/staff-files.ts';

/** Before the goodbye of this flow a text goes to the caller. */
const SENDS: Edit = [
  'flows/hotline.yaml',
  '  goodbye: { type: hang-up, prompt: goodbye }',
  `  goodbye: { type: message, prompt: never-ask, exits: { sent: sent, failed: not-sent } }
  sent: { type: hang-up, prompt: goodbye }
  not-sent: { type: hang-up, prompt: unavailable-apology }`,
];
const DIALLED = '+85230000000';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(...edits: readonly Edit[]): Promise<TestHotline> {
  running = await startHotline(staffFiles(SENDS, ...edits));
  return running;
}

/** Chooses a language, asks about signing in, and finishes: then the text goes out. */
async function finishes(hotline: TestHotline, { from = CALLER, language = '2' } = {}) {
  const call = hotline.twilio.dial({ from, to: DIALLED });
  await call.hears(/OKPay/);
  await call.presses(language);
  await call.isAsked();
  await call.presses('1');
  await call.isAsked();
  await call.presses('1');
  await call.isAsked();
  await call.presses('2');
  await call.isAsked();
  await call.presses('4');
  return call;
}

const sentBy = (hotline: TestHotline) => hotline.twilio.messages().map(({ to, from, body }) => ({ to, from, body }));

test('a text goes to the caller from the number they rang, in their language', async () => {
  const hotline = await start();
  const english = await finishes(hotline);
  await english.hears(/Goodbye|Thank you/i);
  await english.ends();
  const chinese = await finishes(hotline, { language: '1' });
  await chinese.ends();
  await hotline.twilio.settle();
  expect(sentBy(hotline)).toEqual([
    { to: CALLER, from: DIALLED, body: expect.stringMatching(/never ask for your password/) },
    { to: CALLER, from: DIALLED, body: expect.stringMatching(/密码/) },
  ]);
});

test('where a country has a sender of its own, the text is from there', async () => {
  const hotline = await start([
    'config/outgoing.yaml',
    '  perCallerPerHour: 3',
    '  senders: { "+852": "+85230000055" }\n  perCallerPerHour: 3',
  ]);
  await (await finishes(hotline)).ends();
  await hotline.twilio.settle();
  expect(sentBy(hotline)).toMatchObject([{ to: CALLER, from: '+85230000055' }]);
});

describe('no text goes', () => {
  test('to a caller who shows no number', async () => {
    const hotline = await start();
    const call = await finishes(hotline, { from: 'anonymous' });
    await call.ends();
    expect(hotline.twilio.messages()).toEqual([]);
  });

  test('to a country that is not listed', async () => {
    const hotline = await start(['config/outgoing.yaml', '  countryCodes: ["+86", "+852",', '  countryCodes: ["+86",']);
    const call = await finishes(hotline);
    await call.hears(/sorry/i);
    await call.ends();
    expect(hotline.twilio.messages()).toEqual([]);
  });

  test('beyond three an hour to one caller, while others still get theirs', async () => {
    const hotline = await start();
    for (let time = 0; time < 3; time += 1) await (await finishes(hotline)).ends();
    const fourth = await finishes(hotline);
    await fourth.hears(/sorry/i);
    await fourth.ends();
    await (await finishes(hotline, { from: '+85297777777' })).ends();
    await hotline.twilio.settle();
    expect(sentBy(hotline).map(({ to }) => to)).toEqual([CALLER, CALLER, CALLER, '+85297777777']);
  });

  test("beyond the day's budget", async () => {
    const hotline = await start(['config/outgoing.yaml', 'perDay: 2000', 'perDay: 1']);
    await (await finishes(hotline)).ends();
    await (await finishes(hotline, { from: '+85297777777' })).ends();
    await hotline.twilio.settle();
    expect(hotline.twilio.messages()).toHaveLength(1);
  });
});
