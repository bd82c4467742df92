import { beginCall } from '../engine/begin-call.ts';
import type { Fact } from '../flow/facts.ts';
import type { Asking } from './asking.ts';
import { type Draft, emptyDraft, withEvent } from './draft.ts';
import type { Takeable } from './origin.ts';
import type { CallStore, LiveHours, Logger, Releases, StoredCall } from './ports.ts';
import type { TurnRequest } from './turn-request.ts';
import { whileAsking } from './while-asking.ts';
import { worldAt } from './world-at.ts';

export interface Opening {
  readonly store: CallStore;
  readonly releases: Releases;
  readonly hours: LiveHours;
  readonly asking: Asking;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
}

/** The call after a webhook's events, before anything is asked outside. */
export function createOpening(options: Opening) {
  const { releases, hours, log, now } = options;

  /** A call that is not known: it starts; in mid-flow it hears that something was lost, and starts over. */
  function begin({ sid, turn, refused, caller, dialled, callerName, agent }: TurnRequest): Draft {
    const release = releases.current();
    const isFresh = turn === 0 && refused === undefined;
    const event = {
      type: 'answered',
      dialled,
      ...(caller === undefined ? {} : { caller }),
      ...(callerName === undefined ? {} : { callerName }),
      ...(agent === undefined ? {} : { agent }),
      ...(isFresh ? {} : { afterLossOf: turn }),
    } as const;
    const world = worldAt(hours, now());
    return withEvent(emptyDraft(release, beginCall(release, sid, { event, at: world.at }), world), event);
  }

  /** The release of a live call is gone: the call begins anew on the running one. */
  function beginAgain({ call, turn }: StoredCall, request: TurnRequest): Draft {
    log.error({ callSid: request.sid, release: call.release }, 'the release of a live call is gone');
    const draft = begin({ ...request, turn: Math.max(request.turn, turn, 1) });
    const lost: Fact = { type: 'release-lost', release: call.release };
    return { ...draft, facts: [lost, ...draft.facts] };
  }

  async function open(from: Takeable, request: TurnRequest): Promise<Draft> {
    if (from.type === 'begin') return begin(request);
    const { call } = from.stored;
    const release = await releases.find(call.release);
    if (!release) return beginAgain(from.stored, request);
    const draft = emptyDraft(release, call, worldAt(hours, now()));
    if (from.type === 'lost') return withEvent(draft, { type: 'state-lost', turn: request.turn });
    if (request.refused !== undefined) return withEvent(draft, { type: 'reply-refused', code: request.refused });
    const events = call.phase === 'asking' ? await whileAsking(options, draft, request.events) : request.events;
    return events.reduce(withEvent, draft);
  }

  return { begin, open };
}
