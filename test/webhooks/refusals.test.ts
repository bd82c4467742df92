import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Form, newCallSid, signatureOf, standardForm } from '../support/stranger.ts';
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  openHotline,
  PUBLIC_URL,
  type StrangersHotline,
} from '../support/stranger-hotline.ts';

let hotline: StrangersHotline;
let before = 0;

beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(() => hotline.close());
beforeEach(() => {
  before = hotline.log.length;
});

const FROM = '+85291234567';
const formOf = (extra: Form = {}): Form => ({
  ...standardForm({ sid: newCallSid(), accountSid: ACCOUNT_SID, from: FROM, to: '+85230000000' }),
  ...extra,
});
const encoded = (form: Form) => new URLSearchParams(form).toString();
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=UTF-8';

interface Sending {
  readonly path?: string;
  readonly form?: Form;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a webhook with the right signature of what `form` says, whatever else stands in body and headers. */
const send = ({ path = '/twilio/voice', form = formOf(), body = encoded(form), headers = {} }: Sending) =>
  hotline.bring(path, body, {
    'content-type': FORM_TYPE,
    'x-twilio-signature': signatureOf(PUBLIC_URL + path, form, AUTH_TOKEN),
    ...headers,
  });

const logged = () => hotline.log.slice(before).join('');

/** The state of the call is as if the request had never come: its entry begins it, without an apology. */
const expectUnknown = async (form: Form) => {
  const entered = await send({ form });
  expect(entered.body).toContain('<Gather');
  expect(entered.body).toContain('/twilio/call/1/');
};

const PATHS = [
  '/twilio/voice',
  '/twilio/call/1/abcdefghijkl',
  '/twilio/wait/1/abcdefghijkl',
  '/twilio/status',
  '/twilio/fallback',
  '/twilio/recording',
  '/twilio/recording/talk',
  '/twilio/recording/unheard',
  '/twilio/transcription',
  '/twilio/reduced/call',
  '/twilio/reduced/wait',
];

describe('a webhook that Twilio did not sign', () => {
  const good = signatureOf(`${PUBLIC_URL}/twilio/voice`, formOf(), AUTH_TOKEN);
  test.each([
    ['no signature', ''],
    ['a forged one', 'x'.repeat(27).concat('=')],
    ['a short one', good.slice(0, 20)],
    ['one of another form', good],
    ['the header twice', `${good}, ${good}`],
    ['one of 5,000 characters', 'x'.repeat(5000)],
  ])('by %s is refused on every path, and nothing of it is logged', async (_what, signature) => {
    for (const path of PATHS) {
      const form = formOf({ Digits: '8675309', CallStatus: 'completed' });
      const headers = signature === '' ? {} : { 'x-twilio-signature': signature };
      const { status, body } = await hotline.bring(path, encoded(form), { 'content-type': FORM_TYPE, ...headers });
      expect([path, status, body]).toEqual([path, 403, '']);
    }
    expect(logged()).not.toMatch(/8675309|91234567|CA[0-9a-f]{32}/);
    expect(logged().split('\n').filter(Boolean)).toHaveLength(PATHS.length);
  });

  test('leaves no state, not even that a call is over', async () => {
    const form = formOf();
    const over = { ...form, CallStatus: 'completed' };
    for (const path of ['/twilio/voice', '/twilio/status']) {
      expect(await hotline.bring(path, encoded(over), { 'content-type': FORM_TYPE })).toMatchObject({ status: 403 });
    }
    await expectUnknown(form);
  });

  test('is not believed for what a proxy says', async () => {
    const form = formOf();
    const elsewhere = { 'x-twilio-signature': signatureOf('https://evil.example/twilio/voice', form, AUTH_TOKEN) };
    const claims = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-original-url': '/twilio/voice',
      forwarded: 'host=evil.example;proto=https',
    };
    expect(await send({ form, headers: { ...claims, ...elsewhere } })).toMatchObject({ status: 403 });
    expect(await send({ form, headers: claims })).toMatchObject({ status: 200 });
  });
});

