import type { Fact } from '../../flow/facts.ts';
import type { JournalEntry } from '../journal.ts';

/** What a turn told, without who called and what was understood of them: the caller is erased. */
export const withoutCaller = (entry: JournalEntry): JournalEntry => ({ ...entry, facts: entry.facts.map(bare) });

function bare(fact: Fact): Fact {
  if (fact.type === 'call-started') {
    const { caller: _caller, callerName: _name, ...rest } = fact;
    return rest;
  }
  if (fact.type === 'transcribed') {
    const { text: _text, ...rest } = fact;
    return rest;
  }
  return fact;
}
