import { beginCall } from '../engine/begin-call.ts';
import type { Action } from '../flow/actions.ts';
import type { Call } from '../flow/call.ts';
import { type CallEvent, endsTalk } from '../flow/events.ts';
import { regionCalendar } from '../flow/region-calendar.ts';
import type { Release } from '../flow/release.ts';
import { decideLiveHours } from '../hours/decide.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { Render } from './completing.ts';
import type { LiveHours, Logger, Releases } from './ports.ts';
import { toSpoken } from './spoken.ts';
import type { Arrival } from './turn-request.ts';
import { worldAt } from './world-at.ts';

/** Who reaches the reduced mode; the log names their call. */
export interface Reaching extends Arrival {
  readonly sid?: CallSid;
}

/** What callers hear while there is no state: a greeting, the truth about the hours, and a person if there is one. */
export interface Reduced {
  /** For any webhook of a call; who has talked to a person by then hears goodbye. */
  greet(arrival: Reaching, events: readonly CallEvent[]): string;
  /** For a caller who waits in a queue: the wait goes on. */
  wait(arrival: Reaching): string;
  /** For a caller whose wait is over. */
  after(arrival: Reaching, events: readonly CallEvent[]): string;
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

/** Who rings where nobody can say: the default region and language are theirs. */
const ANYBODY: Arrival = { dialled: '' };

/** What the number rung, and the caller's own, tell of a call. */
interface Place {
  readonly release: Release;
  readonly call: Call;
}

/**
 * The reduced mode: documents that need nothing but the release, the clock and who rings whom. No verification, no
 * lookups. None of them ever fails: where one cannot be made, what was made at the start is given.
 *
 * @throws {Error} if the release cannot even say that it is sorry
 */
export function createReduced({ releases, hours, render, now, queue, log }: ReducedOptions): Reduced {
  const write = ({ dialled, caller }: Arrival, actions: (at: Place) => readonly Action[]): string => {
    const release = releases.current();
    const at = now();
    const event = { type: 'answered', dialled, ...(caller === undefined ? {} : { caller }) } as const;
    const call = beginCall(release, NOBODY, { event, at });
    const spoken = toSpoken(actions({ release, call }), { release, call, at });
    return render(spoken, { release }, { turn: 0, nonce: '', lane: 'reduced' });
  };

  const isOpen = (place: Place): boolean => {
    const weekly = place.release.queues[queue]?.hours;
    const line = { calendar: regionCalendar(place), queue: { id: queue, ...(weekly ? { weekly } : {}) } };
    return decideLiveHours({ ...line, ...worldAt(hours, now()) }).state === 'open';
  };

  const lastResort = write(ANYBODY, (at) => [say('apology', at), say('goodbye', at), { type: 'hang-up' }]);
  const lastWait = write(ANYBODY, () => [{ type: 'pause', seconds: WAIT_SECONDS }]);

  const writeOr = (last: string, arrival: Reaching, actions: (at: Place) => readonly Action[]): string => {
    try {
      return write(arrival, actions);
    } catch (err) {
      log.error({ callSid: arrival.sid, err }, 'the reduced mode failed');
      return last;
    }
  };

  return {
    lastResort,
    lastWait,
    greet: (arrival, events) =>
      writeOr(lastResort, arrival, (at) => {
        if (events.some(endsTalk)) return [say('goodbye', at), { type: 'hang-up' }];
        return isOpen(at)
          ? [say('reduced-greeting', at), { type: 'enqueue', queue }]
          : [say('reduced-closed', at), { type: 'hang-up' }];
      }),
    wait: (arrival) =>
      writeOr(lastWait, arrival, (at) => [say('one-moment', at), { type: 'pause', seconds: WAIT_SECONDS }]),
    after: (arrival, events) =>
      writeOr(lastResort, arrival, (at) => [
        say(events.some(endsTalk) ? 'goodbye' : 'reduced-closed', at),
        { type: 'hang-up' },
      ]),
  };
}

const say = (prompt: string, { call: { language } }: Place): Action => ({
  type: 'say',
  prompt,
  language,
  values: {},
  bargeIn: true,
});
