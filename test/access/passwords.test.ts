import { hash } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { COMMON_PASSWORDS } from '../../src/access/passwords/common-passwords.ts';
import { createPasswordHashes, TooManySignIns } from '../../src/access/passwords/password-hashes.ts';
import { faultOfPassword, MIN_PASSWORD_LENGTH } from '../../src/access/passwords/password-rule.ts';

import { CHEAP } from './bed.ts';

const EMAIL = 'anna.lindqvist@okpay.example';

describe('a password', () => {
  test.each([
    ['eleven char', /12 characters or more/],
    ['😀😀😀😀😀😀😀😀😀😀😀', /12 characters or more/],
    ['x'.repeat(201), /200 characters at most/],
    [' twelve and more', /begins nor ends with a space/],
    ['Anna.Lindqvist@OKPAY.example', /mail address/],
    ['ANNA.lindqvist', /mail address/],
    ['Password1234', /first that anybody tries/],
    ['ｐａｓｓｗｏｒｄ１２３４', /first that anybody tries/],
  ])('%s is refused', (password, why) => {
    expect(faultOfPassword(password, EMAIL)).toMatch(why);
  });

  test.each([
    'twelve chars',
    'correct horse battery staple',
    '密码密码一二三四五六七八',
    '😀😀😀😀😀😀😀😀😀😀😀😀',
    'aeiouaeiouae',
  ])('%s will do: no mixture of characters is asked for', (password) => {
    expect(faultOfPassword(password, EMAIL)).toBeUndefined();
  });

  test('the common ones are those that nothing else refuses', () => {
    for (const password of COMMON_PASSWORDS) {
      expect(password.length, password).toBeGreaterThanOrEqual(MIN_PASSWORD_LENGTH);
      expect(password, password).toBe(password.toLowerCase());
    }
  });
});

describe('hashes of passwords', () => {
  const hashes = createPasswordHashes();

  test('tell the password from every other, however its letters are composed', async () => {
    const kept = await hashes.make('cafe\u0301 au lait, twice');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashes.isPassword('caf\u00e9 au lait, twice', kept)).toBe(true);
    expect(await hashes.isPassword('cafe au lait, twice', kept)).toBe(false);
    expect(hashes.isOutdated(kept)).toBe(false);
  });

  test('are never alike', async () => {
    expect(await hashes.make('the same password')).not.toBe(await hashes.make('the same password'));
  });

  test('of nobody are of no password', async () => {
    expect(await hashes.isPassword('', undefined)).toBe(false);
    expect(await hashes.isPassword('a password of some length', undefined)).toBe(false);
  });

  test('with other parameters are known for it, and tell right from wrong', async () => {
    const older = await hash('an old password', { memoryCost: 8192, timeCost: 3 });
    expect(hashes.isOutdated(older)).toBe(true);
    expect(await hashes.isPassword('an old password', older)).toBe(true);
  });

  test('are made one after the other, and more than may wait are refused at once', async () => {
    const busy = createPasswordHashes(CHEAP);
    const asked = Array.from({ length: 40 }, () => busy.isPassword('x', undefined));
    const settled = await Promise.allSettled(asked);
    const refused = settled.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(8);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManySignIns);
    expect(await busy.isPassword('x', undefined)).toBe(false);
  });
});
