import type { FactOf } from '../../flow/facts.ts';
import { type Phrase, type Place, phrase } from './phrase.ts';
import { toDuration } from './plain-words.ts';

/** Whoever was answered sooner did not wait. */
const AT_ONCE_SECONDS = 5;

export function queueLeftPhrase(fact: FactOf<'queue-left'>, place: Place): Phrase {
  const { queue, result, exit, waitSeconds } = fact;
  const waited = waitedWords(queue, waitSeconds);
  switch (result) {
    case 'bridged':
      return phrase(answeredWords(fact, place));
    case 'hung-up':
      return phrase(hungUpWords(queue, waitSeconds));
    case 'full':
      return phrase(`too many waited for ${queue}`);
    case 'failed':
      return phrase(`could not be put through to ${queue}`);
    default:
      return phrase(exit === 'timeout' ? `${waited}, and nobody was free` : waited);
  }
}

const waitedWords = (queue: string, seconds: number): string => `waited ${toDuration(seconds)} for ${queue}`;

export const hungUpWords = (queue: string, seconds: number): string =>
  seconds < 1 ? `hung up while waiting for ${queue}` : `${waitedWords(queue, seconds)} and hung up`;

function answeredWords({ queue, waitSeconds }: FactOf<'queue-left'>, place: Place): string {
  const talk = talkSeconds(place);
  const talked = talk < 1 ? '' : ` and talked ${toDuration(talk)}`;
  if (waitSeconds < AT_ONCE_SECONDS) return `${queue} answered at once${talked}`;
  return `${waitedWords(queue, waitSeconds)}${talked === '' ? ', which answered' : talked}`;
}

/** Of the talk that this fact is the end of: the visits that were answered come in the order of their facts. */
function talkSeconds({ call, facts, index }: Place): number {
  const earlier = facts.slice(0, index).filter(({ fact }) => fact.type === 'queue-left' && fact.result === 'bridged');
  return call.visits.filter(({ result }) => result === 'answered')[earlier.length]?.handleSeconds ?? 0;
}

/** A team that has gone home, told as the queue where the caller has waited in it before. */
export function queueClosedPhrase({ queue }: FactOf<'queue-closed'>, { facts, index }: Place): Phrase {
  const waited = facts.slice(0, index).some(({ fact }) => fact.type === 'queue-joined' && fact.queue === queue);
  return phrase(waited ? 'the queue closed' : `${queue} was closed`);
}
