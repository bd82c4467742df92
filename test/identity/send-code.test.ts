import { describe, expect, test } from 'vitest';
import { number } from '../queues/context.ts';
import { ANNA, BEN, contactOf, identityBed, NOBODY } from './bed.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const withheld = { caller: undefined } as const;

describe('a code', () => {
  test('goes to the telephone on file, in the language of the call, and says what it is for', async () => {
    const bed = identityBed();
    for (const [language, words] of [
      ['zh-CN', /验证码 \d{6}，.*5 分钟/],
      ['en', /^\d{6} is your code/],
      ['es', /^\d{6} es su código/],
    ] as const) {
      expect(await bed.send({ channel: 'sms' }, { language })).toEqual({
        outcome: 'sent-by-sms',
        output: { tail: '4567' },
      });
      expect(bed.sent.at(-1)).toMatchObject({ channel: 'sms', to: ANNA, text: expect.stringMatching(words) });
      bed.pass(HOUR);
    }
  });

  test('goes to the mail address on file, of which the caller hears the first letter', async () => {
    const bed = identityBed();
    expect(await bed.send({ channel: 'email' })).toEqual({ outcome: 'sent-by-email', output: { initial: 'a' } });
    expect(bed.sent).toMatchObject([{ channel: 'email', to: 'anna@mail.example', subject: 'Your OKPay hotline code' }]);
  });

  test('goes to the address of the number that is keyed, not to the one that rings', async () => {
    const bed = identityBed();
    expect(await bed.send({ channel: 'sms', number: BEN.slice(1) })).toMatchObject({ output: { tail: '7777' } });
    expect(bed.sent).toMatchObject([{ to: BEN }]);
  });

  test('goes to the number on file where the account has another one than was asked about', async () => {
    const bed = identityBed({ contacts: { [ANNA]: contactOf('+85291110000') } });
    expect(await bed.send()).toEqual({ outcome: 'sent-by-sms', output: { tail: '4567' } });
    expect(bed.sent).toMatchObject([{ to: '+85291110000' }]);
  });

  test('is another one each time, six digits of chance', async () => {
    const bed = identityBed();
    const codes = new Set<string>();
    for (let time = 0; time < 40; time += 1) {
      await bed.send();
      codes.add(bed.lastCode());
      bed.pass(6 * HOUR);
    }
    expect(codes.size).toBeGreaterThan(38);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
  });

  test('is not sent while its answer is held back', async () => {
    const order: string[] = [];
    const bed = identityBed({
      pace: async (work) => {
        const done = await work();
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`answered with ${bed.waiting()} on its way`);
        return done;
      },
    });
    await bed.answerSend({ channel: 'sms' });
    expect([...order, bed.waiting()]).toEqual(['answered with 0 on its way', 1]);
  });

  test('is sent after the answer is given, not before', async () => {
    const bed = identityBed();
    await bed.answerSend({ channel: 'sms' });
    expect(bed.sent).toEqual([]);
    await bed.deliver();
    expect(bed.sent).toHaveLength(1);
  });
});

