import { expect, test } from 'vitest';
import { runClose } from '../../src/cli/live-hours/close.ts';
import { runClosures } from '../../src/cli/live-hours/closures.ts';
import { runOpen } from '../../src/cli/live-hours/open.ts';
import { liveHours } from './live-hours.ts';

const { run, world } = liveHours();

async function closeAndOpen(): Promise<void> {
  await run(runOpen, { region: 'gb', until: '2026-11-24T20:00' });
  await run(runClose, {
    region: 'all',
    queue: ['login'],
    from: '2026-11-24T12:00Z',
    until: '2026-11-24T15:00Z',
    reason: 'weather',
  });
}

test('all that runs or is to come is listed, in the time of its region', async () => {
  await closeAndOpen();

  expect(await run(runClosures, {})).toEqual({
    status: 0,
    complaints: [],
    printed: [
      'id            state   runs   regions  queues  from                       until                      reason',
      'override-id1  open    now    gb       all     2026-11-24T02:00:00+00:00  2026-11-24T20:00:00+00:00  opened-by-staff',
      'closure-id2   closed  later  all      login   2026-11-24T12:00:00+00:00  2026-11-24T15:00:00+00:00  weather',
    ],
  });
});

test('the same is given as JSON', async () => {
  await closeAndOpen();
  const { printed } = await run(runClosures, { json: true });

  expect(JSON.parse(printed.join('\n'))).toEqual([
    {
      id: 'override-id1',
      type: 'override',
      state: 'open',
      regions: ['gb'],
      queues: 'all',
      from: '2026-11-24T02:00:00+00:00',
      until: '2026-11-24T20:00:00+00:00',
      running: true,
      reason: 'opened-by-staff',
      message: null,
    },
    {
      id: 'closure-id2',
      type: 'closure',
      state: 'closed',
      regions: 'all',
      queues: ['login'],
      from: '2026-11-24T12:00:00+00:00',
      until: '2026-11-24T15:00:00+00:00',
      running: false,
      reason: 'weather',
      message: { en: 'severe weather', 'zh-CN': '恶劣天气' },
    },
  ]);
});

test('where there is none, it says so, and gives an empty list as JSON', async () => {
  expect((await run(runClosures, {})).printed).toEqual(['Nothing is closed, or opened, against the calendars.']);
  expect((await run(runClosures, { json: true })).printed).toEqual(['[]']);
});

test('one is ended by its id', async () => {
  await closeAndOpen();

  expect(await run(runClosures, { end: 'closure-id2' })).toMatchObject({
    status: 0,
    printed: ['closure-id2 has ended.'],
  });
  expect(await world().store.list()).toMatchObject([{ id: 'override-id1' }]);
  expect(await run(runClosures, { end: 'closure-id2' })).toEqual({
    status: 2,
    printed: [],
    complaints: ['There is no closure-id2. "hotline closures" lists all there are.'],
  });
});
