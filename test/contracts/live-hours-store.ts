import { expect, test } from 'vitest';
import type { HoursChange } from '../../src/releases/hours-change.ts';
import type { LiveHoursStore } from '../../src/releases/live-hours-store.ts';

const NOON = Date.parse('2026-11-24T12:00Z');
const HOUR = 3_600_000;

export const closureAt = (from: number, until: number, id = 'closure-1'): HoursChange => ({
  type: 'closure',
  id,
  regions: ['cn'],
  queues: 'all',
  from,
  until,
  reason: 'maintenance',
});

const override: HoursChange = {
  type: 'override',
  id: 'override-1',
  regions: 'all',
  queues: ['login', 'general'],
  from: NOON - HOUR,
  until: NOON + HOUR,
  reason: 'opened-by-staff',
  state: 'open',
  message: { en: 'We are open', 'zh-CN': '营业中' },
};

/** What every `LiveHoursStore` does. `open` gives a new, empty one each time, and a second process's view of it. */
export function keepsLiveHours(open: (now: () => number) => Promise<readonly [LiveHoursStore, LiveHoursStore]>): void {
  test('what one process adds, another finds, whole and in the order in which it begins', async () => {
    const [here, there] = await open(() => NOON);
    const later = closureAt(NOON + HOUR, NOON + 2 * HOUR, 'closure-2');
    await here.add(later);
    await here.add(override);
    await here.add(closureAt(NOON, NOON + HOUR));

    expect(await there.list()).toEqual([override, closureAt(NOON, NOON + HOUR), later]);
  });

  test('an empty store lists nothing and ends nothing', async () => {
    const [store] = await open(() => NOON);

    expect(await store.list()).toEqual([]);
    expect(await store.end('closure-1')).toBe(false);
  });

  test('one that is ended is gone for every process, and can be ended once', async () => {
    const [here, there] = await open(() => NOON);
    await here.add(override);
    await here.add(closureAt(NOON, NOON + HOUR));

    expect(await there.end('closure-1')).toBe(true);
    expect(await here.end('closure-1')).toBe(false);
    expect(await here.list()).toEqual([override]);
  });

  test('one with a known id takes the place of the other', async () => {
    const [store] = await open(() => NOON);
    await store.add(closureAt(NOON, NOON + HOUR));
    await store.add({ ...closureAt(NOON, NOON + HOUR), regions: ['hk'] });

    expect(await store.list()).toEqual([{ ...closureAt(NOON, NOON + HOUR), regions: ['hk'] }]);
  });

  test('each ends by itself, at its last instant', async () => {
    let now = NOON;
    const [store] = await open(() => now);
    await store.add(closureAt(NOON, NOON + HOUR));

    now = NOON + HOUR - 1;
    expect(await store.list()).toHaveLength(1);
    now = NOON + HOUR;
    expect(await store.list()).toEqual([]);
  });

  test('those that ended more than a day ago are dropped when another is added', async () => {
    let now = NOON;
    const [store] = await open(() => now);
    await store.add(closureAt(NOON - HOUR, NOON - 1, 'ended'));
    now = NOON + 25 * HOUR;
    await store.add(closureAt(now, now + HOUR, 'new'));

    now = NOON - HOUR;
    expect((await store.list()).map(({ id }) => id)).toEqual(['new']);
  });

  test('many that are added at once are all kept', async () => {
    const [here, there] = await open(() => NOON);
    const ids = Array.from({ length: 20 }, (_, index) => `closure-${index}`);
    await Promise.all(ids.map((id, index) => (index % 2 === 0 ? here : there).add(closureAt(NOON, NOON + HOUR, id))));

    expect((await here.list()).map(({ id }) => id).sort()).toEqual(ids.sort());
  });
}