describe('no code is sent', () => {
  test('within half a minute of the last one, by whatever channel, and the wait is told', async () => {
    const bed = identityBed();
    await bed.send();
    bed.pass(20 * SECOND);
    expect(await bed.send({ channel: 'email' })).toEqual({ outcome: 'too-soon', output: { wait: 10 } });
    bed.pass(10 * SECOND);
    expect(await bed.send({ channel: 'email' })).toMatchObject({ outcome: 'sent-by-email' });
    expect(bed.sent).toHaveLength(2);
  });

  test('beyond five a day, over all calls', async () => {
    const bed = identityBed();
    const outcomes = [];
    for (let time = 0; time < 6; time += 1) {
      outcomes.push((await bed.send()).outcome);
      bed.pass(HOUR);
    }
    expect(outcomes).toEqual([...Array(5).fill('sent-by-sms'), 'limited']);
    expect(bed.sent).toHaveLength(5);
  });

  test('where neither a number rings nor one is keyed: only a person can help', async () => {
    const bed = identityBed();
    expect(await bed.send({ channel: 'sms' }, withheld)).toEqual({ outcome: 'person', output: {} });
    expect(bed.lookups).toEqual([]);
    expect(await bed.send({ channel: 'sms', number: ANNA.slice(1) }, withheld)).toMatchObject({
      outcome: 'sent-by-sms',
    });
  });

  test.each([
    ['sms', { phoneChanged: true }],
    ['sms', { simChanged: true }],
    ['email', { emailChanged: true }],
  ] as const)('by %s where %j lately: who rings from there comes to a person', async (channel, changed) => {
    const bed = identityBed({ contacts: { [ANNA]: contactOf(ANNA, changed) } });
    expect(await bed.send({ channel })).toEqual({ outcome: 'person', output: {} });
    expect(bed.sent).toEqual([]);
    const other = channel === 'sms' ? 'email' : 'sms';
    expect((await bed.send({ channel: other })).outcome).toBe(`sent-by-${other}`);
  });

  test('to an address that changed lately where another number rings: that hears it as sent', async () => {
    const bed = identityBed({ contacts: { [BEN]: contactOf(BEN, { simChanged: true }) } });
    expect(await bed.send({ channel: 'sms', number: BEN.slice(1) })).toEqual({
      outcome: 'sent-by-sms',
      output: { tail: '7777' },
    });
    expect(bed.sent).toEqual([]);
    expect(await bed.check('123456', {}, { number: BEN.slice(1) })).toEqual({ outcome: 'wrong', output: { left: 2 } });
  });

  test('by a channel that is not set up, or to a country that is not texted, whoever asks', async () => {
    const bed = identityBed({ channels: { email: undefined } });
    expect(await bed.send({ channel: 'email' })).toEqual({ outcome: 'unavailable', output: {} });
    expect(await bed.send({ channel: 'sms', number: '33612345678' })).toEqual({ outcome: 'unavailable', output: {} });
    expect(await bed.send({ channel: 'pigeon' })).toEqual({ outcome: 'unavailable', output: {} });
    expect(bed.lookups).toEqual([]);
    const silent = identityBed({ channels: { sms: undefined } });
    expect(await silent.send({ channel: 'sms' })).toEqual({ outcome: 'unavailable', output: {} });
  });

  test('to another account than the one that this call has verified: that is as none', async () => {
    const bed = identityBed();
    const verification = { level: 'sms', at: 0, account: 'account of another' } as const;
    expect(await bed.send({ channel: 'sms' }, { verification })).toMatchObject({ outcome: 'sent-by-sms' });
    expect(bed.sent).toEqual([]);
    const own = { level: 'email', at: 0, account: `account of ${ANNA}` } as const;
    bed.pass(HOUR);
    await bed.send({ channel: 'sms' }, { verification: own });
    expect(bed.sent).toHaveLength(1);
  });

  test.each([
    'a@b.example, c@d.example',
    'Anna <a@b.example>',
    'a@b.example\r\nBcc: c@d.example',
    'a\u202e@b.example',
    'a@b.example\0',
    'anna',
  ])('to "%s", which is no plain address: that is as none', async (email) => {
    const bed = identityBed({ contacts: { [ANNA]: contactOf(ANNA, { email, phone: '852 9123' }) } });
    expect(await bed.send({ channel: 'email' })).toEqual({
      outcome: 'sent-by-email',
      output: { initial: bed.hashes.letterOf(ANNA) },
    });
    bed.pass(HOUR);
    expect((await bed.send({ channel: 'sms' })).outcome).toBe('sent-by-sms');
    expect(bed.sent).toEqual([]);
  });

  test('to who has no account, or no such address; the letter they hear is always the same', async () => {
    const bed = identityBed();
    const nobody = { caller: number(NOBODY) };
    const first = await bed.send({ channel: 'email' }, nobody);
    bed.pass(HOUR);
    expect(await bed.send({ channel: 'email' }, nobody)).toEqual(first);
    expect(first).toEqual({ outcome: 'sent-by-email', output: { initial: expect.stringMatching(/^[a-z]$/) } });
    expect(await bed.send({ channel: 'email' }, { caller: number(BEN) })).toEqual({
      outcome: 'sent-by-email',
      output: { initial: expect.stringMatching(/^[a-z]$/) },
    });
    expect(bed.sent).toEqual([]);
  });
});
