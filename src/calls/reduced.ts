import { beginCall } from '../engine/begin-call.ts';
import type { Action } from '../flow/actions.ts';
import type { CallEvent } from '../flow/events.ts';
import type { Release } from '../flow/release.ts';
import { decideLiveHours } from '../hours/decide.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { Render } from './completing.ts';
import type { LiveHours, Logger, Releases } from './ports.ts';
import { toSpoken } from './spoken.ts';

/** What callers hear while there is no state: a greeting, the truth about the hours, and a person if there is one. */
export interface Reduced {
  /** For any webhook of a call. */
  greet(): string;
  /** For a caller who waits in a queue: the wait goes on. */
  wait(): string;
  /** For a caller whose wait is over. */
  after(events: readonly CallEvent[]): string;
  /** An apology and a goodbye, made at the start: for when nothing else can be made. */
  readonly lastResort: string;
  /** The same for a caller who waits: they go on waiting. */
  readonly lastWait: string;
}

export interface ReducedOptions {
  readonly releases: Releases;
  readonly hours: LiveHours;
  readonly render: Render;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Queue of callers of whom nothing is known. */
  readonly queue: string;
  readonly log: Logger;
}

const WAIT_SECONDS = 20;
/** Stands for a call whose state is out of reach. */
const NOBODY = `CA${'0'.repeat(32)}` as CallSid;

/**
 * The reduced mode: documents that need nothing but the release and the clock. No verification, no lookups. None of them
 * ever fails: where one cannot be made, what was made at the start is given.
 *
 * @throws {Error} if the release cannot even say that it is sorry
 */
export function createReduced({ releases, hours, render, now, queue, log }: ReducedOptions): Reduced {
  const write = (actions: (release: Release) => readonly Action[]): string => {
    const release = releases.current();
    const at = now();
    const call = beginCall(release, NOBODY, { event: { type: 'answered', dialled: '' }, at });
    const spoken = toSpoken(actions(release), { release, call, at });
    return render(spoken, { release }, { turn: 0, nonce: '', lane: 'reduced' });
  };

  const isOpen = ({ calendars, regions, defaultRegion, queues }: Release): boolean => {
    const calendar = calendars[regions[defaultRegion]?.calendar ?? ''];
    const weekly = queues[queue]?.hours;
    const line = {
      queue: { id: queue, ...(weekly ? { weekly } : {}) },
      closures: hours.closures(),
      overrides: hours.overrides(),
    };
    return calendar !== undefined && decideLiveHours({ calendar, ...line, at: now() }).state === 'open';
  };

  const say = (prompt: string, { defaultLanguage }: Release): Action => ({
    type: 'say',
    prompt,
    language: defaultLanguage,
    values: {},
    bargeIn: true,
  });

  const lastResort = write((release) => [say('apology', release), say('goodbye', release), { type: 'hang-up' }]);
  const lastWait = write(() => [{ type: 'pause', seconds: WAIT_SECONDS }]);

  const writeOr = (last: string, actions: (release: Release) => readonly Action[]): string => {
    try {
      return write(actions);
    } catch (err) {
      log.error({ err }, 'the reduced mode failed');
      return last;
    }
  };

  return {
    lastResort,
    lastWait,
    greet: () =>
      writeOr(lastResort, (release) =>
        isOpen(release)
          ? [say('reduced-greeting', release), { type: 'enqueue', queue }]
          : [say('reduced-closed', release), { type: 'hang-up' }],
      ),
    wait: () => writeOr(lastWait, (release) => [say('one-moment', release), { type: 'pause', seconds: WAIT_SECONDS }]),
    after: (events) =>
      writeOr(lastResort, (release) => {
        const talked = events.some((event) => event.type === 'left-queue' && event.result === 'bridged');
        return [say(talked ? 'goodbye' : 'reduced-closed', release), { type: 'hang-up' }];
      }),
  };
}
