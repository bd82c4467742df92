import type { CallStatus } from '../calls/call-event.ts';
import type { Parameters } from '../webhooks/signature.ts';

/** What came of dialling. */
export interface Dialled {
  readonly status: CallStatus;
  /** The leg at the other end, where there was one. */
  readonly sid?: string | undefined;
  /** How long the two were connected; `undefined` where they never were. */
  readonly bridgedMs?: number | undefined;
  /** What a Dial to a queue tells besides. */
  readonly queue?: Parameters;
  /** This end is gone, or was led elsewhere. */
  readonly isCut: boolean;
}
