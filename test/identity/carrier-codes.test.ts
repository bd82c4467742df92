import { describe, expect, test } from 'vitest';
import type { CarrierCodes, CarrierVerdict } from '../../src/identity/channels.ts';
import { number } from '../queues/context.ts';
import { ANNA, identityBed, NOBODY } from './bed.ts';

const MINUTE = 60_000;

/** A carrier whose codes are all 111111, unless it is told what to say. */
function carrier() {
  const asked: string[] = [];
  const says: { verdict?: CarrierVerdict; fails?: boolean } = {};
  let count = 0;
  const codes: CarrierCodes = {
    async send({ to, language }) {
      count += 1;
      asked.push(`send ${to} ${language}`);
      return `VE${count}`;
    },
    async check(id, code) {
      asked.push(`check ${id}`);
      if (says.fails) throw new Error('no answer');
      return says.verdict ?? (code === '111111' ? 'right' : 'wrong');
    },
    async cancel(id) {
      asked.push(`cancel ${id}`);
    },
  };
  return { codes, asked, says };
}

describe('where the carrier makes and checks the codes', () => {
  test('a right one verifies, once, however many key it at once', async () => {
    const { codes, asked } = carrier();
    const bed = identityBed({ carrier: codes });
    await bed.send();
    const answers = await Promise.all([bed.check('111111'), bed.check('111111'), bed.check('111111')]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['used', 'used', 'verified-by-sms']);
    expect(answers.find(({ outcome }) => outcome === 'verified-by-sms')?.account).toBe(`account of ${ANNA}`);
    expect(asked[0]).toBe(`send ${ANNA} en`);
  });

  test('tries, failures and locks are ours', async () => {
    const { codes, asked } = carrier();
    const bed = identityBed({ carrier: codes });
    const outcomes = [];
    for (let round = 0; round < 4; round += 1) {
      await bed.send();
      for (let time = 0; time < 3; time += 1) outcomes.push((await bed.check('222222')).outcome);
      bed.pass(MINUTE);
    }
    expect(outcomes.slice(0, 3)).toEqual(['wrong', 'wrong', 'over-tried']);
    expect(outcomes.slice(9)).toEqual(['locked', 'locked', 'locked']);
    expect(asked.filter((line) => line.startsWith('check'))).toHaveLength(10);
  });

  test('a code that nobody was sent is wrong without asking, and so are five digits', async () => {
    const { codes, asked } = carrier();
    const bed = identityBed({ carrier: codes });
    const nobody = { caller: number(NOBODY) };
    await bed.send({ channel: 'sms' }, nobody);
    expect(await bed.check('111111', nobody)).toEqual({ outcome: 'wrong', output: { left: 2 } });
    await bed.send();
    expect(await bed.check('11111')).toEqual({ outcome: 'wrong', output: { left: 2 } });
    expect(asked).toEqual([`send ${ANNA} en`]);
  });

  test('a code keyed before the carrier has taken it is wrong', async () => {
    const { codes } = carrier();
    const bed = identityBed({ carrier: codes });
    await bed.answerSend({ channel: 'sms' });
    expect(await bed.check('111111')).toEqual({ outcome: 'wrong', output: { left: 2 } });
    await bed.deliver();
    expect(await bed.check('111111')).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('an open code is ended before the next is sent; a used one is not', async () => {
    const { codes, asked } = carrier();
    const bed = identityBed({ carrier: codes });
    await bed.send();
    bed.pass(MINUTE);
    await bed.send();
    await bed.check('111111');
    bed.pass(MINUTE);
    await bed.send();
    expect(asked.filter((line) => !line.startsWith('send'))).toEqual(['cancel VE1', 'check VE2']);
  });

  test.each(['expired', 'over-tried'] as const)('what the carrier calls %s is told so', async (verdict) => {
    const { codes, says } = carrier();
    const bed = identityBed({ carrier: codes });
    await bed.send();
    says.verdict = verdict;
    expect(await bed.check('111111')).toEqual({ outcome: verdict, output: {} });
  });

  test('no answer verifies nobody, and costs no try', async () => {
    const { codes, says } = carrier();
    const bed = identityBed({ carrier: codes });
    await bed.send();
    says.fails = true;
    for (let time = 0; time < 12; time += 1) await expect(bed.check('111111')).rejects.toThrow('no answer');
    says.fails = false;
    expect(await bed.check('222222')).toEqual({ outcome: 'wrong', output: { left: 2 } });
    expect(await bed.check('111111')).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('mails have codes of our own', async () => {
    const { codes, asked } = carrier();
    const bed = identityBed({ carrier: codes });
    await bed.send({ channel: 'email' });
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-email' });
    expect(asked).toEqual([]);
  });
});
