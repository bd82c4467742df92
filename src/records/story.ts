import type { CallRecord, RecordedFact } from '../calls/call-record.ts';
import { endingPhrases } from './words/ending-phrases.ts';
import { type Phrase, phrase } from './words/phrase.ts';
import { phraseOf } from './words/phrases.ts';
import { toDuration, toTimes } from './words/plain-words.ts';
import { wishesIn } from './words/wishes.ts';

/** A story of more phrases leaves out details, and then what happened in the middle. */
const MOST_PHRASES = 9;

/**
 * The story of a call in one sentence, made by templates from its facts: `Chose payment status; the back office timed out
 * twice; waited 4 min for payment-status; the queue closed; told to call after 9:00; SMS sent`.
 *
 * It holds no number, no name of a person and nothing that was keyed or said. `facts` are in the order in which they
 * happened.
 */
export function tellStory(call: CallRecord, facts: readonly RecordedFact[]): string {
  const phrases = call.agent === undefined ? callersPhrases(call, facts) : agentsPhrases(call, facts);
  const told = shortened(counted(phrases));
  return capitalised(told.length === 0 ? 'rang and listened' : told.join('; '));
}

function callersPhrases(call: CallRecord, facts: readonly RecordedFact[]): readonly Phrase[] {
  const wishes = wishesIn(facts);
  const sent = unusedCode(facts);
  const happened = facts.flatMap((recorded, index) => {
    const wish = wishes.get(recorded);
    const told = phraseOf(recorded, { call, facts, index });
    return [
      ...(wish === undefined ? [] : [phrase(wish)]),
      ...(told === undefined ? [] : [told]),
      ...(recorded === sent ? [phrase('never keyed the code that was sent')] : []),
    ];
  });
  return [...happened, ...endingPhrases(call, facts)];
}

/** The fact of the last code that was sent, where nothing came of any code. */
function unusedCode(facts: readonly RecordedFact[]): RecordedFact | undefined {
  const isTried = facts.some(({ fact }) => fact.type === 'service-answered' && fact.service === 'identity.check-code');
  if (isTried) return undefined;
  return facts.findLast(
    ({ fact }) =>
      fact.type === 'service-answered' && fact.service === 'identity.send-code' && fact.outcome.startsWith('sent-'),
  );
}

/** Whoever takes calls is told of by these calls. */
function agentsPhrases(call: CallRecord, facts: readonly RecordedFact[]): readonly Phrase[] {
  const trouble = facts.flatMap((recorded, index) =>
    recorded.fact.type === 'dialled' ? [] : (phraseOf(recorded, { call, facts, index }) ?? []),
  );
  const taken = facts.filter(({ fact }) => fact.type === 'dialled' && fact.outcome === 'completed').length;
  const talked = taken === 0 ? 'took no call' : `took ${taken === 1 ? 'a call' : `${taken} calls`}`;
  const length = call.talkSeconds < 1 ? '' : ` and talked ${toDuration(call.talkSeconds)}`;
  return [phrase('an agent rang to take calls'), ...trouble, phrase(`${talked}${length}`), ...agentsEnd(call)];
}

/** However agents put the telephone down, it is no news. */
const agentsEnd = (call: CallRecord): readonly Phrase[] =>
  call.disposition === undefined || call.disposition === 'lost' || call.disposition === 'failed'
    ? endingPhrases(call, [])
    : [];

/** What is told twice or more is told where it came first, with how often. */
function counted(phrases: readonly Phrase[]): readonly Phrase[] {
  const counts = new Map<string, number>();
  for (const { text } of phrases) counts.set(text, (counts.get(text) ?? 0) + 1);
  const firsts = phrases.filter(({ text }, place) => phrases.findIndex((other) => other.text === text) === place);
  return firsts.map((first) =>
    first.isOnce ? first : { ...first, text: `${first.text}${toTimes(counts.get(first.text) ?? 1)}` },
  );
}

function shortened(phrases: readonly Phrase[]): readonly string[] {
  const weighty = phrases.length <= MOST_PHRASES ? phrases : phrases.filter(({ isDetail }) => !isDetail);
  const texts = weighty.map(({ text }) => text);
  if (texts.length <= MOST_PHRASES) return texts;
  const half = Math.floor(MOST_PHRASES / 2);
  return [...texts.slice(0, half), 'and more', ...texts.slice(-half)];
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
