import { describe, expect, test } from 'vitest';
import { type CodeLedger, CodesUnavailable, createMemoryCodeLedger } from '../../src/identity/codes/code-ledger.ts';
import { createMemoryLimits, LimitsUnavailable } from '../../src/queues/limits.ts';
import { number } from '../queues/context.ts';
import { ANNA, BEN, identityBed, NOBODY, START, sid, wrong } from './bed.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the right code', () => {
  test.each(['sms', 'email'] as const)('by %s verifies whose it is', async (channel) => {
    const bed = identityBed();
    await bed.send({ channel });
    expect(await bed.check(bed.lastCode())).toEqual({
      outcome: `verified-by-${channel}`,
      output: {},
      account: `account of ${ANNA}`,
    });
  });

  test('counts in the last second of its five minutes, and then no more', async () => {
    const bed = identityBed();
    await bed.send();
    bed.pass(5 * MINUTE);
    expect(await bed.check(bed.lastCode())).toEqual({ outcome: 'expired', output: {} });
    bed.pass(-SECOND);
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('counts once: keyed again it is used, and verifies nobody', async () => {
    const bed = identityBed();
    await bed.send();
    await bed.check(bed.lastCode());
    expect(await bed.check(bed.lastCode())).toEqual({ outcome: 'used', output: {} });
  });

  test('counts once however many key it at the same moment in two processes', async () => {
    const shared = { ledger: createMemoryCodeLedger(), limits: createMemoryLimits(() => START) };
    const [one, other] = [identityBed(shared), identityBed(shared)];
    await one.send();
    const code = one.lastCode();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? one : other).check(code)),
    );
    expect(answers.filter(({ outcome }) => outcome === 'verified-by-sms')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'used')).toHaveLength(59);
  });

  test('of another number, of another call or of the code before verifies nobody', async () => {
    const bed = identityBed();
    await bed.send();
    const code = bed.lastCode();
    expect(await bed.check(code, { caller: number(BEN) })).toEqual({ outcome: 'expired', output: {} });
    expect(await bed.check(code, { sid: sid(7) })).toEqual({ outcome: 'expired', output: {} });
    bed.pass(MINUTE);
    await bed.send();
    expect(bed.lastCode()).not.toBe(code);
    expect(await bed.check(code)).toEqual({ outcome: 'wrong', output: { left: 2 } });
  });

  test('of another account than the one that this call has verified is wrong', async () => {
    const bed = identityBed();
    await bed.send({ channel: 'sms', number: BEN.slice(1) });
    const verification = { level: 'sms', at: 0, account: `account of ${ANNA}` } as const;
    const about = { number: BEN.slice(1) };
    expect(await bed.check(bed.lastCode(), { verification }, about)).toEqual({ outcome: 'wrong', output: { left: 2 } });
    expect(await bed.check(bed.lastCode(), {}, about)).toMatchObject({ account: `account of ${BEN}` });
  });

  test('is not asked for by letters, blanks, or five digits of it', async () => {
    const bed = identityBed();
    await bed.send();
    const code = bed.lastCode();
    const outcomes = [];
    for (const keyed of [code.slice(0, 5), `${code}0`, ` ${code}`]) outcomes.push((await bed.check(keyed)).outcome);
    expect(outcomes).toEqual(['wrong', 'wrong', 'over-tried']);
  });
});

