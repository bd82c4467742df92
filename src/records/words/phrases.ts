import type { RecordedFact } from '../../calls/call-record.ts';
import type { Fact, FactOf } from '../../flow/facts.ts';
import { detail, once, type Phrase, type Place, phrase } from './phrase.ts';
import { nodeWords, toClockTime, toDuration } from './plain-words.ts';
import { queueClosedPhrase, queueLeftPhrase } from './queue-phrases.ts';
import { answerPhrase } from './service-phrases.ts';

/** What a fact tells that matters in a story; nothing of most. */
export function phraseOf({ at, turn, fact }: RecordedFact, place: Place): Phrase | undefined {
  switch (fact.type) {
    case 'hours-checked':
      return isFirst(place) ? arrivalPhrase(fact) : undefined;
    case 'opening-told':
      return openingPhrase(fact, at);
    case 'chosen':
      return fact.exit === 'always-agent' ? once('asked for a person') : undefined;
    case 'exhausted':
      return exhaustedPhrase(fact, place);
    case 'service-answered':
      return answerPhrase(fact, place);
    case 'verified':
      return VERIFIED[fact.level];
    case 'queue-closed':
      return queueClosedPhrase(fact, place);
    case 'queue-left':
      return queueLeftPhrase(fact, place);
    case 'recording-consent':
      return consentPhrase(fact);
    case 'recorded':
      return phrase(`left a ${fact.purpose}`);
    case 'callback-requested':
      return once('asked to be called back');
    case 'message-sent':
      return isRestOfText(turn, place) ? undefined : messagePhrase(fact);
    case 'dialled':
      return dialledPhrase(fact);
    case 'tagged':
      return fact.key === 'rating' ? ratingPhrase(fact) : undefined;
    default:
      return TROUBLE[fact.type];
  }
}

const VERIFIED: Readonly<Record<FactOf<'verified'>['level'], Phrase | undefined>> = {
  none: undefined,
  'caller-known': undefined,
  email: once('verified by e-mail'),
  sms: once('verified by text message'),
  full: once('verified in full'),
};

/** What went otherwise than it should, where no more is to be told of it. */
const TROUBLE: Readonly<Partial<Record<Fact['type'], Phrase>>> = {
  'effect-unknown': phrase('nobody knows whether what was asked for was done'),
  'bound-reached': phrase('was led in circles'),
  'reply-refused': phrase('the carrier could not use a reply'),
  'state-lost': phrase('the hotline lost its place'),
  'release-lost': phrase('the release was gone'),
  failed: phrase('an error interrupted the call'),
  paused: detail('asked for time'),
};

const isFirst = ({ facts, index }: Place): boolean =>
  facts.findIndex(({ fact }) => fact.type === facts[index]?.fact.type) === index;

const CLOSED_BY: Readonly<Record<string, Phrase>> = {
  holiday: phrase('rang on a holiday'),
  closure: phrase('rang during a closure'),
};
const OUTSIDE_HOURS = phrase('rang outside opening hours');

const arrivalPhrase = ({ state, layer }: FactOf<'hours-checked'>): Phrase | undefined =>
  state === 'closed' ? (CLOSED_BY[layer] ?? OUTSIDE_HOURS) : undefined;

function openingPhrase({ opening }: FactOf<'opening-told'>, at: number): Phrase | undefined {
  const time = toClockTime(opening, at);
  return time === undefined ? undefined : once(`told to call after ${time}`);
}

/** Whoever never said or keyed anything there was not misunderstood. */
function exhaustedPhrase({ node }: FactOf<'exhausted'>, { call, facts, index }: Place): Phrase {
  const misses = facts
    .slice(0, index)
    .flatMap(({ fact }) => (fact.type === 'missed' && fact.node === node ? [fact.cause] : []));
  const isSilent = misses.length > 0 && misses.every((cause) => cause === 'no-input');
  return phrase(`${isSilent ? 'was silent' : 'was not understood'} at ${nodeWords(node, call.nodes[0])}`);
}

/** Where callers are only told that talks are recorded there is nothing that they did. */
function consentPhrase({ policy, talks }: FactOf<'recording-consent'>): Phrase | undefined {
  if (policy !== 'consent') return undefined;
  return detail(talks === 'recorded' ? 'agreed to be recorded' : 'did not agree to be recorded');
}

/** One text may be made of several prompts, each with a fact of its own, in one turn. */
const isRestOfText = (turn: string, { facts, index }: Place): boolean => {
  const last = facts[index - 1];
  return last?.turn === turn && last.fact.type === 'message-sent';
};

const messagePhrase = ({ outcome }: FactOf<'message-sent'>): Phrase =>
  phrase(outcome === 'sent' ? 'SMS sent' : 'an SMS could not be sent');

function dialledPhrase({ outcome, talkSeconds }: FactOf<'dialled'>): Phrase {
  return outcome === 'completed'
    ? phrase(`was put through and talked ${toDuration(talkSeconds)}`)
    : phrase('could not be put through');
}

/** What stands in a tag may have come from anywhere: only what is a rating is told as one. */
const ratingPhrase = ({ value }: FactOf<'tagged'>): Phrase =>
  once(/^\d{1,2}$/.test(value) ? `rated it ${value}` : 'rated it');
