import { hash } from '@node-rs/argon2';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createPasswordHashes } from '../../src/access/passwords/password-hashes.ts';
import { createPasswordSignIn } from '../../src/access/sign-in/by-password.ts';
import { createTrySubjects } from '../../src/access/sign-in/try-ledger.ts';
import { type AccessBed, BY, CHEAP, createAccessBed, ELSEWHERE, HERE, HOUR, MINUTE, RIGHT, WRONG } from './bed.ts';

let bed: AccessBed;
beforeEach(() => {
  bed = createAccessBed();
});

const by = (email: string, password: string, from = HERE) => bed.access.signInByPassword({ email, password, from });

/** Types wrong passwords, as fast as is let, so often. */
async function failOften(email: string, count: number, from = HERE): Promise<void> {
  let failed = 0;
  while (failed < count) {
    const result = await by(email, WRONG, from);
    if (result.type === 'wait') bed.pass(result.seconds * 1000);
    else failed += 1;
  }
}

describe('by password', () => {
  test('the right one begins a session, whatever the case of the address', async () => {
    const anna = await bed.add('anna');
    const result = await by('  Anna@OKPAY.example ', RIGHT);
    expect(result).toMatchObject({ type: 'signed-in', member: { id: anna.id } });
    if (result.type !== 'signed-in') return;
    expect(await bed.access.sessions.find(result.session.token)).toMatchObject({ type: 'open', member: anna });
    expect(await bed.deeds('sign-in')).toMatchObject([
      { outcome: 'done', person: { id: anna.id, name: 'anna' }, detail: 'password', from: '203.0.113.*' },
    ]);
  });

  test('a wrong one, nobody’s address, an account without a password and a disabled one are answered alike', async () => {
    await bed.add('anna');
    const ben = await bed.add('ben');
    await bed.access.staff.change(ben.id, { isDisabled: true }, BY);
    await bed.access.staff.add({ name: 'Cleo', email: 'cleo@okpay.example', roles: ['ops'] }, BY);
    const answers = [
      await by('anna@okpay.example', WRONG),
      await by('nobody@okpay.example', WRONG),
      await by('ben@okpay.example', RIGHT),
      await by('cleo@okpay.example', ''),
      await by("' or 1=1 --", RIGHT),
    ];
    expect(answers).toEqual(answers.map(() => ({ type: 'refused' })));
    expect((await bed.deeds('sign-in')).map(({ outcome, person }) => [outcome, person?.name])).toEqual([
      ['refused', 'anna'],
      ['refused', undefined],
      ['refused', 'ben'],
      ['refused', 'Cleo'],
      ['refused', undefined],
    ]);
  });

  test('one hash is looked at, whether there is an account, a password, a right one or none', async () => {
    await bed.add('anna');
    await bed.access.staff.add({ name: 'Cleo', email: 'cleo@okpay.example', roles: ['ops'] }, BY);
    const hashes = createPasswordHashes(CHEAP);
    let looks = 0;
    const signIn = createPasswordSignIn({
      ...bed.stores,
      hashes: {
        ...hashes,
        isPassword: (password, kept) => {
          looks += 1;
          return hashes.isPassword(password, kept);
        },
      },
      sessions: bed.access.sessions,
      subjects: createTrySubjects('secret'),
      audit: bed.access.audit,
      isAdmitted: ({ isDisabled }) => !isDisabled,
      now: bed.now,
    });
    const looksAt = async (email: string, password: string) => {
      const before = looks;
      await signIn({ email, password, from: HERE });
      return looks - before;
    };
    expect(await looksAt('anna@okpay.example', RIGHT)).toBe(1);
    expect(await looksAt('anna@okpay.example', WRONG)).toBe(1);
    expect(await looksAt('cleo@okpay.example', WRONG)).toBe(1);
    expect(await looksAt('nobody@okpay.example', WRONG)).toBe(1);
    expect(await looksAt('', '')).toBe(1);
  });

  test('what was typed as an address is nowhere kept as it is', async () => {
    const change = vi.spyOn(bed.stores.tries, 'change');
    await by('Hunter2 is my password', WRONG);
    const subjects = change.mock.calls.map(([subject]) => subject);
    expect(subjects).toHaveLength(2);
    for (const subject of subjects) expect(subject).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(await bed.deeds()).toLowerCase()).not.toContain('hunter2');
  });

  test('a hash with older parameters is made anew, and no session ends by it', async () => {
    const passwordHash = await hash(RIGHT, { memoryCost: 8192, timeCost: 3 });
    const email = 'old@okpay.example';
    await bed.stores.members.add({ id: 'old', name: 'Old', email, roles: ['ops'], passwordHash, createdAt: 0 });
    const first = await by(email, RIGHT);
    const kept = (await bed.stores.members.findLocal(email))?.passwordHash;
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
    expect(await by(email, RIGHT)).toMatchObject({ type: 'signed-in' });
    if (first.type !== 'signed-in') throw new Error(first.type);
    expect((await bed.access.sessions.find(first.session.token)).type).toBe('open');
  });

  test('nobody signs in so where local accounts are off', async () => {
    const stores = bed.stores;
    await bed.add('anna');
    const off = createAccessBed({ stores, hasLocalAccounts: false });
    const given = { email: 'anna@okpay.example', password: RIGHT, from: HERE };
    expect(await off.access.signInByPassword(given)).toEqual({ type: 'refused' });
  });
});

