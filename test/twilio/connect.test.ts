import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createTwilio, type Twilio } from '../../src/emulator/twilio.ts';
import { createRestClient } from '../../src/twilio/client.ts';
import { AccountError, addressesOf, createAccountNumbers } from '../../src/twilio/connect.ts';

const SID = `AC${'1'.repeat(32)}`;
const TOKEN = 'a0token0of0the0tests';
const LONDON = '+442079460100';
const HONG_KONG = '+85230000000';

const ADDRESSES = addressesOf({
  publicUrl: 'https://hotline.example/base',
  fallbackUrl: 'https://elsewhere.example/twilio/fallback',
});

let carrier: Twilio | undefined;
let broken: Server | undefined;

afterEach(async () => {
  await carrier?.close();
  broken?.close();
  carrier = undefined;
  broken = undefined;
});

async function account(authToken = TOKEN, accountSid = SID) {
  const twilio = await createTwilio({
    accountSid: SID,
    authToken: TOKEN,
    numbers: [
      { phoneNumber: LONDON, voiceUrl: 'https://old.example/voice', voiceMethod: 'GET' },
      { phoneNumber: HONG_KONG, voiceUrl: 'https://old.example/voice' },
    ],
  });
  carrier = twilio;
  const client = createRestClient({ accountSid, authToken, restUrl: () => twilio.restUrl });
  return { twilio, numbers: createAccountNumbers(client) };
}

/** A carrier that gives one answer to everything. */
async function answering(status: number, body: string): Promise<ReturnType<typeof createAccountNumbers>> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  broken = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createAccountNumbers(
    createRestClient({ accountSid: SID, authToken: TOKEN, restUrl: () => `http://127.0.0.1:${port}` }),
  );
}

test('every address ends with the connection overrides, and is asked with POST', () => {
  expect(ADDRESSES).toEqual({
    voiceUrl: 'https://hotline.example/base/twilio/voice#rc=2&rp=all&rt=4000',
    voiceMethod: 'POST',
    voiceFallbackUrl: 'https://elsewhere.example/twilio/fallback#rc=2&rp=all&rt=4000',
    voiceFallbackMethod: 'POST',
    statusCallback: 'https://hotline.example/base/twilio/status#rc=2&rp=all&rt=4000',
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
  });
});

test('the numbers of the account are listed with where they point', async () => {
  const { numbers } = await account();

  expect(await numbers.list()).toEqual([
    {
      sid: expect.stringMatching(/^PN/),
      number: LONDON,
      onTrunk: false,
      addresses: expect.objectContaining({
        voiceUrl: 'https://old.example/voice',
        voiceMethod: 'GET',
        voiceApplicationSid: '',
      }),
    },
    expect.objectContaining({ number: HONG_KONG }),
  ]);
});

test('one number is pointed elsewhere and the others stay', async () => {
  const { twilio, numbers } = await account();
  const [london] = await numbers.list();
  await numbers.point(london?.sid ?? '', ADDRESSES);

  const { voiceApplicationSid: _, ...addresses } = ADDRESSES;
  expect(twilio.numbers().find(({ phoneNumber }) => phoneNumber === LONDON)).toMatchObject(addresses);
  expect(twilio.numbers().find(({ phoneNumber }) => phoneNumber === HONG_KONG)).toMatchObject({
    voiceUrl: 'https://old.example/voice',
  });
});

test('a wrong token is told in words', async () => {
  const { numbers } = await account('not0the0token');

  await expect(numbers.list()).rejects.toThrow(
    new AccountError('Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN (401): check both.'),
  );
});

test('a number that is gone is told in words', async () => {
  const { numbers } = await account();

  await expect(numbers.point(`PN${'0'.repeat(32)}`, ADDRESSES)).rejects.toThrow(
    'Twilio knows no such account or number (404): check TWILIO_ACCOUNT_SID.',
  );
});

test('an address that Twilio refuses is told with its own words', async () => {
  const { numbers } = await account();
  const [london] = await numbers.list();

  await expect(numbers.point(london?.sid ?? '', { ...ADDRESSES, voiceUrl: 'nowhere' })).rejects.toThrow(
    /^Twilio refuses \(400, error 21502\): /,
  );
});

test('an answer that is no JSON, and no answer at all, are told in words', async () => {
  await expect((await answering(502, 'Bad Gateway')).list()).rejects.toThrow(/^Twilio refuses \(502\): /);
  broken?.close();
  broken?.closeAllConnections();

  const nobody = createAccountNumbers(
    createRestClient({ accountSid: SID, authToken: TOKEN, restUrl: () => 'http://127.0.0.1:1' }),
  );
  await expect(nobody.list()).rejects.toThrow('Twilio does not answer. Nothing more was changed; try again.');
});
