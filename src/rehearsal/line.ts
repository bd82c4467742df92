import type { TakeNotice } from '../calls/notices.ts';
import type { StoredCall } from '../calls/ports.ts';
import type { TakeTurn } from '../calls/turns.ts';
import type { AnswerWait } from '../calls/waiting.ts';
import type { WatchedTurn } from '../calls/watch-turns.ts';
import type { CallEvent } from '../flow/events.ts';
import type { KnownThings } from './choices.ts';
import type { PlannedCall } from './plan-week.ts';

/** The hotline, as a carrier that needs no network reaches it. */
export interface Line {
  readonly takeTurn: TakeTurn;
  readonly answerWait: AnswerWait;
  readonly takeNotice: TakeNotice;
  readonly find: (sid: PlannedCall['sid']) => Promise<StoredCall | undefined>;
  /** The latest turn of a call, as those see it who look on. */
  readonly watched: (sid: PlannedCall['sid']) => WatchedTurn | undefined;
  /** The clock that the hotline goes by. */
  readonly clock: { at: number };
  readonly known: KnownThings;
}

/** A made-up caller at the phone. */
export interface Playing {
  readonly planned: PlannedCall;
  readonly line: Line;
}

const SECOND_MS = 1000;

/** Lets time go by. */
export function passes({ line }: Playing, seconds: number): void {
  line.clock.at += seconds * SECOND_MS;
}

/** Tells the hotline what happened, as the carrier's next webhook of the call does. */
export async function takeTurn({ planned, line }: Playing, events: readonly CallEvent[]): Promise<void> {
  const { sid, caller, callerName, dialled } = planned;
  const stored = await line.find(sid);
  await line.takeTurn({
    sid,
    caller,
    dialled,
    ...(callerName === undefined ? {} : { callerName }),
    turn: stored ? stored.turn + 1 : 0,
    ...(stored ? { nonce: stored.nonce } : {}),
    events,
  });
}

/** Tells the hotline that the call is over. */
export async function endCall({ planned, line }: Playing): Promise<void> {
  const { sid, startsAt } = planned;
  const seconds = Math.round((line.clock.at - startsAt) / SECOND_MS);
  await line.takeNotice({ sid, key: 'status.completed', ended: { type: 'hung-up', status: 'completed', seconds } });
}