describe('a wrong code', () => {
  test('leaves two tries, then one, then none, not even for the right one', async () => {
    const bed = identityBed();
    await bed.send();
    const code = bed.lastCode();
    expect(await bed.check(wrong(code))).toEqual({ outcome: 'wrong', output: { left: 2 } });
    expect(await bed.check(wrong(code))).toEqual({ outcome: 'wrong', output: { left: 1 } });
    expect(await bed.check(wrong(code))).toEqual({ outcome: 'over-tried', output: {} });
    expect(await bed.check(code)).toEqual({ outcome: 'over-tried', output: {} });
    bed.pass(MINUTE);
    await bed.send();
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('where none was sent, or nobody is known to ring, is expired', async () => {
    const bed = identityBed();
    expect(await bed.check('123456')).toEqual({ outcome: 'expired', output: {} });
    expect(await bed.check('123456', { caller: undefined })).toEqual({ outcome: 'expired', output: {} });
  });

  test('for the tenth time locks the number for a day, over codes and calls, until a person lifts it', async () => {
    const bed = identityBed();
    const outcomes: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      await bed.send({ channel: 'sms' }, { sid: sid(call) });
      for (let time = 0; time < 3 && outcomes.length < 10; time += 1) {
        outcomes.push((await bed.check(wrong(bed.lastCode()), { sid: sid(call) })).outcome);
      }
      bed.pass(HOUR);
    }
    expect(outcomes.at(-1)).toBe('locked');
    expect(outcomes.slice(0, 9)).not.toContain('locked');
    expect(await bed.check(bed.lastCode(), { sid: sid(3) })).toEqual({ outcome: 'locked', output: {} });
    expect(await bed.send()).toEqual({ outcome: 'locked', output: {} });
    bed.pass(DAY - HOUR - 1);
    expect(await bed.send()).toEqual({ outcome: 'locked', output: {} });

    expect(await bed.ledger.forget(bed.hashes.subjectOf(ANNA))).toBe(true);
    expect(await bed.send()).toMatchObject({ outcome: 'sent-by-sms' });
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('for a locked number costs the others nothing', async () => {
    const bed = identityBed();
    for (let time = 0; time < 4; time += 1) {
      await bed.send();
      for (let tries = 0; tries < 3; tries += 1) await bed.check('000000');
      bed.pass(MINUTE);
    }
    for (let time = 0; time < 200; time += 1) expect((await bed.check('000000')).outcome).toBe('locked');
    await bed.send({ channel: 'sms' }, { caller: number(BEN) });
    expect(await bed.check(bed.lastCode(), { caller: number(BEN) })).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('is one of a hundred an hour in all: whoever tries one number after the other is stopped there', async () => {
    const told: string[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (_: object, words: string) => void told.push(words),
    };
    const bed = identityBed({ log });
    const outcomes: string[] = [];
    for (let victim = 0; victim < 200; victim += 1) {
      const from = { caller: number(`+8526${String(victim).padStart(7, '0')}`) };
      await bed.send({ channel: 'sms' }, from);
      for (let time = 0; time < 3; time += 1) outcomes.push((await bed.check('123456', from)).outcome);
    }
    expect(outcomes.filter((outcome) => outcome !== 'unavailable')).toHaveLength(100);
    expect(told).toContain('too many wrong codes in all: nobody is verified');
    await bed.send();
    expect(await bed.check(bed.lastCode())).toEqual({ outcome: 'unavailable', output: {} });
    bed.pass(HOUR);
    await bed.send();
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });
});

describe('where counts cannot be kept', () => {
  const refuse = () => Promise.reject(new CodesUnavailable('no replicas'));

  test('no code is sent, and none is right', async () => {
    const inner = createMemoryCodeLedger();
    let isKept = true;
    const ledger: CodeLedger = {
      change: (subject, decide) => (isKept ? inner.change(subject, decide) : refuse()),
      forget: inner.forget,
    };
    const bed = identityBed({ ledger });
    await bed.send();
    isKept = false;
    await expect(bed.check(bed.lastCode())).rejects.toBeInstanceOf(CodesUnavailable);
    await expect(bed.send({ channel: 'sms' }, { caller: number(NOBODY) })).rejects.toBeInstanceOf(CodesUnavailable);
    expect(bed.sent).toHaveLength(1);
  });

  test('of all wrong codes, none is right', async () => {
    const limits = { take: () => Promise.reject(new LimitsUnavailable('gone')), giveBack: async () => undefined };
    const bed = identityBed({ limits });
    await bed.send();
    await expect(bed.check(bed.lastCode())).rejects.toBeInstanceOf(LimitsUnavailable);
  });

  test('a right code that cannot be given back verifies all the same', async () => {
    const limits = createMemoryLimits(() => START);
    const bed = identityBed({ limits: { ...limits, giveBack: () => Promise.reject(new LimitsUnavailable('gone')) } });
    await bed.send();
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });
});