describe('a webhook that Twilio signed', () => {
  test('with another address is refused: neither query nor path may be added', async () => {
    const form = formOf();
    const signature = signatureOf(`${PUBLIC_URL}/twilio/voice`, form, AUTH_TOKEN);
    const headers = { 'content-type': FORM_TYPE, 'x-twilio-signature': signature };
    for (const path of ['/twilio/voice?x=1', '/twilio/%76oice', '/twilio/status']) {
      expect([path, (await hotline.bring(path, encoded(form), headers)).status]).toEqual([path, 403]);
    }
  });

  test('may have a query that is signed with it', async () => {
    expect(await send({ path: '/twilio/voice?from=tests&x=%27' })).toMatchObject({ status: 200 });
  });

  test.each([
    ['a body of 66 kB', 413, { form: formOf({ SpeechResult: 'a'.repeat(66_000) }) }],
    ['a body of 10 MB', 413, { form: formOf({ SpeechResult: 'a'.repeat(10_000_000) }) }],
    ['201 parameters', 400, { form: formOf(manyParameters(201)) }],
    ['broken percent-encoding', 400, { form: formOf(), body: 'CallSid=%zz&Digits=%' }],
    ['bytes that are not UTF-8', 400, { form: formOf(), body: 'CallSid=%ff%fe' }],
    ['no CallSid', 400, { form: without(formOf(), 'CallSid') }],
    ['a CallSid of another shape', 400, { form: formOf({ CallSid: "CA' OR 1=1" }) }],
    ['a CallSid that is a key of Redis', 400, { form: formOf({ CallSid: `CA${'a'.repeat(31)}*` }) }],
    ['another account', 400, { form: formOf({ AccountSid: `AC${'6'.repeat(32)}` }) }],
    ['no account', 400, { form: without(formOf(), 'AccountSid') }],
    ['a body of JSON', 415, { form: {}, body: '{"CallSid":"CA"}', headers: { 'content-type': 'application/json' } }],
    ['a body of text', 415, { form: {}, body: 'CallSid=CA', headers: { 'content-type': 'text/plain' } }],
    ['parts', 415, { form: {}, body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['no type of its body', 415, { form: {}, body: 'CallSid=CA', headers: { 'content-type': '' } }],
  ] satisfies readonly [string, number, Sending][])('with %s gets %d and %#', async (_what, expected, sending) => {
    const { status, body } = await send(sending);
    expect(status).toBe(expected);
    expect(body).not.toContain('Gather');
    expect(logged()).not.toMatch(/91234567/);
  });

  test('under an unknown path gets 404, and what stood in the path is not logged', async () => {
    for (const path of [
      '/twilio/',
      '/twilio/nothing',
      '/twilio/voice/8675309',
      '/twilio/call/x/y',
      '/twilio/call/1234567/y',
      '/twilio/call/1/a%20b',
      '/twilio/wait/1/a,b',
    ]) {
      expect([path, (await send({ path })).status]).toEqual([path, 404]);
    }
    expect(logged()).not.toMatch(/8675309/);
  });

  test('by another method gets 404', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const) {
      for (const url of ['/twilio/voice', '/twilio/status', '/twilio/call/1/abc']) {
        const { statusCode } = await hotline.app.inject({ method, url });
        expect([method, url, statusCode]).toEqual([method, url, 404]);
      }
    }
  });

  test('may carry names of the language: they are data, and change nothing', async () => {
    const names = [
      '__proto__',
      'constructor',
      'constructor[prototype][x]',
      '__proto__[x]',
      'toString',
      'hasOwnProperty',
      '0',
    ];
    const form = formOf(Object.fromEntries(names.map((name) => [name, 'polluted'])));
    expect(await send({ form, headers: { __proto__: 'x' } })).toMatchObject({ status: 200 });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('is answered with XML wherever a document is due, and with 204 elsewhere', async () => {
    const call = hotline.dials();
    expect(await call.enters()).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    for (const path of [
      '/twilio/fallback',
      '/twilio/reduced/call',
      '/twilio/reduced/wait',
      '/twilio/wait/3/x',
      '/twilio/call/4/x',
    ]) {
      const other = hotline.dials();
      expect(await other.tells(path, { ErrorCode: '11200' })).toMatchObject({
        status: 200,
        type: 'text/xml; charset=utf-8',
      });
    }
    expect(await call.isOver()).toMatchObject({ status: 204, body: '' });
    const RecordingSid = `RE${'1'.repeat(32)}`;
    const told = { RecordingSid, TranscriptionStatus: 'completed', TranscriptionText: 'Hello.' };
    for (const path of [
      '/twilio/recording',
      '/twilio/recording/talk',
      '/twilio/recording/unheard',
      '/twilio/transcription',
    ])
      expect(await call.tells(path, told)).toMatchObject({ status: 204, body: '' });
  });

  test('logs one line a turn, without the number and what was keyed', async () => {
    const call = hotline.dials();
    await call.enters();
    await call.presses('2');
    await call.presses('8675309');
    await call.says('my number is 8675309');
    expect(logged().split('\n').filter(Boolean)).toHaveLength(4);
    expect(logged()).not.toMatch(/8675309|91234567/);
  });
});

function manyParameters(count: number): Form {
  const own = Object.keys(formOf()).length;
  return Object.fromEntries(Array.from({ length: count - own }, (_, index) => [`p${index}`, '1']));
}

function without(form: Form, name: string): Form {
  return Object.fromEntries(Object.entries(form).filter(([own]) => own !== name));
}
