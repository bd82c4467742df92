import { beforeEach, describe, expect, test } from 'vitest';
import type { Member, NewMember } from '../../src/access/members.ts';
import { ACCOUNT_TRIES, countTry } from '../../src/access/sign-in/tries.ts';
import type { AccessStores } from '../../src/access/stores.ts';
import { anna, ben, NOON, type OpenAccessStores, session, testMembers, there } from './access-members.ts';

/** What all stores of access do. */
export function testAccessStores(name: string, open: OpenAccessStores): void {
  testMembers(name, open);

  describe(name, () => {
    let stores: AccessStores;
    let others: AccessStores;
    beforeEach(async () => {
      [stores, others] = await open();
    });

    const add = async (member: NewMember): Promise<Member> => there(await stores.members.add(member));

    describe('sessions', () => {
      test('are found by their token alone, with whose they are', async () => {
        const added = await add(anna);
        const { tokenHash: _hash, ...begun } = session('aa');
        await stores.sessions.begin(session('aa'), added);
        expect(await others.sessions.find('aa')).toEqual({ session: begun, member: added });
        expect(await others.sessions.find('ab')).toBeUndefined();
      });

      test('remember when they were used last', async () => {
        const added = await add(anna);
        await stores.sessions.begin(session('aa'), added);
        await stores.sessions.use('aa', NOON + 60_000);
        await others.sessions.use('aa', NOON + 30_000);
        expect(await stores.sessions.find('aa')).toMatchObject({ session: { usedAt: NOON + 60_000, startedAt: NOON } });
      });

      test('end once, each for itself', async () => {
        const added = await add(anna);
        await stores.sessions.begin(session('aa'), added);
        await stores.sessions.begin(session('bb'), added);
        expect(await stores.sessions.end('aa')).toBe(true);
        expect(await others.sessions.end('aa')).toBe(false);
        expect(await others.sessions.find('aa')).toBeUndefined();
        expect(await others.sessions.find('bb')).toBeDefined();
      });

      test('are listed for their member, the newest first, until all are ended at once', async () => {
        const [one, other] = [await add(anna), await add(ben)];
        await stores.sessions.begin(session('aa', NOON), one);
        await stores.sessions.begin(session('bb', NOON + 5), one);
        await stores.sessions.begin(session('cc', NOON), other);
        expect((await others.sessions.listOf('anna')).map(({ id }) => id)).toEqual(['id of bb', 'id of aa']);
        await others.members.endSessions('anna');
        expect(await stores.sessions.listOf('anna')).toEqual([]);
        expect(await stores.sessions.listOf('ben')).toHaveLength(1);
      });

      test('that are over are swept away, and no others', async () => {
        const added = await add(anna);
        await stores.sessions.begin(session('old', NOON - 100), added);
        await stores.sessions.use('old', NOON);
        await stores.sessions.begin(session('idle', NOON - 50), added);
        await stores.sessions.begin(session('new', NOON), added);
        await stores.sessions.sweep({ startedAt: NOON - 100, usedAt: NOON - 50 });
        expect((await stores.sessions.listOf('anna')).map(({ id }) => id)).toEqual(['id of new']);
      });
    });

    describe('sign-in links', () => {
      const link = { tokenHash: 'aa', createdAt: NOON, endsAt: NOON + 1000 };

      test('can be looked at any number of times, and used once', async () => {
        const added = await add(ben);
        await stores.links.keep(link, added);
        expect(await others.links.find('aa', NOON)).toEqual(added);
        const taken = await Promise.all([
          stores.links.take('aa', NOON),
          others.links.take('aa', NOON),
          stores.links.take('aa', NOON),
        ]);
        expect(taken.filter((one) => one !== undefined)).toEqual([added]);
        expect(await stores.links.find('aa', NOON)).toBeUndefined();
      });

      test('end at their instant', async () => {
        await stores.links.keep(link, await add(ben));
        expect(await stores.links.find('aa', NOON + 999)).toBeDefined();
        expect(await stores.links.find('aa', NOON + 1000)).toBeUndefined();
        expect(await stores.links.take('aa', NOON + 1000)).toBeUndefined();
      });
    });

    describe('tries', () => {
      const rules = { ...ACCOUNT_TRIES, freeTries: 100, triesToLock: 100 };

      test('are each counted, however many come at once', async () => {
        const ledgers = [stores.tries, others.tries];
        await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            ledgers[index % 2]?.change('s', NOON + index, (tries) => countTry(tries, NOON + index, rules)),
          ),
        );
        expect(await stores.tries.change('s', NOON, (tries) => ({ tries, result: tries.failed.length }))).toBe(12);
      });

      test('give back what was decided, and keep subjects apart', async () => {
        const lock = { failed: [NOON], lockedUntil: NOON + 5 };
        expect(await stores.tries.change('s', NOON, () => ({ tries: lock, result: 'locked' }))).toBe('locked');
        const seen = (subject: string) => others.tries.change(subject, NOON, (tries) => ({ tries, result: tries }));
        expect(await seen('s')).toEqual(lock);
        expect(await seen('t')).toEqual({ failed: [] });
      });

      test('are forgotten on demand', async () => {
        await stores.tries.change('s', NOON, () => ({ tries: { failed: [NOON] }, result: undefined }));
        expect(await others.tries.forget('s')).toBe(true);
        expect(await others.tries.forget('s')).toBe(false);
      });
    });

    describe('the record of deeds', () => {
      const deed = (action: string, person?: { readonly id: string; readonly name: string }) =>
        ({ at: NOON, action, outcome: 'done', from: '203.0.113.*', ...(person ? { person } : {}) }) as const;

      test('has all of each deed, whoever did it and whether they were known', async () => {
        const whole = {
          ...deed('reveal-number', { id: 'anna', name: 'Anna' }),
          subject: 'CA1',
          detail: "it's <b>",
          at: NOON + 1,
        };
        await stores.audit.add(deed('sign-in'));
        await others.audit.add(whole);
        const { entries, next } = await stores.audit.page({ limit: 10 });
        expect(entries.map(({ id: _id, ...entry }) => entry)).toEqual([whole, deed('sign-in')]);
        expect(next).toBeUndefined();
      });

      test('is read in pages, the latest first, and by person', async () => {
        const doers = ['anna', 'ben', 'anna', 'ben', 'anna'];
        for (const [index, id] of doers.entries()) await stores.audit.add(deed(`deed-${index + 1}`, { id, name: 'x' }));
        const first = await stores.audit.page({ limit: 2 });
        const actions = ({ entries }: typeof first) => entries.map(({ action }) => action);
        expect(actions(first)).toEqual(['deed-5', 'deed-4']);
        await stores.audit.add(deed('deed-6'));
        const second = await others.audit.page({
          limit: 3,
          ...(first.next === undefined ? {} : { before: first.next }),
        });
        expect(actions(second)).toEqual(['deed-3', 'deed-2', 'deed-1']);
        expect(second.next).toBeUndefined();
        expect(actions(await stores.audit.page({ limit: 10, person: 'ben' }))).toEqual(['deed-4', 'deed-2']);
      });
    });
  });
}