describe('too many wrong passwords', () => {
  test('are slowed down and then lock the account for a quarter of an hour, for the right one too', async () => {
    await bed.add('anna');
    await failOften('anna@okpay.example', 10);
    expect(await by('anna@okpay.example', RIGHT, ELSEWHERE)).toEqual({ type: 'wait', seconds: 900 });
    bed.pass(15 * MINUTE - 1);
    expect(await by('anna@okpay.example', RIGHT, ELSEWHERE)).toEqual({ type: 'wait', seconds: 1 });
    bed.pass(1);
    expect(await by('anna@okpay.example', RIGHT, ELSEWHERE)).toMatchObject({ type: 'signed-in' });
    expect((await bed.deeds('sign-in')).filter(({ detail }) => detail === 'password, locked')).toHaveLength(1);
  });

  test('lock an address that is nobody’s in the same way', async () => {
    await failOften('nobody@okpay.example', 10);
    expect(await by('Nobody@okpay.example', RIGHT, ELSEWHERE)).toEqual({ type: 'wait', seconds: 900 });
  });

  test('many at once are let no more often than one after the other', async () => {
    await bed.add('anna');
    const results = await Promise.all(Array.from({ length: 20 }, () => by('anna@okpay.example', WRONG)));
    expect(results.filter(({ type }) => type === 'refused')).toHaveLength(3);
  });

  test('are forgotten once the right one is given', async () => {
    await bed.add('anna');
    await failOften('anna@okpay.example', 3);
    bed.pass(MINUTE);
    expect(await by('anna@okpay.example', RIGHT)).toMatchObject({ type: 'signed-in' });
    expect(await by('anna@okpay.example', WRONG)).toEqual({ type: 'refused' });
    expect(await by('anna@okpay.example', RIGHT)).toMatchObject({ type: 'signed-in' });
  });

  test('from one address, over many accounts, lock the address and nobody else', async () => {
    await bed.add('anna');
    await bed.add('eve');
    for (let account = 0; account < 25; account += 1) await failOften(`somebody-${account}@okpay.example`, 2);
    expect(await by('anna@okpay.example', RIGHT)).toEqual({ type: 'wait', seconds: 900 });
    expect(await by('anna@okpay.example', RIGHT, ELSEWHERE)).toMatchObject({ type: 'signed-in' });
  });

  test('a right password of one’s own in between earns no more tries at others’', async () => {
    await bed.add('eve');
    let tried = 0;
    for (let account = 0; account < 200; account += 1) {
      const [one] = [await by(`somebody-${account}@okpay.example`, WRONG), await by('eve@okpay.example', RIGHT)];
      if (one.type === 'refused') tried += 1;
    }
    expect(tried).toBeLessThanOrEqual(21);
  });

  test('an admin lifts the lock', async () => {
    const anna = await bed.add('anna');
    await failOften('anna@okpay.example', 10);
    expect(await bed.access.staff.unlock(anna.id, BY)).toBe(true);
    expect(await by('anna@okpay.example', RIGHT, ELSEWHERE)).toMatchObject({ type: 'signed-in' });
  });
});

