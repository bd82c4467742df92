import { beforeEach, describe, expect, test } from 'vitest';
import type { SignedIn } from '../../src/access/sign-in/signed-in.ts';
import { csrfTokenOf, isSameSecret, newToken } from '../../src/access/tokens.ts';
import { type AccessBed, BY, createAccessBed, HERE, HOUR, MINUTE, RIGHT, WRONG } from './bed.ts';

let bed: AccessBed;
beforeEach(() => {
  bed = createAccessBed();
});

async function signIn(name: string): Promise<SignedIn> {
  const result = await bed.access.signInByPassword({ email: `${name}@okpay.example`, password: RIGHT, from: HERE });
  if (result.type !== 'signed-in') throw new Error(result.type);
  return result;
}

const stateOf = async ({ session }: SignedIn) => (await bed.access.sessions.find(session.token)).type;

describe('a session', () => {
  test('ends an hour after it was last used', async () => {
    await bed.add('anna');
    const signedIn = await signIn('anna');
    for (let used = 0; used < 5; used += 1) {
      bed.pass(59 * MINUTE);
      expect(await stateOf(signedIn)).toBe('open');
    }
    bed.pass(60 * MINUTE);
    expect(await stateOf(signedIn)).toBe('over');
  });

  test('ends after twelve hours, however much it is used', async () => {
    await bed.add('anna');
    const signedIn = await signIn('anna');
    for (let used = 0; used < 23; used += 1) {
      bed.pass(30 * MINUTE);
      expect(await stateOf(signedIn)).toBe('open');
    }
    const found = await bed.access.sessions.find(signedIn.session.token);
    expect(found.type === 'open' && found.endsAt).toBe(bed.now() + 30 * MINUTE);
    bed.pass(30 * MINUTE);
    expect(await stateOf(signedIn)).toBe('over');
  });

  test('its use is written down once a minute', async () => {
    await bed.add('anna');
    const { session } = await signIn('anna');
    const usedAt = async () => {
      const found = await bed.access.sessions.find(session.token);
      return found.type === 'open' ? (await bed.stores.sessions.listOf(found.member.id))[0]?.usedAt : undefined;
    };
    const began = bed.now();
    bed.pass(59_999);
    expect(await usedAt()).toBe(began);
    bed.pass(1);
    expect(await usedAt()).toBe(began + MINUTE);
  });

  test('stays while it is used, however short it may lie idle', async () => {
    bed = createAccessBed({ rules: { longestMs: HOUR, idleMs: MINUTE } });
    await bed.add('anna');
    const signedIn = await signIn('anna');
    for (let used = 0; used < 5; used += 1) {
      bed.pass(40_000);
      expect(await stateOf(signedIn)).toBe('open');
    }
    bed.pass(MINUTE);
    expect(await stateOf(signedIn)).toBe('over');
  });

  test('is none once its holder has signed out, and others of theirs go on', async () => {
    await bed.add('anna');
    const [one, other] = [await signIn('anna'), await signIn('anna')];
    expect(await bed.access.sessions.end(one.session.token)).toBe(true);
    expect(await stateOf(one)).toBe('none');
    expect(await stateOf(other)).toBe('open');
  });

  test.each([
    ['other roles', { roles: ['ops'] as const }],
    ['being disabled', { isDisabled: true }],
    ['a new password', { password: 'another kettle of fish' }],
  ])('ends by %s', async (_, change) => {
    const anna = await bed.add('anna');
    const signedIn = await signIn('anna');
    expect(await bed.access.staff.change(anna.id, change, BY)).not.toHaveProperty('fault');
    expect(await stateOf(signedIn)).toBe('none');
  });

  test('all of somebody’s end when an admin ends them', async () => {
    const anna = await bed.add('anna');
    const sessions = [await signIn('anna'), await signIn('anna')];
    expect(await bed.access.staff.sessionsOf(anna.id)).toHaveLength(2);
    expect(await bed.access.staff.endSessions(anna.id, BY)).toBe(2);
    for (const one of sessions) expect(await stateOf(one)).toBe('none');
    expect(await bed.access.staff.sessionsOf(anna.id)).toEqual([]);
  });

  test('that is over is not listed, and swept when the next begins', async () => {
    const anna = await bed.add('anna');
    await signIn('anna');
    bed.pass(2 * HOUR);
    expect(await bed.access.staff.sessionsOf(anna.id)).toEqual([]);
    expect(await bed.stores.sessions.listOf(anna.id)).toHaveLength(1);
    await signIn('anna');
    expect(await bed.stores.sessions.listOf(anna.id)).toHaveLength(1);
  });

  test.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}=`])('no token like "%s" opens one', async (token) => {
    expect(await bed.access.sessions.find(token)).toEqual({ type: 'none' });
  });

  test('its token is kept nowhere, and the token of its pages follows from it alone', async () => {
    await bed.add('anna');
    const { session } = await signIn('anna');
    expect(JSON.stringify(await bed.stores.sessions.listOf('anna'))).not.toContain(session.token);
    expect(csrfTokenOf(session.token)).toBe(csrfTokenOf(session.token));
    expect(csrfTokenOf(session.token)).not.toBe(csrfTokenOf(newToken()));
    expect(isSameSecret('a', 'a')).toBe(true);
    expect(isSameSecret('a', 'ab')).toBe(false);
  });
});

describe('whoever is signed in', () => {
  const choose = async ({ session, member }: SignedIn, current: string | undefined, next: string) => {
    const found = await bed.access.sessions.find(session.token);
    if (found.type !== 'open') throw new Error(found.type);
    return bed.access.choosePassword({ session: found.session, member, current, next, from: HERE });
  };

  test('chooses another password with the one they have, and goes on in a new session', async () => {
    await bed.add('anna');
    const [here, there] = [await signIn('anna'), await signIn('anna')];
    const chosen = await choose(here, RIGHT, 'one password to rule');
    if (chosen.type !== 'signed-in') throw new Error('not chosen');
    expect(chosen.session.token).not.toBe(here.session.token);
    expect([await stateOf(here), await stateOf(there), await stateOf(chosen)]).toEqual(['none', 'none', 'open']);
    const given = { email: 'anna@okpay.example', password: RIGHT, from: HERE };
    expect(await bed.access.signInByPassword(given)).toEqual({ type: 'refused' });
  });

  test('cannot without it, nor try for ever', async () => {
    await bed.add('anna');
    const signedIn = await signIn('anna');
    expect(await choose(signedIn, WRONG, 'one password to rule')).toEqual({ type: 'refused' });
    expect(await choose(signedIn, undefined, 'one password to rule')).toEqual({ type: 'refused' });
    expect(await choose(signedIn, WRONG, 'one password to rule')).toEqual({ type: 'refused' });
    expect(await choose(signedIn, RIGHT, 'one password to rule')).toEqual({ type: 'wait', seconds: 1 });
    expect(await stateOf(signedIn)).toBe('open');
    expect((await bed.deeds('choose-password')).map(({ outcome }) => outcome)).toEqual(Array(3).fill('refused'));
  });

  test('needs it no more when they have just come by a link, for half an hour', async () => {
    const anna = await bed.add('anna');
    const link = async () => {
      const made = await bed.access.staff.makeLink(anna.id, BY);
      if ('fault' in made) throw new Error(made.message);
      const taken = await bed.access.signInByLink.take(made.token, HERE);
      if (taken.type !== 'signed-in') throw new Error(taken.type);
      return taken;
    };
    const late = await link();
    bed.pass(30 * MINUTE);
    expect(await choose(late, undefined, 'one password to rule')).toEqual({ type: 'refused' });
    expect(await choose(await link(), undefined, 'one password to rule')).toMatchObject({ type: 'signed-in' });
  });

  test('hears what is wrong with the new one', async () => {
    await bed.add('anna');
    expect(await choose(await signIn('anna'), RIGHT, 'short')).toMatchObject({ fault: 'bad-password' });
  });
});
