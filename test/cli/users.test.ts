import { Command } from 'commander';
import { beforeEach, describe, expect, test } from 'vitest';
import { defineUsers } from '../../src/cli/users/define-users.ts';
import { createDesk } from '../../src/users.ts';
import { type AccessBed, BY, createAccessBed, HERE, RIGHT } from '../access/bed.ts';

let bed: AccessBed;
beforeEach(() => {
  bed = createAccessBed();
});

interface Typed {
  /** What is typed where a password is asked for. */
  readonly secrets?: readonly string[];
}

/** Types a command of `hotline users`, quotes and all left to the test. */
async function users(words: readonly string[], { secrets = [] }: Typed = {}) {
  const printed: string[] = [];
  const complained: string[] = [];
  let status: number | undefined;
  const desk = createDesk(bed.access.staff, { publicUrl: 'https://hotline.okpay.example' });
  const io = { print: (line: string) => printed.push(line), complain: (line: string) => complained.push(line) };
  const ask = async (questions: readonly string[]) => secrets.slice(0, questions.length);
  const command = new Command('users').exitOverride();
  defineUsers(command, async (act) => {
    status = await act({ desk, ask, io });
  });
  await command.parseAsync(words, { from: 'user' });
  return { status, printed, complained };
}

const addAnna = ['add', 'anna@okpay.example', '--name', 'Anna Lind', '--role', 'admin', 'lead'];
const signIn = (email: string, password: string) => bed.access.signInByPassword({ email, password, from: HERE });

describe('hotline users add', () => {
  test('asks for a password, twice, and with it they sign in', async () => {
    const { status, printed } = await users(addAnna, { secrets: [RIGHT, RIGHT] });
    expect([status, printed]).toEqual([0, ['Anna Lind may sign in as anna@okpay.example with the roles lead, admin.']]);
    expect(await signIn('anna@okpay.example', RIGHT)).toMatchObject({
      type: 'signed-in',
      member: { roles: ['lead', 'admin'] },
    });
    expect(await bed.deeds('add-person')).toMatchObject([{ person: { id: 'operator' }, detail: 'roles lead, admin' }]);
  });

  test('with --link prints a link and nothing else, and no password is asked for', async () => {
    const { status, printed, complained } = await users([...addAnna, '--link']);
    expect(status).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/^https:\/\/hotline\.okpay\.example\/api\/sign-in\/link\/[\w-]{43}$/),
    ]);
    expect(complained.join()).toContain('signs them in once, until 2026-11-24T08:00:00.000Z');
    const token = printed[0]?.split('/').at(-1) ?? '';
    expect(await bed.access.signInByLink.take(token, HERE)).toMatchObject({ member: { name: 'Anna Lind' } });
  });

  test('tells programs what was made', async () => {
    const { printed } = await users([...addAnna, '--link', '--json']);
    expect(JSON.parse(printed.join())).toEqual({
      user: expect.objectContaining({ email: 'anna@okpay.example', roles: ['lead', 'admin'], hasPassword: false }),
      link: { address: expect.any(String), endsAt: '2026-11-24T08:00:00.000Z' },
    });
  });

  test.each([
    ['no name', ['add', 'anna@okpay.example', '--role', 'lead'], [], 2, /Say who it is/],
    ['no role', ['add', 'anna@okpay.example', '--name', 'Anna'], [], 2, /Say the role/],
    ['a role that is none', [...addAnna, '--role', 'boss'], [], 2, /There is no role boss/],
    ['no password', addAnna, [], 2, /No password was given/],
    ['two passwords', addAnna, [RIGHT, 'a kettle of nine fish'], 2, /not the same/],
    ['a short password', addAnna, ['short', 'short'], 1, /12 characters or more/],
    ['no address', ['add', 'anna', ...addAnna.slice(2)], [RIGHT, RIGHT], 1, /no mail address/],
  ])('with %s adds nobody, and says why', async (_, words, secrets, expected, why) => {
    const { status, printed, complained } = await users(words, { secrets });
    expect([status, printed]).toEqual([expected, []]);
    expect(complained.join()).toMatch(why);
    expect(await bed.access.staff.list()).toEqual([]);
  });

  test('an address that is taken is taken in capitals too', async () => {
    await users(addAnna, { secrets: [RIGHT, RIGHT] });
    const again = await users(['add', 'ANNA@okpay.example', ...addAnna.slice(2)], { secrets: [RIGHT, RIGHT] });
    expect(again).toMatchObject({ status: 1, complained: ['There is an account of anna@okpay.example already.'] });
  });
});

