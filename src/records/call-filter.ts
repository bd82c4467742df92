import type { Disposition } from '../flow/facts.ts';
import type { NodeId } from '../flow/ids.ts';
import type { Level } from '../flow/variables.ts';

/**
 * What calls are looked for by; a call must meet all that is given. Whoever asks has been asked already whether they may:
 * a filter knows no roles.
 */
export interface CallFilter {
  /** Calls that started from this instant on, epoch milliseconds. */
  readonly from?: number;
  /** Calls that started before this instant, epoch milliseconds. */
  readonly to?: number;
  /** The keyed hash of the caller's number. */
  readonly callerKey?: string;
  /** The last digits of the caller's number, at most four. */
  readonly callerTail?: string;
  readonly dialled?: string;
  /** Any queue that the call joined. */
  readonly queue?: string;
  /** What the caller rang about. */
  readonly topic?: string;
  /** A node that the call reached, as `payment/say-status`. */
  readonly node?: NodeId;
  readonly disposition?: Disposition | 'running' | 'lost';
  readonly language?: string;
  readonly region?: string;
  readonly release?: string;
  readonly rating?: string;
  readonly verification?: Level;
  /** Calls that waited longer than so many seconds, in all queues together. */
  readonly waitedOver?: number;
  /** Calls that talked longer than so many seconds. */
  readonly talkedOver?: number;
  /** A part of the caller's name or of what was understood of a voicemail, whatever the case of its letters. */
  readonly text?: string;
}
