import { beforeEach, describe, expect, test } from 'vitest';
import { createAudit, maskAddress } from '../../src/access/audit-trail.ts';
import { mayDo, PERMISSIONS, permissionsOf, ROLES } from '../../src/access/roles.ts';
import { type AccessBed, BY, createAccessBed, RIGHT } from './bed.ts';

let bed: AccessBed;
beforeEach(() => {
  bed = createAccessBed();
});

const anna = { email: 'anna@okpay.example', name: 'Anna', roles: ['lead'] } as const;

describe('an admin', () => {
  test('adds people, and each change is on record with who made it', async () => {
    const added = await bed.access.staff.add({ ...anna, email: 'Anna@OKPay.example', name: ' Anna ' }, BY);
    if ('fault' in added) throw new Error(added.message);
    expect(added).toMatchObject({ ...anna, hasPassword: false, isDisabled: false });
    await bed.access.staff.change(added.id, { roles: ['ops', 'lead'], password: RIGHT, name: 'Anne' }, BY);
    await bed.access.staff.change(added.id, { isDisabled: true }, BY);
    await bed.access.staff.unlock(added.id, BY);
    await bed.access.staff.endSessions(added.id, BY);
    expect((await bed.deeds()).map(({ action, detail, outcome }) => [action, detail, outcome])).toEqual([
      ['add-person', 'roles lead', 'done'],
      ['change-person', 'name; roles ops, lead; password', 'done'],
      ['change-person', 'disabled', 'done'],
      ['unlock-person', undefined, 'done'],
      ['end-sessions', undefined, 'done'],
    ]);
    for (const deed of await bed.deeds()) expect(deed).toMatchObject({ ...BY, subject: added.id });
    expect(JSON.stringify(await bed.deeds())).not.toContain(RIGHT);
  });

  test.each([
    ['an address that is none', { email: 'anna' }, 'bad-email'],
    ['an address with a line break', { email: 'a@b\nbcc: c@d' }, 'bad-email'],
    ['no name', { name: '  ' }, 'bad-name'],
    ['a name that turns the line around', { name: 'Anna \u202e' }, 'bad-name'],
    ['a name without end', { name: 'x'.repeat(101) }, 'bad-name'],
    ['no role', { roles: [] }, 'no-roles'],
    ['a password that is too short', { password: 'short' }, 'bad-password'],
  ])('adds nobody with %s', async (_, wrong, fault) => {
    expect(await bed.access.staff.add({ ...anna, ...wrong }, BY)).toMatchObject({ fault });
    expect(await bed.access.staff.list()).toEqual([]);
    expect(await bed.deeds()).toEqual([]);
  });

  test('hears of an address that is taken, of nobody, and of the last admin', async () => {
    const admin = await bed.add('anna', ['admin']);
    expect(await bed.access.staff.add({ ...anna, email: 'ANNA@okpay.example' }, BY)).toMatchObject({
      fault: 'email-taken',
    });
    for (const nobody of [
      bed.access.staff.change('x', { name: 'X' }, BY),
      bed.access.staff.makeLink('x', BY),
      bed.access.staff.unlock('x', BY),
      bed.access.staff.sessionsOf('x'),
      bed.access.staff.endSessions('x', BY),
    ]) {
      expect(await nobody).toMatchObject({ fault: 'no-such-person' });
    }
    expect(await bed.access.staff.change(admin.id, { roles: ['lead'] }, BY)).toMatchObject({ fault: 'last-admin' });
    expect((await bed.deeds('change-person')).map(({ outcome }) => outcome)).toEqual(['refused']);
  });

  test('can disable whoever the provider vouches for, and change nothing else of them', async () => {
    const provider = { issuer: 'https://id.okpay.example', subject: 'u1' };
    const vouched = { provider, name: 'Una', email: 'una@okpay.example', roles: ['lead'] } as const;
    const { id } = await bed.stores.members.adopt(vouched, { id: 'una', createdAt: 0 });
    expect(await bed.access.staff.change(id, { roles: ['ops'] }, BY)).toMatchObject({ fault: 'of-provider' });
    expect(await bed.access.staff.change(id, { password: RIGHT }, BY)).toMatchObject({ fault: 'of-provider' });
    expect(await bed.access.staff.makeLink(id, BY)).toMatchObject({ fault: 'of-provider' });
    expect(await bed.access.staff.change(id, { isDisabled: true }, BY)).toMatchObject({ isDisabled: true });
  });
});

describe('roles', () => {
  test('an admin may do all there is, an agent nothing of the record', () => {
    expect(permissionsOf(['admin'])).toEqual(PERMISSIONS);
    expect(permissionsOf(['agent'])).toEqual([]);
    expect(permissionsOf([])).toEqual([]);
  });

  test('grant together what each of them grants', () => {
    for (const one of ROLES) {
      for (const other of ROLES) {
        for (const permission of PERMISSIONS) {
          expect(mayDo([one, other], permission)).toBe(mayDo([one], permission) || mayDo([other], permission));
        }
      }
    }
  });

  test('numbers, users and deeds are for admins alone', () => {
    for (const role of ['lead', 'ops', 'agent'] as const) {
      for (const permission of ['reveal-number', 'erase-caller', 'manage-users', 'read-audit'] as const) {
        expect(mayDo([role], permission), `${role} ${permission}`).toBe(false);
      }
    }
  });
});

describe('the record of deeds', () => {
  test.each([
    ['203.0.113.7', '203.0.113.*'],
    ['::ffff:203.0.113.7', '203.0.113.*'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3:*'],
    ['2001:db8::1', '2001:db8:0:*'],
    ['fe80::1', 'fe80:0:0:*'],
  ])('keeps of %s no more than %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  test('says when it was, and not from where exactly', async () => {
    const audit = createAudit({ trail: bed.stores.audit, now: () => 5 });
    await audit({ action: 'sign-in', outcome: 'failed', from: '203.0.113.7' });
    expect(await bed.deeds()).toEqual([{ id: 1, at: 5, action: 'sign-in', outcome: 'failed', from: '203.0.113.*' }]);
  });
});