describe('hotline users', () => {
  test('lists accounts, a line each', async () => {
    expect((await users(['list'])).printed).toEqual(['Nobody has an account yet: hotline users add.']);
    const { id } = await bed.add('anna', ['admin']);
    const ben = await bed.add('ben', ['lead', 'ops']);
    await bed.access.staff.change(ben.id, { isDisabled: true }, BY);
    expect((await users(['list'])).printed).toEqual([
      `anna@okpay.example  anna  admin  password  ${id}`,
      `ben@okpay.example  ben  lead, ops  password  disabled  ${ben.id}`,
    ]);
    const told = JSON.parse((await users(['list', '--json'])).printed.join());
    expect(told).toMatchObject([{ id, roles: ['admin'] }, { isDisabled: true }]);
    expect(JSON.stringify(told)).not.toMatch(/argon|hash|revision/i);
  });

  test('changes roles, disables, enables, gives a password and a link', async () => {
    await bed.add('anna', ['admin']);
    await bed.add('ben');
    expect((await users(['roles', 'ben@okpay.example', '--role', 'ops'])).printed).toEqual([
      'ben has the roles ops, and has to sign in again.',
    ]);
    expect(await users(['disable', 'Ben@okpay.example'])).toMatchObject({ status: 0 });
    expect(await signIn('ben@okpay.example', RIGHT)).toEqual({ type: 'refused' });
    expect(await users(['link', 'ben@okpay.example'])).toMatchObject({ status: 1, complained: ['ben is disabled.'] });
    expect(await users(['enable', 'ben@okpay.example'])).toMatchObject({ status: 0 });
    const given = await users(['password', 'ben@okpay.example'], {
      secrets: ['a kettle of nine fish', 'a kettle of nine fish'],
    });
    expect(given.printed).toEqual(['ben has a new password, and has to sign in again.']);
    expect(await signIn('ben@okpay.example', 'a kettle of nine fish')).toMatchObject({ type: 'signed-in' });
    expect((await users(['link', 'ben@okpay.example'])).printed).toHaveLength(1);
  });

  test('tells where somebody is signed in, and ends that', async () => {
    await bed.add('ben');
    await signIn('ben@okpay.example', RIGHT);
    expect((await users(['sessions', 'ben@okpay.example'])).printed).toEqual([
      'since 2026-11-23T08:00:00.000Z  last used 2026-11-23T08:00:00.000Z  by password  from 203.0.113.*',
    ]);
    expect((await users(['sessions', 'ben@okpay.example', '--end'])).printed).toEqual([
      'ben was signed in in one place, and is not any more.',
    ]);
    expect((await users(['sessions', 'ben@okpay.example', '--json'])).printed).toEqual(['[]']);
  });

  test('lifts a lock', async () => {
    await bed.add('ben');
    for (let count = 0; count < 3; count += 1) await signIn('ben@okpay.example', 'wrong');
    expect(await signIn('ben@okpay.example', RIGHT)).toMatchObject({ type: 'wait' });
    expect((await users(['unlock', 'ben@okpay.example'])).printed).toEqual(['ben may try again at once.']);
    expect(await signIn('ben@okpay.example', RIGHT)).toMatchObject({ type: 'signed-in' });
    expect((await users(['unlock', 'ben@okpay.example', '--json'])).printed).toEqual(['{"hadTries":false}']);
  });

  test('says so where there is no such account, or where an address is of two', async () => {
    expect(await users(['disable', 'nobody@okpay.example'])).toMatchObject({
      status: 2,
      complained: ['There is no account of nobody@okpay.example. "hotline users list" lists all there are.'],
    });
    const { id } = await bed.add('anna', ['admin']);
    const provider = { issuer: 'https://id.okpay.example', subject: 'a' };
    const vouched = { provider, name: 'Anna', email: 'anna@okpay.example', roles: ['lead'] } as const;
    await bed.stores.members.adopt(vouched, { id: 'vouched', createdAt: 0 });
    const { status, complained } = await users(['disable', 'anna@okpay.example']);
    expect(status).toBe(2);
    expect(complained.join()).toBe(
      `anna@okpay.example has more than one account. Name one by its id: vouched (https://id.okpay.example), ${id} (local).`,
    );
    expect(await users(['disable', 'vouched'])).toMatchObject({ status: 0 });
    expect(await users(['disable', id])).toMatchObject({
      status: 1,
      complained: ['Nobody would be left who may manage users.'],
    });
  });
});