describe('by link', () => {
  test('it signs in once, within a day', async () => {
    const anna = await bed.add('anna');
    const link = await bed.access.staff.makeLink(anna.id, BY);
    if ('fault' in link) throw new Error(link.message);
    expect(await bed.access.signInByLink.find(link.token)).toEqual(anna);
    expect(await bed.access.signInByLink.take(link.token, HERE)).toMatchObject({ type: 'signed-in', member: anna });
    expect(await bed.access.signInByLink.take(link.token, HERE)).toEqual({ type: 'refused' });
    expect((await bed.deeds('sign-in')).map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
  });

  test('a day later, or once they are disabled, it signs nobody in', async () => {
    const [anna, ben] = [await bed.add('anna'), await bed.add('ben')];
    const [one, other] = [await bed.access.staff.makeLink(anna.id, BY), await bed.access.staff.makeLink(ben.id, BY)];
    if ('fault' in one || 'fault' in other) throw new Error('no link');
    await bed.access.staff.change(ben.id, { isDisabled: true }, BY);
    expect(await bed.access.signInByLink.take(other.token, HERE)).toEqual({ type: 'refused' });
    expect(await bed.access.staff.makeLink(ben.id, BY)).toMatchObject({ fault: 'is-disabled' });
    bed.pass(24 * HOUR);
    expect(await bed.access.signInByLink.find(one.token)).toBeUndefined();
    expect(await bed.access.signInByLink.take(one.token, HERE)).toEqual({ type: 'refused' });
  });

  test.each(['', 'x', '../../etc', 'A'.repeat(43), '💥'.repeat(43)])('%s is no link', async (token) => {
    expect(await bed.access.signInByLink.find(token)).toBeUndefined();
    expect(await bed.access.signInByLink.take(token, HERE)).toEqual({ type: 'refused' });
  });
});

describe('the admin of a demo', () => {
  test('signs in by a link, once, and the account stays the same', async () => {
    const demo = createAccessBed({ isDemo: true });
    const { token } = await demo.access.makeDemoLink();
    expect(await demo.access.signInByLink.take(token, '127.0.0.1')).toMatchObject({
      type: 'signed-in',
      member: { id: 'demo-admin', name: 'Demo admin', roles: ['admin'], hasPassword: false },
    });
    const again = await demo.access.makeDemoLink();
    expect(again.token).not.toBe(token);
    expect(await demo.access.staff.list()).toHaveLength(1);
  });

  test('has no password, and nobody can give them one', async () => {
    const demo = createAccessBed({ isDemo: true });
    const { token } = await demo.access.makeDemoLink();
    const signedIn = await demo.access.signInByLink.take(token, '127.0.0.1');
    if (signedIn.type !== 'signed-in') throw new Error(signedIn.type);
    const found = await demo.access.sessions.find(signedIn.session.token);
    if (found.type !== 'open') throw new Error(found.type);
    const chosen = { session: found.session, member: found.member, next: RIGHT, from: '127.0.0.1' };
    expect(await demo.access.choosePassword(chosen)).toMatchObject({ fault: 'of-demo' });
    expect(await demo.access.staff.change('demo-admin', { password: RIGHT }, BY)).toMatchObject({ fault: 'of-demo' });
  });

  test('is nobody where there is no demo, with whatever the demo left behind', async () => {
    const demo = createAccessBed({ isDemo: true });
    const [used, unused] = [await demo.access.makeDemoLink(), await demo.access.makeDemoLink()];
    const begun = await demo.access.signInByLink.take(used.token, HERE);
    if (begun.type !== 'signed-in') throw new Error(begun.type);
    const { access } = createAccessBed({ stores: demo.stores });
    await expect(access.makeDemoLink()).rejects.toThrow('only a demo');
    expect(await access.signInByLink.take(unused.token, HERE)).toEqual({ type: 'refused' });
    expect(await access.sessions.find(begun.session.token)).toEqual({ type: 'none' });
  });
});
