import { beforeEach, describe, expect, test } from 'vitest';
import type { Member, NewMember } from '../../src/access/members.ts';
import type { Session } from '../../src/access/sessions.ts';
import type { AccessStores } from '../../src/access/stores.ts';

/** The stores as two processes see them, with nothing in them. */
export type OpenAccessStores = () => Promise<readonly [AccessStores, AccessStores]>;

export const NOON = Date.parse('2026-11-23T12:00:00.123Z');
const PROVIDER = { issuer: 'https://id.okpay.example', subject: 'u-1' } as const;

export const anna: NewMember = {
  id: 'anna',
  name: 'Anna 安娜',
  email: 'anna@okpay.example',
  roles: ['admin', 'ops'],
  passwordHash: '$argon2id$1',
  createdAt: NOON,
};
export const ben: NewMember = {
  id: 'ben',
  name: "Ben O'Neil; --",
  email: 'ben@okpay.example',
  roles: ['lead'],
  createdAt: NOON,
};

export const session = (tokenHash: string, startedAt = NOON): Session & { readonly tokenHash: string } => ({
  id: `id of ${tokenHash}`,
  tokenHash,
  proof: 'password',
  startedAt,
  usedAt: startedAt,
  from: '203.0.113.*',
});

export function there(member: Member | string | undefined): Member {
  if (typeof member !== 'object') throw new Error(`no member, but ${member}`);
  return member;
}

