import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccessParts } from '../../src/access/access.ts';
import { hasRoleClaim, rolesOfClaims } from '../../src/access/provider/claimed-roles.ts';
import { createDances } from '../../src/access/provider/dances.ts';
import { createProvider, type Dance, type ProviderSettings } from '../../src/access/provider/provider.ts';
import { createSeal } from '../../src/access/provider/seal.ts';
import type { Role } from '../../src/access/roles.ts';
import { type CompanyProvider, startCompanyProvider } from '../support/oidc-provider.ts';
import { type AccessBed, BY, createAccessBed, HERE, MINUTE } from './bed.ts';

const CALLBACK = 'http://localhost:3000/api/sign-in/oidc/callback';
const GRANTS: ReadonlyMap<string, Role> = new Map([
  ['hotline-leads', 'lead'],
  ['hotline-admins', 'admin'],
]);

const PEOPLE = {
  anna: { name: 'Anna Lindqvist', email: 'Anna@OKPay.example', groups: ['staff', 'hotline-leads'] },
  adam: { name: 'Adam \u202e\u0007', email: 'adam@okpay.example', groups: ['hotline-admins', 'hotline-leads'] },
  paul: { name: 'Paul', email: 'paul@okpay.example', groups: ['staff'] },
  nora: {},
};

let company: CompanyProvider;
let asking: CompanyProvider;
beforeAll(async () => {
  company = await startCompanyProvider({ callback: CALLBACK, people: PEOPLE });
  asking = await startCompanyProvider({ callback: CALLBACK, people: PEOPLE, claimsIn: 'userinfo' });
});
afterAll(() => Promise.all([company.stop(), asking.stop()]));

const settingsOf = ({ issuer, clientId, clientSecret }: CompanyProvider): ProviderSettings => ({
  issuer,
  clientId,
  clientSecret,
  scopes: 'openid profile email',
  roles: { claim: 'groups', grants: GRANTS },
  callback: CALLBACK,
});

let bed: AccessBed;
const withProvider = (provider: ProviderSettings, parts: Partial<AccessParts> = {}) =>
  createAccessBed({ provider, ...parts });

beforeEach(() => {
  bed = withProvider(settingsOf(company));
});

interface There {
  readonly query: string;
  readonly dance: Dance;
}

/** Somebody goes to the provider and comes back. */
async function goAndComeBack(person: string | undefined, at = bed, by = company): Promise<There> {
  const begun = await at.access.provider?.begin();
  if (!begun) throw new Error('no provider');
  by.isUsedBy(person);
  const back = await by.visit(begun.address);
  return { query: back.search.slice(1), dance: begun.dance };
}

const signIn = (there: There, at = bed) => at.access.provider?.signIn({ ...there, from: HERE });

