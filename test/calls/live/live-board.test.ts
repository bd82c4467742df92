import { beforeEach, describe, expect, test } from 'vitest';
import { type BoardListener, createLiveBoard, type LiveBoard } from '../../../src/calls/live/live-board.ts';
import type { LiveEvent } from '../../../src/calls/live/live-event.ts';
import type { LiveListener } from '../../../src/calls/live/live-events.ts';
import type { RunningCall } from '../../../src/calls/live/running-call.ts';
import { callSid, NOON } from '../../support/journal-entries.ts';

type Told = Parameters<BoardListener>[0];

let board: LiveBoard;
let watchers: Set<LiveListener>;
let recorded: () => Promise<readonly RunningCall[]>;
let timers: { readonly dueAt: number; readonly run: () => void }[] = [];
let time = 0;
let boards = 0;
const warnings: string[] = [];

beforeEach(() => {
  watchers = new Set();
  recorded = async () => [];
  timers = [];
  time = 0;
  warnings.length = 0;
  board = createLiveBoard({
    events: {
      watch(listener) {
        watchers.add(listener);
        return () => void watchers.delete(listener);
      },
    },
    findRunning: () => recorded(),
    newName() {
      boards += 1;
      return `board${boards}`;
    },
    after(delayMs, run) {
      const timer = { dueAt: time + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    log: { info: () => undefined, warn: (_, message) => void warnings.push(message), error: () => undefined },
  });
});

const happens = (told: Parameters<LiveListener>[0]) => {
  for (const watcher of [...watchers]) watcher(told);
};
const passes = async (ms: number) => {
  time += ms;
  const due = timers.filter(({ dueAt }) => dueAt <= time);
  timers = timers.filter(({ dueAt }) => dueAt > time);
  for (const { run } of due) run();
  await new Promise((resolve) => setImmediate(resolve));
};
const at = (number: number) => ({ callSid: callSid(number), at: NOON });
const started = (number: number): LiveEvent => ({ ...at(number), type: 'started', dialled: '+1', region: 'gb' });
const entered = (number: number, node: `${string}/${string}`): LiveEvent => ({ ...at(number), type: 'node', node });
const ended = (number: number): LiveEvent => ({ ...at(number), type: 'ended', disposition: 'completed' });
const running = (number: number, more: Partial<RunningCall> = {}): RunningCall => ({
  callSid: callSid(number),
  startedAt: NOON,
  queues: [],
  verification: 'none',
  ...more,
});

async function follow(lastSeen?: string) {
  const told: Told[] = [];
  const following = await board.follow((item) => told.push(item), lastSeen);
  const words = () =>
    told.map((item) => {
      if (item.type === 'event') return `${item.event.type} ${Number(item.event.callSid.slice(2))}`;
      return item.type === 'gap' ? 'gap' : `view ${item.calls.map((call) => Number(call.callSid.slice(2))).join()}`;
    });
  return { ...following, told, words };
}

describe('whoever looks at the board', () => {
  test('sees the calls that run by the record, and then each event with the call before and after it', async () => {
    recorded = async () => [running(1, { region: 'hk' })];
    const { view, told } = await follow();
    happens(entered(1, 'main/menu'));
    happens(started(2));
    happens(ended(1));

    expect(view.calls).toEqual([running(1, { region: 'hk' })]);
    const before = running(1, { region: 'hk' });
    const inMenu = { ...before, node: 'main/menu' };
    expect(told).toMatchObject([
      { event: { type: 'node' }, before, call: inMenu },
      { event: { type: 'started' }, before: undefined, call: { callSid: callSid(2), region: 'gb' } },
      { event: { type: 'ended' }, before: inMenu, call: undefined },
    ]);
    expect((await follow()).view.calls.map((call) => call.callSid)).toEqual([callSid(2)]);
  });

  test('sees in which queue a caller waits, since when, and which queues they were in', async () => {
    const { told } = await follow();
    happens(started(1));
    happens({ ...at(1), type: 'queue-joined', queue: 'login' });
    happens({ ...at(1), type: 'queue-left', queue: 'login', result: 'answered', waitSeconds: 3 });
    happens({ ...at(1), type: 'verified', level: 'sms' });

    expect(told.slice(1).map((item) => (item.type === 'event' ? item.call : undefined))).toMatchObject([
      { waiting: { queue: 'login', since: NOON }, queues: ['login'] },
      expect.not.objectContaining({ waiting: expect.anything() }),
      { queues: ['login'], verification: 'sms' },
    ]);
  });

  test('is told nothing of a call that is not known, nor of one that has ended, until the record tells', async () => {
    const { words } = await follow();
    happens(entered(7, 'main/menu'));
    happens(started(8));
    happens(ended(8));
    happens(entered(8, 'main/menu'));
    happens(started(8));
    recorded = async () => [running(7), running(8)];
    await passes(1500);

    expect(words()).toEqual(['started 8', 'ended 8', 'view 7']);
  });

  test('sees what the record did not have yet when it was read', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly RunningCall[]>();
    recorded = () => promise;
    const looking = follow();
    happens(entered(1, 'main/later'));
    happens(started(2));
    resolve([running(1, { node: 'main/menu' })]);

    expect((await looking).view.calls).toMatchObject([
      { callSid: callSid(2) },
      { callSid: callSid(1), node: 'main/later' },
    ]);
  });

  test('sees again, a moment later and then every minute, what the record says', async () => {
    recorded = async () => [running(1)];
    const { words } = await follow();
    happens(started(2));
    recorded = async () => [running(1), running(3)];
    await passes(1500);
    recorded = async () => [running(3)];
    await passes(59_000);
    await passes(1000);

    expect(words()).toEqual(['started 2', 'view 2,1,3', 'view 2,3']);
  });

  test('keeps the board while the record cannot be read again, and it is logged', async () => {
    recorded = async () => [running(1)];
    const { words } = await follow();
    recorded = async () => Promise.reject(new Error('down'));
    await passes(1500);
    expect([words(), warnings]).toEqual([[], ['the running calls cannot be read: the board stays as it is']]);
    recorded = async () => [running(1)];
    await passes(60_000);
    expect(words()).toEqual(['view 1']);
  });

  test('is refused where the record cannot be read at all, and nothing goes on', async () => {
    recorded = async () => Promise.reject(new Error('down'));
    await expect(follow()).rejects.toThrow('down');
    expect([watchers.size, timers.length]).toEqual([0, 0]);
    recorded = async () => [running(1)];
    expect((await follow()).view.calls).toHaveLength(1);
  });

  test('is told of a gap, and then sees what the record says', async () => {
    recorded = async () => [running(1)];
    const { words } = await follow();
    happens(started(2));
    happens({ type: 'gap' });
    recorded = async () => [running(3)];
    await passes(1500);

    expect(words()).toEqual(['started 2', 'gap', 'view 3']);
  });
});

describe('whoever comes back', () => {
  test('gets what they have missed, and nothing twice', async () => {
    const first = await follow();
    happens(started(1));
    happens(started(2));
    const [seen] = first.told;
    first.stop();
    happens(started(3));
    await passes(29_000);
    const again = await follow(seen && 'id' in seen ? seen.id : '');

    expect(again.missed?.map(({ event }) => event)).toEqual([started(2), started(3)]);
    expect((await follow(again.view.id)).missed).toEqual([]);
  });

  test.each(['', 'nonsense', 'board0-3', 'board0-', '-1', 'x-99999999999999999999'])(
    'with %o, which is not known, gets only the view',
    async (lastSeen) => {
      await follow();
      expect((await follow(lastSeen)).missed).toBeUndefined();
    },
  );

  test('after a gap, or after more than is kept, gets only the view', async () => {
    const { view } = await follow();
    happens({ type: 'gap' });
    expect((await follow(view.id)).missed).toBeUndefined();
    const later = (await follow()).view.id;
    for (let number = 1; number <= 4001; number += 1) happens(started(number));
    expect((await follow(later)).missed).toBeUndefined();
  });

  test('when nobody has looked for long finds a new board', async () => {
    const { stop, view } = await follow();
    stop();
    stop();
    await passes(30_000);
    expect([watchers.size, timers.length]).toEqual([0, 0]);
    expect((await follow(view.id)).missed).toBeUndefined();
    expect(watchers.size).toBe(1);
  });
});

test('a board that is closed tells nothing more', async () => {
  const { words } = await follow();
  board.close();
  happens(started(1));
  expect([words(), watchers.size, timers.length]).toEqual([[], 0, 0]);
});
