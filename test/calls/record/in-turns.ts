import type { RecordedFact } from '../../../src/calls/call-record.ts';
import type { Fact } from '../../../src/flow/facts.ts';
import { NOON } from '../../support/journal-entries.ts';

/** Facts of the caller's lane, one a turn; each comes so many seconds after noon as is told before it, or as the last. */
export function inTurns(...told: readonly (number | Fact)[]): readonly RecordedFact[] {
  const facts: RecordedFact[] = [];
  let at = NOON;
  for (const one of told) {
    if (typeof one === 'number') at = NOON + one * 1000;
    else facts.push({ turn: `c.${facts.length}`, index: 0, at, fact: one });
  }
  return facts;
}
