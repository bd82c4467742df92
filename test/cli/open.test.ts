import { expect, test } from 'vitest';
import { type CloseOptions, runClose } from '../../src/cli/live-hours/close.ts';
import { runOpen } from '../../src/cli/live-hours/open.ts';
import { decideHours } from '../../src/hours/decide.ts';
import { liveHours, NOW } from './live-hours.ts';

const { run, world, at } = liveHours();

const close = (options: Partial<CloseOptions>) =>
  run(runClose, { region: 'cn', until: '2026-11-24T15:00', reason: 'maintenance', ...options });
const open = (region: string, until?: string) => run(runOpen, { region, until });
const stored = () => world().store.list();

/** What holds in a region for a queue, by all that is stored. */
async function stateIn(region: string, queue = 'login', instant = NOW): Promise<string> {
  const changes = await stored();
  const calendar = world().calendars.find(({ id }) => id === region);
  if (!calendar) throw new Error(`no calendar ${region}`);
  const closures = changes.filter((change) => change.type === 'closure');
  const overrides = changes.filter((change) => change.type === 'override');
  return decideHours({ calendar, queue: { id: queue }, closures, overrides, at: instant }).state;
}

test('a closure that runs is ended, and the calendar decides again', async () => {
  await close({});
  expect(await stateIn('cn')).toBe('closed');

  expect(await open('cn')).toEqual({
    status: 0,
    complaints: [],
    printed: [
      'cn: the closure for all queues (maintenance, until Tuesday 24 November 2026, 15:00:00 +08:00 (Asia/Shanghai)) has ended.',
      'cn is now open (opening-hours), until Tuesday 24 November 2026, 18:00:00 +08:00 (Asia/Shanghai).',
    ],
  });
  expect(await stateIn('cn')).toBe('open');
  expect(await stored()).toEqual([]);
});

test('a closure of all regions goes on in the others', async () => {
  await close({ region: 'all', until: '2026-11-24T15:00Z' });
  const { printed } = await open('cn');

  expect(printed).toContain('It goes on in gb and hk.');
  expect(await stateIn('cn')).toBe('open');
  expect(await stateIn('hk')).toBe('closed');
  expect(await stored()).toMatchObject([{ id: 'closure-id1', regions: ['gb', 'hk'] }]);
});

test('all closures that run end where all regions are opened', async () => {
  await close({});
  await close({ region: 'hk', queue: ['login'] });
  const { printed, status } = await open('all');

  expect(status).toBe(0);
  expect(printed).toHaveLength(2);
  expect(await stored()).toEqual([]);
});

test('closures of other regions, and those still to come, are left alone', async () => {
  await close({});
  await close({ region: 'hk' });
  await close({ from: '2026-11-24T12:00' });
  await open('cn');

  expect((await stored()).map(({ id }) => id)).toEqual(['closure-id2', 'closure-id3']);
});

test('where no closure runs, a region is opened against its calendar until an instant', async () => {
  at('2026-11-24T22:00+08:00');
  expect(await open('cn', '2026-11-24T23:00')).toEqual({
    status: 0,
    complaints: [],
    printed: [
      'cn: open until Tuesday 24 November 2026, 23:00:00 +08:00 (Asia/Shanghai), whatever the calendar says.',
      'It ends by itself. To end it before: hotline closures --end override-id1',
    ],
  });
  const instant = Date.parse('2026-11-24T22:59:59+08:00');
  expect(await stateIn('cn', 'login', instant)).toBe('open');
  expect(await stateIn('cn', 'login', instant + 1000)).toBe('closed');
});

test('with an instant a closure that runs is ended, and the region is open until then', async () => {
  await close({});
  const { printed } = await open('cn', '2026-11-24T20:00');

  expect(printed).toHaveLength(3);
  expect(await stored()).toMatchObject([
    { type: 'override', state: 'open', until: Date.parse('2026-11-24T20:00+08:00') },
  ]);
});

test('a closure that begins before the region was to stay open until is told of', async () => {
  await close({ from: '2026-11-24T12:00' });
  const { printed } = await open('cn', '2026-11-24T20:00');

  expect(printed.at(-1)).toMatch(
    /^Still closed from .* 12:00:00 .* until .* 15:00:00 .*\(maintenance\): closure-id1\.$/,
  );
});

test('where nothing is to be ended, it says so, and how to end one that is still to come', async () => {
  await close({ from: '2026-11-24T12:00' });

  expect(await open('cn')).toEqual({
    status: 2,
    printed: [],
    complaints: [
      'No closure runs in cn. One begins on Tuesday 24 November 2026, 12:00:00 +08:00 (Asia/Shanghai): hotline closures --end closure-id1 ends it. To open it against its calendar, say until when: hotline open cn --until 2026-11-24T20:00.',
    ],
  });
  expect((await open('gb')).complaints).toEqual([
    'No closure runs in gb. To open it against its calendar, say until when: hotline open gb --until 2026-11-24T20:00.',
  ]);
});

test.each([
  ['fr', undefined, 'There is no region fr. There are cn, gb, hk, and all.'],
  ['cn', '2026-11-24T09:00', '--until 2026-11-24T09:00 is past.'],
  [
    'all',
    '2026-11-24T20:00',
    '--until 2026-11-24T20:00 needs an offset, as all regions have no clock in common: 2026-11-24T15:00Z.',
  ],
])('opening %s until %s is wrong usage', async (region, until, complaint) => {
  expect(await open(region, until)).toEqual({ status: 2, printed: [], complaints: [complaint] });
  expect(await stored()).toEqual([]);
});