/** What every store of members does, to their sessions and links too. */
export function testMembers(name: string, open: OpenAccessStores): void {
  describe(name, () => {
    let stores: AccessStores;
    let others: AccessStores;
    let members: AccessStores['members'];
    beforeEach(async () => {
      [stores, others] = await open();
      ({ members } = stores);
    });

    const add = async (member: NewMember): Promise<Member> => there(await members.add(member));

    describe('members of staff', () => {
      test('are nobody first, and then those who were added, by name', async () => {
        expect(await members.list()).toEqual([]);
        await add(ben);
        const added = await add(anna);
        const { passwordHash: _hash, ...known } = anna;
        expect(added).toEqual({ ...known, hasPassword: true, isDisabled: false, revision: 0 });
        expect((await others.members.list()).map(({ id }) => id)).toEqual(['anna', 'ben']);
        expect(await others.members.find('anna')).toEqual(added);
        expect(await others.members.find('ANNA')).toBeUndefined();
      });

      test('are found by their address with what their password is checked against', async () => {
        const [added, other] = [await add(anna), await add(ben)];
        expect(await others.members.findLocal('anna@okpay.example')).toEqual({
          member: added,
          passwordHash: '$argon2id$1',
        });
        expect(await members.findLocal('ben@okpay.example')).toEqual({ member: other });
        expect(await members.findLocal("' or ''='")).toBeUndefined();
      });

      test('have each an address of their own, also where two come at once', async () => {
        const added = await Promise.all([members.add(anna), others.members.add({ ...ben, email: anna.email })]);
        expect(added.filter((one) => one === 'email-taken')).toHaveLength(1);
        expect(await members.list()).toHaveLength(1);
      });

      test('change in what is said, and in nothing else', async () => {
        await add(anna);
        const added = await add(ben);
        expect(await members.change('ben', { name: 'Benjamin' })).toEqual({ ...added, name: 'Benjamin' });
        expect(await members.change('nobody', { name: 'x' })).toBe('unknown');
      });

      test.each([
        { what: 'other roles', change: { roles: ['lead', 'ops'] as const } },
        { what: 'a new password', change: { passwordHash: '$argon2id$2' } },
        { what: 'being disabled', change: { isDisabled: true } },
      ])('lose their sessions and links by $what', async ({ change }) => {
        await add(anna);
        const added = await add(ben);
        await stores.sessions.begin(session('aa'), added);
        await stores.links.keep({ tokenHash: 'bb', createdAt: NOON, endsAt: NOON + 1000 }, added);
        expect(await others.sessions.find('aa')).toBeDefined();
        const changed = there(await members.change('ben', change));
        expect(await others.sessions.find('aa')).toBeUndefined();
        expect(await others.sessions.listOf('ben')).toEqual([]);
        expect(await others.links.take('bb', NOON)).toBeUndefined();
        expect(changed.revision).toBe(added.revision + 1);
      });

      test('keep their sessions through another name, the same roles and a newer hash', async () => {
        const added = await add(anna);
        await stores.sessions.begin(session('aa'), added);
        await members.change('anna', { name: 'Anne', roles: ['ops', 'admin'] });
        await members.keepPasswordHash('anna', { from: '$argon2id$1', to: '$argon2id$3' });
        await members.keepPasswordHash('anna', { from: '$argon2id$1', to: '$argon2id$4' });
        expect(await members.findLocal(anna.email)).toMatchObject({ passwordHash: '$argon2id$3' });
        expect(await stores.sessions.find('aa')).toMatchObject({ member: { name: 'Anne' } });
      });

      test('a session that was begun for who they were before is none', async () => {
        await add(anna);
        const before = await add(ben);
        await members.change('ben', { roles: ['ops'] });
        await stores.sessions.begin(session('aa'), before);
        expect(await stores.sessions.find('aa')).toBeUndefined();
      });

      test('always have one among them who manages users', async () => {
        await add(anna);
        await add(ben);
        expect(await members.change('anna', { isDisabled: true })).toBe('last-admin');
        expect(await members.change('anna', { roles: ['ops'] })).toBe('last-admin');
        expect(await members.find('anna')).toMatchObject({ roles: ['admin', 'ops'], isDisabled: false });
        await members.change('ben', { roles: ['admin'] });
        expect(await members.change('anna', { isDisabled: true })).toMatchObject({ isDisabled: true });
        expect(await members.change('ben', { roles: ['lead'] })).toBe('last-admin');
        expect(await members.change('anna', { isDisabled: false })).toMatchObject({ isDisabled: false });
      });

      test('of two admins who remove each other at once one stays', async () => {
        await add(anna);
        await add({ ...ben, roles: ['admin'] });
        const changed = await Promise.all([
          members.change('anna', { isDisabled: true }),
          others.members.change('ben', { roles: [] }),
        ]);
        expect(changed.filter((one) => one === 'last-admin')).toHaveLength(1);
      });
    });

    describe('members whom the provider vouches for', () => {
      const vouched = { provider: PROVIDER, name: 'Anna', email: 'anna@okpay.example', roles: ['lead'] } as const;

      test('are added once, beside a local account with the same address', async () => {
        await add(anna);
        const [one, other] = await Promise.all([
          members.adopt(vouched, { id: 'p1', createdAt: NOON }),
          others.members.adopt(vouched, { id: 'p2', createdAt: NOON }),
        ]);
        expect(one).toEqual(other);
        expect(one).toMatchObject({ ...vouched, hasPassword: false, isDisabled: false, revision: 0 });
        expect(await members.findVouched(PROVIDER)).toEqual(one);
        expect(await members.findVouched({ ...PROVIDER, issuer: 'https://elsewhere.example' })).toBeUndefined();
        expect(await members.findLocal('anna@okpay.example')).toMatchObject({ member: { id: 'anna' } });
      });

      test('have the roles that it says last, which end their sessions where they are others', async () => {
        const first = await members.adopt(vouched, { id: 'p1', createdAt: NOON });
        await stores.sessions.begin(session('aa'), first);
        await members.adopt({ ...vouched, name: 'Anne' }, { id: 'p2', createdAt: NOON + 1 });
        expect(await stores.sessions.find('aa')).toMatchObject({ member: { id: 'p1', name: 'Anne', createdAt: NOON } });
        await members.adopt({ ...vouched, roles: [] }, { id: 'p3', createdAt: NOON + 2 });
        expect(await stores.sessions.find('aa')).toBeUndefined();
        expect(await members.find('p1')).toMatchObject({ roles: [], revision: 1 });
      });
    });
  });
}
