import type { Registry } from 'prom-client';
import type { LiveHours } from '../calls/ports.ts';
import { worldAt } from '../calls/world-at.ts';
import type { Release } from '../flow/release.ts';
import { decideLiveHours } from '../hours/decide.ts';
import type { WaitingCallers, WaitingQueue } from '../queues/waiting-callers.ts';
import { gauge, READING_LIMIT_MS, type Reading } from './reading.ts';
import { createSampler } from './sampler.ts';

/** Whether a back office is asked, as a circuit. */
type Circuit = 'closed' | 'open' | 'half-open';
const CIRCUITS: readonly Circuit[] = ['closed', 'open', 'half-open'];

/** Where the figures about the hotline itself are looked up. */
export interface StateSources {
  /** Whether the store of calls answers now. */
  readonly isReady: () => Promise<boolean>;
  /** The release that new calls begin with. */
  readonly release: () => Release;
  readonly backOffice: () => Circuit;
  readonly hours: LiveHours;
  /** Who waits, in all processes together; absent where the carrier has no REST API for us. */
  readonly waiting: WaitingCallers | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What the hotline stands on now, and who waits. */
export function createStateReading(registry: Registry, sources: StateSources): Reading {
  const readings = [
    readStore(registry, sources),
    readRelease(registry, sources),
    readBackOffice(registry, sources),
    readRegions(registry, sources),
    readQueues(registry, sources),
  ];
  return async () => {
    await Promise.all(readings.map((read) => read()));
  };
}

function readStore(registry: Registry, { isReady }: StateSources): Reading {
  const ready = gauge(registry, {
    name: 'hotline_store_ready',
    help: '1 while the store of calls answers, 0 while callers get the reduced mode.',
  });
  const sample = createSampler(isReady, READING_LIMIT_MS);
  return async () => ready.set((await sample()) === true ? 1 : 0);
}

function readRelease(registry: Registry, { release }: StateSources): Reading {
  const info = gauge(registry, {
    name: 'hotline_release_info',
    help: 'The release that new calls begin with; always 1.',
    labelNames: ['release'],
  });
  return async () => {
    info.reset();
    info.set({ release: release().id }, 1);
  };
}

function readBackOffice(registry: Registry, { backOffice }: StateSources): Reading {
  const circuit = gauge(registry, {
    name: 'hotline_back_office_circuit',
    help: '1 for the state of the circuit to the back office: it is asked while closed, and not while open.',
    labelNames: ['state'],
  });
  return async () => {
    for (const state of CIRCUITS) circuit.set({ state }, backOffice() === state ? 1 : 0);
  };
}

function readRegions(registry: Registry, { release, hours, now }: StateSources): Reading {
  const open = gauge(registry, {
    name: 'hotline_region_open',
    help: '1 while people answer in a region, by its calendar and what is closed or opened against it.',
    labelNames: ['region'],
  });
  return async () => {
    const { regions, calendars } = release();
    const world = worldAt(hours, now());
    open.reset();
    for (const [region, { calendar: id }] of Object.entries(regions)) {
      const calendar = calendars[id];
      if (calendar) open.set({ region }, decideLiveHours({ calendar, ...world }).state === 'open' ? 1 : 0);
    }
  };
}

function readQueues(registry: Registry, { waiting, release }: StateSources): Reading {
  const callers = gauge(registry, {
    name: 'hotline_queue_callers',
    help: 'Callers who wait in a queue now, in all processes together.',
    labelNames: ['queue'],
  });
  const longest = gauge(registry, {
    name: 'hotline_queue_longest_wait_seconds',
    help: 'How long the first caller of a queue has waited, 0 where nobody waits.',
    labelNames: ['queue'],
  });
  const sample = createSampler<readonly WaitingQueue[] | undefined>(
    async () => waiting?.(Object.keys(release().queues)),
    READING_LIMIT_MS,
  );
  return async () => {
    const filled = await sample();
    callers.reset();
    longest.reset();
    if (!filled) return;
    for (const queue of Object.keys(release().queues)) {
      const found = filled.find((one) => one.queue === queue);
      callers.set({ queue }, found?.callers ?? 0);
      longest.set({ queue }, found?.longestSeconds ?? 0);
    }
  };
}
