import { afterEach, expect, test, vi } from 'vitest';
import type { HoursChange } from '../../src/releases/hours-change.ts';
import type { LiveHoursStore } from '../../src/releases/live-hours-store.ts';
import { type WatchedHours, watchLiveHours } from '../../src/releases/watch-live-hours.ts';
import { closureAt } from '../contracts/live-hours-store.ts';

const EVERY_MS = 400;
const closure = closureAt(0, 1000);
const override: HoursChange = { ...closure, type: 'override', state: 'open', id: 'override-1' };

let hours: WatchedHours | undefined;

afterEach(() => {
  hours?.stop();
  vi.useRealTimers();
});

/** A watched store that lists what it is told to, or fails. */
async function watch(first: readonly HoursChange[] | Error) {
  vi.useFakeTimers();
  let listed = first;
  let looks = 0;
  const store: LiveHoursStore = {
    list: async () => {
      looks += 1;
      if (listed instanceof Error) throw listed;
      return listed;
    },
    add: async () => undefined,
    end: async () => false,
  };
  const lines: string[] = [];
  const write = (_: unknown, line: string) => void lines.push(line);
  hours = await watchLiveHours(store, { log: { info: write, warn: write, error: write }, everyMs: EVERY_MS });
  return {
    hours,
    lines,
    looks: () => looks,
    lists: (next: readonly HoursChange[] | Error) => {
      listed = next;
    },
    passes: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

test('what is stored counts from the first moment, closures and overrides apart', async () => {
  const { hours } = await watch([closure, override]);

  expect(hours.closures()).toEqual([closure]);
  expect(hours.overrides()).toEqual([override]);
});

test('what is added or ended elsewhere counts within a second', async () => {
  const { hours, lists, passes } = await watch([]);
  lists([closure]);
  await passes(1000);
  expect(hours.closures()).toEqual([closure]);

  lists([]);
  await passes(1000);
  expect(hours.closures()).toEqual([]);
});

test('while the store is silent the last known goes on, and one line says so', async () => {
  const { hours, lines, lists, passes } = await watch([closure]);
  lists(new Error('gone'));
  await passes(10_000);

  expect(hours.closures()).toEqual([closure]);
  expect(lines).toEqual(['closures and overrides cannot be read: those last known go on counting']);

  lists([]);
  await passes(1000);
  expect(hours.closures()).toEqual([]);
  expect(lines).toHaveLength(2);
});

test('a store that is silent from the start leaves the calendars to decide', async () => {
  const { hours, lists, passes } = await watch(new Error('gone'));
  expect(hours.closures()).toEqual([]);

  lists([closure]);
  await passes(1000);
  expect(hours.closures()).toEqual([closure]);
});

test('nothing is read any more once it is stopped', async () => {
  const { hours, looks, passes } = await watch([]);
  hours.stop();
  await passes(10_000);

  expect(looks()).toBe(1);
});
