import { describe, expect, test } from 'vitest';
import { openDemo, TUESDAY } from './asking-demo.ts';

const { ask } = openDemo();

describe('who usually calls from a number', () => {
  test.each([
    ['an old customer in mainland China goes to a person', '+861000000011', { language: 'zh-CN', direct: true }],
    ['a younger one does not', '+861000000012', { language: 'zh-CN', direct: false }],
    ['who asked for it goes to a person at any age', '+493023125013', { language: 'en', direct: true }],
    ['whose language is not that of the region', '+14155550111', { language: 'zh-CN', direct: false }],
    ['who reads Spanish', '+525500000011', { language: 'es', direct: false }],
  ])('%s', async (_, caller, output) => {
    expect(await ask('customers.by-caller', { caller })).toEqual({ outcome: 'known', output });
  });

  test('is not known of any other number, nor without one', async () => {
    const unknown = { outcome: 'unknown', output: {} };
    expect(await ask('customers.by-caller', { caller: '+85291234567' })).toEqual(unknown);
    expect(await ask('customers.by-caller')).toEqual(unknown);
  });

  test('comes to a person from the year on in which they reach the age of their region', async () => {
    const direct = async (at: string) =>
      (await ask('customers.by-caller', { caller: '+234100000011', at: Date.parse(at) })).output.direct;
    // Born in 1987; sixty in 2047.
    expect(await direct('2046-12-31T22:59:59Z')).toBe(false);
    expect(await direct('2046-12-31T23:00:00Z')).toBe(true);
  });
});

describe('where codes may be sent', () => {
  const NOTHING_CHANGED = { phoneChanged: false, simChanged: false, emailChanged: false };

  test.each([
    ['nothing changed', '+447700900011', 'oliver.grant@example.com', NOTHING_CHANGED],
    [
      'the number changed lately',
      '+447700900013',
      'amara.cole@example.com',
      { ...NOTHING_CHANGED, phoneChanged: true },
    ],
    ['the SIM changed lately', '+861000000014', 'sun.haoran@example.com', { ...NOTHING_CHANGED, simChanged: true }],
    ['the mail changed lately', '+85200000012', 'kelvin.lau@example.org', { ...NOTHING_CHANGED, emailChanged: true }],
    ['no mail, and a number that changed long ago', '+525500000013', '', NOTHING_CHANGED],
  ])('%s', async (_, number, email, changed) => {
    expect(await ask('customers.contact', { input: { number } })).toMatchObject({
      outcome: 'found',
      output: { phone: number, email, ...changed },
    });
  });

  test('is not told for a number without an account', async () => {
    expect(await ask('customers.contact', { input: { number: '+85291234567' } })).toEqual({
      outcome: 'not-found',
      output: {},
    });
  });
});

describe('registration', () => {
  test.each([
    ['+447700900011', 'open'],
    ['+861000000013', 'pending-email'],
    ['+6500000013', 'pending-phone'],
    ['+493023125012', 'pending-password'],
    ['+81300000013', 'locked'],
  ])('of %s is %s', async (as, outcome) => {
    expect(await ask('registration.status', { as, level: 'email' })).toEqual({ outcome, output: {} });
  });
});

describe('a link to set a new password', () => {
  test.each([
    ['for the number that rings', { caller: '+447700900011' }],
    ['for a number without an account', { caller: '+85291234567' }],
    ['for another number', { input: { number: '447700900011' } }],
    ['for nobody', {}],
    ['for who was verified', { as: '+447700900011' }],
    ['for a customer without a mail address', { caller: '+493023125013' }],
  ])('is accepted the same %s', async (_, asking) => {
    expect(await ask('identity.send-reset-link', asking)).toEqual({ outcome: 'accepted', output: {} });
    expect(await ask('identity.send-reset-link', { ...asking, at: TUESDAY + 1000 })).toEqual({
      outcome: 'accepted',
      output: {},
    });
  });
});
