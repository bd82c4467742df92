import { describe, expect, test } from 'vitest';
import { number } from '../queues/context.ts';
import { ANNA, identityBed, sid, wrong } from './bed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STRANGER = number('+85296666666');
const about = { number: ANNA.slice(1) };
/** The number of a victim, without its plus. */
const victim = (index: number) => `8526${String(index).padStart(7, '0')}`;

type Bed = ReturnType<typeof identityBed>;

/** Asks for codes of a number and keys wrong ones, three to a code; gives what each try came to. */
async function guesses(bed: Bed, from: { readonly caller: typeof STRANGER | undefined }, codes: number) {
  const outcomes: string[] = [];
  for (let call = 0; call < codes; call += 1) {
    await bed.send({ channel: 'sms', ...about }, { ...from, sid: sid(call) });
    for (let tries = 0; tries < 3; tries += 1) {
      outcomes.push((await bed.check(wrong(bed.lastCode()), { ...from, sid: sid(call) }, about)).outcome);
    }
    bed.pass(MINUTE);
  }
  return outcomes;
}

describe('from one telephone', () => {
  test('nobody locks the number of somebody else, and its owner is verified as ever', async () => {
    const bed = identityBed();
    const outcomes = await guesses(bed, { caller: STRANGER }, 4);
    expect(outcomes).not.toContain('locked');
    expect(outcomes.slice(9)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    await bed.send();
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });

  test('a right code about another number uses up nothing', async () => {
    const bed = identityBed();
    const from = { caller: STRANGER };
    for (let day = 0; day < 12; day += 1) {
      await bed.send({ channel: 'sms', ...about }, from);
      expect(await bed.check(bed.lastCode(), from, about)).toMatchObject({ outcome: 'verified-by-sms' });
      bed.pass(6 * HOUR);
    }
  });

  test('nobody has more than ten codes a day texted to others; the number itself has its own limits', async () => {
    const bed = identityBed();
    const outcomes: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      outcomes.push((await bed.send({ channel: 'sms', number: victim(index) }, { caller: STRANGER })).outcome);
    }
    expect(outcomes).toEqual([...Array(10).fill('sent-by-sms'), 'limited', 'limited']);
    expect((await bed.send({ channel: 'sms' }, { caller: STRANGER })).outcome).toBe('sent-by-sms');
    expect((await bed.send({ channel: 'sms', number: victim(20) })).outcome).toBe('sent-by-sms');
    bed.pass(24 * HOUR);
    expect((await bed.send({ channel: 'sms', number: victim(21) }, { caller: STRANGER })).outcome).toBe('sent-by-sms');
  });

  test('nobody keeps everybody from being verified', async () => {
    const bed = identityBed();
    for (let index = 0; index < 60; index += 1) {
      const asked = { number: victim(index) };
      await bed.send({ channel: 'sms', ...asked }, { caller: STRANGER });
      for (let tries = 0; tries < 3; tries += 1) await bed.check('123456', { caller: STRANGER }, asked);
    }
    await bed.send();
    expect(await bed.check(bed.lastCode())).toMatchObject({ outcome: 'verified-by-sms' });
  });
});

test('all who withhold their number have thirty codes an hour together', async () => {
  const bed = identityBed();
  const outcomes: string[] = [];
  for (let index = 0; index < 31; index += 1) {
    outcomes.push((await bed.send({ channel: 'sms', number: victim(index) }, { caller: undefined })).outcome);
  }
  expect(outcomes.filter((outcome) => outcome === 'sent-by-sms')).toHaveLength(30);
  expect(outcomes.at(-1)).toBe('limited');
  bed.pass(HOUR);
  expect((await bed.send({ channel: 'sms', number: victim(40) }, { caller: undefined })).outcome).toBe('sent-by-sms');
});
