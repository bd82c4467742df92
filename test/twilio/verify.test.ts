import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTwilio, type Twilio } from '../../src/emulator/twilio.ts';
import type { CarrierCodes } from '../../src/identity/channels.ts';
import { createRestClient } from '../../src/twilio/client.ts';
import { createVerify } from '../../src/twilio/verify.ts';

const SERVICE = `VA${'5'.repeat(32)}`;
const TO = '+85291234567';
const MESSAGE = { to: TO, from: '+85230000000', language: 'en', key: 'CA0/1/0' };

let twilio: Twilio;
let codes: CarrierCodes;
let mayText = true;

beforeEach(async () => {
  mayText = true;
  twilio = await createTwilio({ numbers: [], verifyServices: [SERVICE] });
  codes = verifyOf(SERVICE);
});
afterEach(() => twilio.close());

function verifyOf(serviceSid: string): CarrierCodes {
  const { accountSid, authToken } = twilio;
  const client = createRestClient({ accountSid, authToken, restUrl: () => twilio.restUrl });
  return createVerify(client, { serviceSid, mayText: async () => mayText });
}

async function sent(): Promise<string> {
  const id = await codes.send(MESSAGE);
  if (id === undefined) throw new Error('nothing was sent');
  return id;
}
const lastCode = () => /\d{6}/.exec(twilio.messages().at(-1)?.body ?? '')?.[0] ?? 'none';
const other = (code: string) => (code === '000000' ? '111111' : '000000');

describe('a code of Twilio Verify', () => {
  test.each([
    ['zh-CN', /您的/],
    ['en', /Your/],
    ['es', /Su/],
    ['fr', /Your/],
  ])('in %s is texted', async (language, words) => {
    expect(await codes.send({ ...MESSAGE, language })).toMatch(/^VE[0-9a-f]{32}$/);
    expect(twilio.messages()).toMatchObject([{ to: TO, body: expect.stringMatching(words) }]);
  });

  test('is right once, and gone then', async () => {
    const id = await sent();
    expect(await codes.check(id, other(lastCode()))).toBe('wrong');
    expect(await codes.check(id, lastCode())).toBe('right');
    expect(await codes.check(id, lastCode())).toBe('expired');
  });

  test('is over-tried after five checks, also the right one', async () => {
    const id = await sent();
    for (let time = 0; time < 5; time += 1) expect(await codes.check(id, other(lastCode()))).toBe('wrong');
    expect(await codes.check(id, lastCode())).toBe('over-tried');
  });

  test('expires after ten minutes of its own', async () => {
    const id = await sent();
    await twilio.clock.until(twilio.clock.sleep(600_000));
    expect(await codes.check(id, lastCode())).toBe('expired');
  });

  test('is the same again while one is open, and a new one after that was ended', async () => {
    const id = await sent();
    const code = lastCode();
    expect(await sent()).toBe(id);
    expect(lastCode()).toBe(code);
    await codes.cancel(id);
    expect(await codes.check(id, code)).toBe('expired');
    expect(await sent()).not.toBe(id);
    await codes.cancel(id);
  });

  test('is not asked for where no text may go', async () => {
    mayText = false;
    expect(await codes.send(MESSAGE)).toBeUndefined();
    expect(twilio.messages()).toEqual([]);
  });
});

describe('nobody knows', () => {
  test('where Twilio fails, or does not answer', async () => {
    const id = await sent();
    twilio.refuse(1, 500);
    await expect(codes.check(id, lastCode())).rejects.toThrow();
    twilio.refuse(1, 500);
    await expect(codes.send(MESSAGE)).rejects.toThrow();
    expect(await codes.check(id, lastCode())).toBe('right');
  });

  test('a check that came too early is made again: nothing was done', async () => {
    const id = await sent();
    twilio.refuse(2, 429);
    expect(await codes.check(id, lastCode())).toBe('right');
  });

  test('where the account has no such service, nothing is sent', async () => {
    await expect(verifyOf(`VA${'6'.repeat(32)}`).send(MESSAGE)).rejects.toMatchObject({ status: 404 });
    expect(twilio.messages()).toEqual([]);
  });
});
