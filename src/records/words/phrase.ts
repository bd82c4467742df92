import type { CallRecord, RecordedFact } from '../../calls/call-record.ts';

/** Something that a story tells. What is told again is told once, with how often. */
export interface Phrase {
  readonly text: string;
  /** What is left out first where a call has much to tell. */
  readonly isDetail?: true;
  /** How often does not matter. */
  readonly isOnce?: true;
}

/** A fact among the facts of its call, which are in the order in which they happened. */
export interface Place {
  readonly call: CallRecord;
  readonly facts: readonly RecordedFact[];
  readonly index: number;
}

export const phrase = (text: string): Phrase => ({ text });
export const detail = (text: string): Phrase => ({ text, isDetail: true });
export const once = (text: string): Phrase => ({ text, isOnce: true });
