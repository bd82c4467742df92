import type { RecordedFact } from '../../src/calls/call-record.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { NOON } from './journal-entries.ts';

/** Facts of one call, a turn each; the first at noon, and each so many seconds after the one before as stands in front of it. */
export function factsAt(...told: readonly (Fact | number)[]): readonly RecordedFact[] {
  let at = NOON;
  const facts: RecordedFact[] = [];
  for (const one of told) {
    if (typeof one === 'number') at += one * 1000;
    else facts.push({ turn: `c.${facts.length}`, index: 0, at, fact: one });
  }
  return facts;
}

/** A call from Hong Kong on the release `r1`. */
export const RANG: Fact = { type: 'call-started', release: 'r1', caller: '+85291234567', dialled: '+85230000000' };

/** The caller hung up, and the carrier told it. */
export const hungUp = (disposition: 'completed' | 'caller-hung-up' | 'abandoned-in-queue' | 'answered'): Fact => ({
  type: 'call-ended',
  disposition,
  status: 'completed',
  seconds: 60,
});
