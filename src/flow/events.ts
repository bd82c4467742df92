import type { CallSid } from '../values/call-sid.ts';
import type { E164 } from '../values/phone-number.ts';
import type { Value } from '../values/typed-value.ts';

/** How a caller came out of a queue. */
export type QueueResult = 'bridged' | 'left' | 'full' | 'failed' | 'hung-up' | 'redirected';

/** What comes back from a request: an outcome of its contract, and what it found. */
export interface Answer {
  readonly outcome: string;
  readonly output: Readonly<Record<string, Value>>;
  /** Whom the caller has proved to be, where the outcome raises the level. No variable of a flow ever holds it. */
  readonly account?: string;
  /** Set where nothing came within the deadline, as against an answer that could not be used. */
  readonly isLate?: true;
}

/** One thing that happened outside; each begins a turn. */
export type CallEvent =
  | {
      readonly type: 'answered';
      /** Absent where the number is withheld or is no telephone number. */
      readonly caller?: E164;
      readonly dialled: string;
      readonly callerName?: string;
      /** Whose call it is on the agents' line; absent for customers. */
      readonly agent?: string;
      /** The turn the call was at, where its state is lost and it starts over. */
      readonly afterLossOf?: number;
    }
  | { readonly type: 'digits'; readonly digits: string }
  | { readonly type: 'speech'; readonly text: string; readonly confidence: number | undefined }
  | { readonly type: 'no-input' }
  /** The answer to the request that the call waits for. `tookMs` is for the record. */
  | {
      readonly type: 'service-answered';
      readonly answer: Answer;
      readonly tookMs: number;
      /** True where nobody knows whether what was asked has been done. */
      readonly effectUnknown?: boolean;
    }
  /** Whoever asked is gone, and asking again is safe. */
  | { readonly type: 'ask-again' }
  /** The caller was held and asks again; there is no answer yet. */
  | { readonly type: 'still-waiting' }
  | { readonly type: 'left-queue'; readonly result: QueueResult; readonly waitSeconds: number }
  | { readonly type: 'recorded'; readonly recording: string; readonly seconds: number }
  | { readonly type: 'not-recorded' }
  | {
      readonly type: 'dialled';
      readonly outcome: 'completed' | 'busy' | 'no-answer' | 'failed';
      readonly talkSeconds: number;
      /** The call at the other end, where that is told. */
      readonly with?: CallSid;
    }
  /** What the caller did is lost with the state it was done in. `turn` is the one the carrier was at. */
  | { readonly type: 'state-lost'; readonly turn: number }
  /** The carrier could not use the last reply. `code` is the carrier's. */
  | { readonly type: 'reply-refused'; readonly code: string }
  /** The call is over; `status` is the carrier's word for how. */
  | {
      readonly type: 'hung-up';
      readonly status: string;
      readonly seconds?: number;
      /** True where the caller was talking to a person by then. */
      readonly hasTalked?: boolean;
    };

/** Whether an event tells of a talk with a person that is over. */
export const endsTalk = (event: CallEvent): boolean =>
  (event.type === 'left-queue' && event.result === 'bridged') ||
  (event.type === 'dialled' && event.outcome === 'completed');

/** What the wait document of a queue is asked with, again and again. */
export interface WaitEvent {
  readonly position: number;
  readonly waitSeconds: number;
  /** The key pressed while waiting. */
  readonly digits?: string;
}