describe('through the company’s provider', () => {
  test('somebody with a role signs in, and is known from then on', async () => {
    const first = await signIn(await goAndComeBack('anna'));
    expect(first).toMatchObject({
      type: 'signed-in',
      member: {
        name: 'Anna Lindqvist',
        email: 'anna@okpay.example',
        roles: ['lead'],
        provider: { issuer: company.issuer, subject: 'anna' },
      },
    });
    const again = await signIn(await goAndComeBack('anna'));
    expect(again?.type === 'signed-in' && again.member).toEqual(first?.type === 'signed-in' && first.member);
    expect(await bed.deeds('sign-in')).toMatchObject([
      { outcome: 'done', detail: 'provider', person: { name: 'Anna Lindqvist' }, from: '203.0.113.*' },
      { outcome: 'done' },
    ]);
  });

  test('the same is known where the provider has to be asked for it', async () => {
    const other = withProvider(settingsOf(asking));
    const there = await goAndComeBack('adam', other, asking);
    expect(await signIn(there, other)).toMatchObject({
      type: 'signed-in',
      member: { name: 'Adam', email: 'adam@okpay.example', roles: ['lead', 'admin'] },
    });
  });

  test('somebody without a role of ours is refused, nobody is added, and it is on record', async () => {
    expect(await signIn(await goAndComeBack('paul'))).toEqual({ type: 'no-role' });
    expect(await signIn(await goAndComeBack('nora'))).toEqual({ type: 'no-role' });
    expect(await bed.access.staff.list()).toEqual([]);
    expect((await bed.deeds('sign-in')).map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  test('whoever loses their role loses their sessions with the next time they come', async () => {
    const signedIn = await signIn(await goAndComeBack('anna'));
    if (signedIn?.type !== 'signed-in') throw new Error('not signed in');
    const fewer = withProvider(
      { ...settingsOf(company), roles: { claim: 'groups', grants: new Map() } },
      { stores: bed.stores },
    );
    expect(await signIn(await goAndComeBack('anna', fewer), fewer)).toEqual({ type: 'no-role' });
    expect(await bed.access.sessions.find(signedIn.session.token)).toEqual({ type: 'none' });
    expect(await bed.access.staff.list()).toMatchObject([{ name: 'Anna Lindqvist', roles: [] }]);
  });

  test('whoever is disabled here stays out, whatever the provider says', async () => {
    const signedIn = await signIn(await goAndComeBack('anna'));
    if (signedIn?.type !== 'signed-in') throw new Error('not signed in');
    await bed.access.staff.change(signedIn.member.id, { isDisabled: true }, BY);
    expect(await signIn(await goAndComeBack('anna'))).toEqual({ type: 'refused' });
  });

  test('whoever does not want to is back without a session', async () => {
    await expect(signIn(await goAndComeBack(undefined))).rejects.toMatchObject({ code: 'provider-refused' });
    expect(await bed.deeds('sign-in')).toMatchObject([{ outcome: 'failed', detail: 'provider, provider-refused' }]);
  });
});

describe('nobody is signed in by', () => {
  const refused = (there: There) => expect(signIn(there)).rejects.toMatchObject({ code: 'not-believed' });

  test('the state of another', async () => {
    const [mine, others] = [await goAndComeBack('anna'), await goAndComeBack('anna')];
    await refused({ query: mine.query, dance: others.dance });
    await refused({ query: mine.query.replace(/state=[^&]*/, 'state='), dance: mine.dance });
    await refused({ query: mine.query.replace(/&?state=[^&]*/, ''), dance: mine.dance });
  });

  test('another nonce than the one that was asked with', async () => {
    const { query, dance } = await goAndComeBack('anna');
    await refused({ query, dance: { ...dance, nonce: 'another' } });
  });

  test('another verifier than the one that the code was asked with', async () => {
    const { query, dance } = await goAndComeBack('anna');
    await refused({ query, dance: { ...dance, verifier: 'x'.repeat(43) } });
  });

  test('a code that was used', async () => {
    const there = await goAndComeBack('anna');
    expect(await signIn(there)).toMatchObject({ type: 'signed-in' });
    await refused(there);
  });

  test('a code that was kept too long', async () => {
    const there = await goAndComeBack('anna');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * MINUTE });
    await refused(there);
    vi.useRealTimers();
  });

  test('a code that was made up, and by no code', async () => {
    const { query, dance } = await goAndComeBack('anna');
    await refused({ query: query.replace(/code=[^&]*/, 'code=made-up'), dance });
    await refused({ query: '', dance });
  });

  test('another issuer in the answer', async () => {
    const { query, dance } = await goAndComeBack('anna');
    await refused({ query: query.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.example'), dance });
  });

  test('a client that the provider does not know', async () => {
    const wrong = withProvider({ ...settingsOf(company), clientSecret: 'another secret' });
    await expect(signIn(await goAndComeBack('anna', wrong), wrong)).rejects.toMatchObject({ code: 'not-believed' });
  });
});

describe('a provider that is down', () => {
  test('is asked again by the next who comes, and local accounts go on working', async () => {
    const ours = await startCompanyProvider({ callback: CALLBACK, people: PEOPLE });
    const here = withProvider(settingsOf(ours));
    await ours.halt();
    await expect(here.access.provider?.begin()).rejects.toMatchObject({ code: 'provider-down' });
    await here.add('ben');
    const given = { email: 'ben@okpay.example', password: 'a kettle of seven fish', from: HERE };
    expect(await here.access.signInByPassword(given)).toMatchObject({ type: 'signed-in' });
    await ours.resume();
    const there = await goAndComeBack('anna', here, ours);
    await ours.halt();
    await expect(signIn(there, here)).rejects.toMatchObject({ code: 'provider-down' });
    expect(await here.deeds('sign-in')).toMatchObject([{ outcome: 'done' }, { detail: 'provider, provider-down' }]);
  });

  test('has no place to sign out of before it was asked, and then says where', async () => {
    const provider = createProvider(settingsOf(company));
    expect(provider.signOutAddress('http://localhost:3000/sign-in')).toBeUndefined();
    await provider.begin();
    const address = new URL(provider.signOutAddress('http://localhost:3000/sign-in') ?? '');
    expect(address.origin).toBe(company.issuer);
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe('http://localhost:3000/sign-in');
    expect((await fetch(address)).status).toBe(200);
  });
});

describe('what goes along to the provider', () => {
  const dance = { state: 's', nonce: 'n', verifier: 'v' };

  test('comes back as it was, within ten minutes', () => {
    const dances = createDances({ secret: 'one', now: bed.now });
    const sealed = dances.seal(dance);
    expect(sealed).toMatch(/^[\w-]+$/);
    bed.pass(10 * MINUTE - 1);
    expect(dances.open(sealed)).toEqual(dance);
    bed.pass(1);
    expect(dances.open(sealed)).toBeUndefined();
  });

  test('is believed only where we sealed it, for this', () => {
    const dances = createDances({ secret: 'one', now: bed.now });
    const sealed = dances.seal(dance);
    const middle = Math.floor(sealed.length / 2);
    const changed = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
    const forged = [changed, '', 'x', sealed.slice(0, 20), createDances({ secret: 'two', now: bed.now }).seal(dance)];
    for (const other of [...forged, createSeal('one', 'another purpose').close('{}')]) {
      expect(dances.open(other)).toBeUndefined();
    }
  });
});

describe('the claim that has roles', () => {
  const roles = (claims: Readonly<Record<string, unknown>>, claim = 'roles') =>
    rolesOfClaims(claims, { claim, grants: GRANTS });

  test.each([
    ['a list', { roles: ['hotline-admins', 'x', 'hotline-leads'] }, ['lead', 'admin']],
    ['one word', { roles: 'hotline-leads' }, ['lead']],
    ['words', { roles: 'x, hotline-leads hotline-admins' }, ['lead', 'admin']],
    ['the same twice', { roles: ['hotline-leads', 'hotline-leads'] }, ['lead']],
    ['words of ours that were not granted', { roles: ['admin', 'lead'] }, []],
    ['something else', { roles: { admin: true } }, []],
    ['numbers', { roles: [1, null] }, []],
    ['nothing', {}, []],
  ])('may be %s', (_, claims, expected) => {
    expect(roles(claims)).toEqual(expected);
  });

  test('may stand within another, or have dots in its name', () => {
    expect(roles({ realm_access: { roles: ['hotline-leads'] } }, 'realm_access.roles')).toEqual(['lead']);
    expect(roles({ 'https://okpay.example/roles': ['hotline-leads'] }, 'https://okpay.example/roles')).toEqual([
      'lead',
    ]);
    expect(roles({}, 'constructor.name')).toEqual([]);
    expect(hasRoleClaim({ a: { b: [] } }, { claim: 'a.b' })).toBe(true);
    expect(hasRoleClaim({ a: 'b' }, { claim: 'a.b' })).toBe(false);
  });
});
