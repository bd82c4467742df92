import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { CloseWorld } from '../../src/cli/live-hours/close.ts';
import { createFileLiveHours } from '../../src/files/live-hours.ts';
import { calendarWith } from '../hours/calendars.ts';

/** Tuesday, ten in the morning in Shanghai, three in London. */
export const NOW = Date.parse('2026-11-24T10:00:00+08:00');

/** What a command said, and its exit status. */
export interface Said {
  readonly status: number;
  readonly printed: readonly string[];
  readonly complaints: readonly string[];
}

/** A store of its own for each test, and commands that are run on it. */
export function liveHours() {
  let folder = '';
  let ids = 0;
  let now = NOW;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'live-hours-'));
    ids = 0;
    now = NOW;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const world = (): CloseWorld => ({
    calendars: [
      calendarWith({ id: 'cn' }),
      calendarWith({ id: 'gb', zone: 'Europe/London' }),
      calendarWith({ id: 'hk', zone: 'Asia/Hong_Kong' }),
    ],
    queues: ['login', 'general'],
    reasons: new Map([
      ['maintenance', { en: 'maintenance work', 'zh-CN': '系统维护' }],
      ['weather', { en: 'severe weather', 'zh-CN': '恶劣天气' }],
    ]),
    store: createFileLiveHours(folder, { now: () => now }),
    now,
    newId: () => {
      ids += 1;
      return `id${ids}`;
    },
  });

  return {
    world,
    at: (instant: string) => {
      now = Date.parse(instant);
    },
    run: async <Options>(
      command: (
        options: Options,
        world: CloseWorld,
        io: { print(line: string): void; complain(line: string): void },
      ) => Promise<number>,
      options: Options,
    ): Promise<Said> => {
      const printed: string[] = [];
      const complaints: string[] = [];
      const io = {
        print: (line: string) => void printed.push(line),
        complain: (line: string) => void complaints.push(line),
      };
      return { status: await command(options, world(), io), printed, complaints };
    },
  };
}
