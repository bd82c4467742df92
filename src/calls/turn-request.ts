import type { CallEvent } from '../flow/events.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { E164 } from '../values/phone-number.ts';

/** Who rings whom, as every webhook of a call tells again. */
export interface Arrival {
  readonly caller?: E164;
  readonly dialled: string;
  readonly callerName?: string;
  /** Whose call it is on the agents' line; absent for customers. */
  readonly agent?: string;
}

/** A webhook of lane `call`. Turn 0 is the entry; it has no nonce. */
export interface TurnRequest extends Arrival {
  readonly sid: CallSid;
  readonly turn: number;
  readonly nonce?: string;
  /** The carrier's code where it could not use our last reply, or not get it; turn and nonce then do not count. */
  readonly refused?: string;
  /** What happened, in order; empty where the carrier just asks what to do next. */
  readonly events: readonly CallEvent[];
}
