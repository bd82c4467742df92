import type { CallRecord, RecordedFact } from '../../calls/call-record.ts';
import { type Phrase, phrase } from './phrase.ts';
import { nodeWords } from './plain-words.ts';
import { hungUpWords } from './queue-phrases.ts';

/** How a call ended, as far as that is not told yet; of one that runs where it is. */
export function endingPhrases(call: CallRecord, facts: readonly RecordedFact[]): readonly Phrase[] {
  const { disposition, endedBy, endedAt } = call;
  switch (disposition) {
    case 'completed':
      return [];
    case 'answered':
      return endedBy === 'agent' || endedBy === 'caller' ? [phrase(`the ${endedBy} ended the talk`)] : [];
    case 'abandoned-in-queue':
      return hungUpInQueue(facts) ? [] : [phrase(abandonedWords(call))];
    case 'caller-hung-up':
      return hungUpInQueue(facts) ? [] : [phrase(`hung up${atLastNode(call)}`)];
    case 'no-answer':
      return [phrase('rang off before the hotline answered')];
    case 'failed':
      return [phrase('the call failed')];
    case 'lost':
      return [phrase('nobody told its end')];
    default:
      // A newer process may have told an end that this one has no words for.
      return endedAt === undefined ? [phrase(whereabouts(call))] : [];
  }
}

const hungUpInQueue = (facts: readonly RecordedFact[]): boolean =>
  facts.some(({ fact }) => fact.type === 'queue-left' && fact.result === 'hung-up');

function abandonedWords({ visits }: CallRecord): string {
  const { queue, waitSeconds } = visits.at(-1) ?? {};
  if (queue === undefined) return 'hung up while waiting';
  return waitSeconds === undefined ? `hung up while waiting for ${queue}` : hungUpWords(queue, waitSeconds);
}

const atLastNode = ({ lastNode, nodes }: CallRecord): string =>
  lastNode === undefined ? '' : ` at ${nodeWords(lastNode, nodes[0])}`;

function whereabouts(call: CallRecord): string {
  const visit = call.visits.at(-1);
  return visit && visit.result === undefined ? `is waiting for ${visit.queue}` : `is on the line${atLastNode(call)}`;
}
