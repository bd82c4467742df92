import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BackOfficeProcess, startBackOffice } from '../support/back-office-process.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { CALLER, signsIn } from '../support/people.ts';

// Whole calls with everything that logs: codes, a text message, a callback, a recording, the agents' line, a back office
// behind HTTP that answers, and one that does not.

/** A customer of the demo, with a payment that they know the reference of. */
const OLIVER = '+447700900011';
const REFERENCE = '10051000023';
const DIALLED = '+442079460100';
/** While people answer in London, and no more in Hong Kong. */
const AT = '2026-11-23T10:30:00Z';

let backOffice: BackOfficeProcess;
let hotline: TestHotline;
const lines: Readonly<Record<string, unknown>>[] = [];

beforeAll(async () => {
  backOffice = await startBackOffice({ environment: { HOTLINE_NOW: AT } });
  hotline = await startHotline({
    at: AT,
    environment: {
      LOG_LEVEL: 'trace',
      BACKOFFICE_URL: backOffice.url,
      BACKOFFICE_TOKEN: backOffice.token,
      CALLERS_REMEMBERED_DAYS: '180',
    },
    logTo: { write: (line) => void lines.push(JSON.parse(line)) },
  });
});

afterAll(async () => {
  await hotline?.close();
  await backOffice?.stop();
});

/** Asks how a payment stands, with a code by text message, and has the answer sent. */
async function asksForPayment(): Promise<void> {
  const call = hotline.dial(OLIVER, DIALLED);
  await call.hears(/For a payment, press 2/);
  await call.says('a payment');
  await call.hears(/To check a payment, press 1/);
  await call.presses('1');
  await call.hears(/By e-mail, press 2/);
  await call.presses('1');
  await call.hears(/Please enter the six digits/);
  await expect.poll(() => hotline.post.letters().length).toBe(1);
  const [code = ''] = /\d{6}/.exec(hotline.post.letters()[0]?.text ?? '') ?? [];
  await call.presses(code === '161803' ? '161804' : '161803');
  await call.isAsked();
  await call.presses(code);
  await call.hears(/I know it is you/);
  await call.isAsked();
  await call.presses('2');
  await call.hears(/press 1/);
  await call.presses('1');
  await call.isAsked();
  await call.presses(`${REFERENCE}#`);
  await call.hears(/If that is right, press 1/);
  await call.presses('1');
  await call.hears(/twenty-three pounds/);
  await call.hangsUp();
}

async function asksForCallback(): Promise<void> {
  const call = hotline.dial(CALLER);
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/To ask for a callback, press 3/);
  await call.presses('3');
  await call.isAsked();
  await call.presses('1');
  await call.hears(/callback is booked/);
  await call.hangsUp();
}

test('every line of a call names it, and none tells a number, or what was keyed or said', async () => {
  const before = lines.length;
  await asksForPayment();
  await asksForCallback();
  await (await signsIn(hotline)).hangsUp();
  await backOffice.stop();
  const stranded = hotline.dial('+447700900012', DIALLED);
  await stranded.hears(/press 2/);
  await stranded.hangsUp();
  await hotline.twilio.settle();

  const told = lines.slice(before);
  const sids = new Set(hotline.twilio.calls().map(({ sid }) => sid));
  for (const line of told) expect(sids, JSON.stringify(line)).toContain(line.callSid);
  const kinds = new Set(told.map(({ msg }) => msg));
  const expected = ['turn', 'the back office has answered', 'no answer of the back office', 'text message'];
  for (const kind of expected) expect(kinds).toContain(kind);
  expect(told.flatMap(numbersIn)).toEqual([]);
  expect(told.map((line) => JSON.stringify(line)).join('\n')).not.toMatch(/a payment|Oliver|example\.com/i);
});

/** Ids that mean nothing by themselves: of calls, messages and releases. */
const IDS = /\b(?:[A-Z]{2})?[0-9a-f]{32}\b/g;

/** Digits that a person could be rung by, or that were keyed: seven on end or more, or six that stand alone. */
const numbersIn = ({ time: _time, ...line }: Readonly<Record<string, unknown>>): readonly string[] =>
  JSON.stringify(line)
    .replace(IDS, '')
    .match(/\+?\d{7,}|\b\d{6}\b/g) ?? [];

test('a number would be found', () => {
  expect(numbersIn({ time: 1764000000000, callSid: `CA${'1'.repeat(32)}`, key: `CA${'2'.repeat(32)}/3/1` })).toEqual(
    [],
  );
  expect(numbersIn({ to: '+85291234567', nested: [{ digits: '123456' }] })).toEqual(['+85291234567', '123456']);
});
