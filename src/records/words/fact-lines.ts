import { KEY_DEEDS } from '../../flow/always-keys.ts';
import type { Fact, FactOf } from '../../flow/facts.ts';
import { showTail } from '../../values/phone-number.ts';
import { isPlainName, toDuration, toWords } from './plain-words.ts';

/** What a line may tell beside what happened. */
export interface LineOptions {
  /** Whether the names and words of callers are told; else only that there are any. */
  readonly withWords: boolean;
}

type Lines = { readonly [Type in Fact['type']]: (fact: FactOf<Type>, options: LineOptions) => string };

/** A line of a timeline for each type of fact. None tells what was keyed, nor more of a number than its end. */
const LINES: Lines = {
  'call-started': startLine,
  'node-entered': ({ node }) => `Came to ${node}`,
  chosen: ({ exit, by }) => `${choiceWords(exit)} by ${by}`,
  'entry-given': ({ kind, by }) => `Gave ${ENTRIES[kind]} by ${by}`,
  missed: ({ cause }) => (cause === 'no-input' ? 'Did nothing' : 'Did what is not offered, or was not understood'),
  exhausted: () => 'Used up all tries',
  'pace-set': ({ pace }) => (pace === 'slow' ? 'Everything slower from now on' : 'As fast as usual again'),
  paused: () => 'Asked for time',
  resumed: ({ by }) => (by === 'caller' ? 'Was back' : 'The time asked for was over'),
  'language-set': ({ language }) => `Language: ${language}`,
  'region-set': ({ region }) => `Region: ${region}`,
  'hours-checked': ({ calendar, state, layer, rule }) => `Hours of ${calendar}: ${state}, by ${layer} (${rule})`,
  'hours-uncovered': ({ calendar }) => `The calendar ${calendar} does not cover this day`,
  'opening-told': ({ opening }) => `Was told that people answer from ${opening}`,
  'service-asked': ({ service }) => `Asked ${service}`,
  'service-answered': answerLine,
  'effect-unknown': ({ service }) => `Nobody knows whether ${service} was done`,
  verified: ({ level }) => `Verified: ${level}`,
  disclosed: ({ variables, level }) => `Was told ${variables.join(', ')}, at level ${level}`,
  'queue-closed': ({ queue }) => `The queue ${queue} was closed`,
  'queue-joined': ({ queue }) => `Joined the queue ${queue}`,
  'queue-left': ({ queue, result, exit, waitSeconds }) =>
    `Came out of the queue ${queue} after ${toDuration(waitSeconds)}: ${exit ?? result}`,
  recorded: ({ purpose, seconds }) => `Left a ${purpose} of ${toDuration(seconds)}`,
  'recording-consent': ({ policy, talks }) =>
    `Talks are ${talks === 'recorded' ? 'recorded' : 'not recorded'} (policy: ${policy})`,
  'recording-ready': ({ seconds, purpose }) =>
    `A recording ${purpose === 'talk' ? 'of the talk ' : ''}is ready: ${toDuration(seconds)}`,
  transcribed: ({ text = '' }, { withWords }) =>
    withWords && text !== '' ? `Understood: ${text}` : 'The recording was put into words',
  'not-transcribed': () => 'The recording could not be put into words',
  'callback-requested': ({ queue }) => `Asked to be called back by ${queue}`,
  'message-sent': ({ prompt, outcome }) =>
    outcome === 'sent' ? `SMS sent: ${prompt}` : `SMS could not be sent: ${prompt}`,
  dialled: ({ outcome, talkSeconds }) =>
    outcome === 'completed' ? `Talked ${toDuration(talkSeconds)}` : `Was not put through: ${outcome}`,
  tagged: tagLine,
  'bound-reached': () => 'Was led in circles, and out of them',
  'reply-refused': ({ code }) => `The carrier could not use a reply (error ${code})`,
  'state-lost': () => 'The state of the call was lost',
  'release-lost': ({ release }) => `The release ${release} was gone`,
  failed: ({ error }) => `An error interrupted the call (${error})`,
  'call-ended': endLine,
  'call-lasted': ({ seconds }) => `The call lasted ${toDuration(seconds)}`,
  reaped: () => 'Nobody told the end; the call was closed',
};

/** What a fact tells, in a line. Of a type that only a newer process knows it is the type's name. */
export function toLine<Of extends Fact>(fact: Of, options: LineOptions): string {
  const { type } = fact;
  if (!Object.hasOwn(LINES, type)) return toWords(type);
  // The table gives each type a function of that type's facts; only the compiler cannot tell which one this is.
  const line = LINES[type] as (fact: Fact, options: LineOptions) => string;
  return line(fact, options);
}

const ENTRIES: Readonly<Record<FactOf<'entry-given'>['kind'], string>> = {
  digits: 'digits',
  date: 'a date',
  amount: 'an amount',
  'yes-no': 'yes or no',
  speech: 'an answer in words',
};

function startLine(fact: FactOf<'call-started'>, { withWords }: LineOptions): string {
  const { caller, callerName, dialled, release, agent } = fact;
  const who = agent === undefined ? 'Rang' : 'An agent rang';
  const name = withWords && callerName !== undefined ? ` (${callerName})` : '';
  const from = caller === undefined ? 'a number that is not known' : showTail(caller);
  return `${who} ${dialled} from ${from}${name}; release ${release}`;
}

const ALWAYS = 'always-';

function choiceWords(exit: string): string {
  const deed = exit.slice(ALWAYS.length);
  if (!exit.startsWith(ALWAYS)) return isPlainName(exit) ? `Chose ${toWords(exit)}` : 'Made a choice';
  if (deed === 'agent') return 'Asked for a person';
  return KEY_DEEDS.some((known) => known === deed) ? `Asked for: ${deed}` : `Asked for the ${toWords(deed)}`;
}

function answerLine({ service, outcome, tookMs, isLate }: FactOf<'service-answered'>): string {
  const time = toSeconds(tookMs);
  return isLate ? `${service} did not answer in time (${time})` : `${service} answered ${outcome} after ${time}`;
}

const toSeconds = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** What stands in a tag may be what a caller said or keyed, unless it is a word of the flow's own. */
function tagLine({ key, value }: FactOf<'tagged'>, { withWords }: LineOptions): string {
  const isTold =
    isPlainName(value) || (key === 'rating' && /^\d{1,2}$/.test(value)) || (withWords && !/\d{3}/.test(value));
  return isTold ? `Noted ${key}: ${value}` : `Noted ${key}`;
}

function endLine({ disposition, status, seconds }: FactOf<'call-ended'>): string {
  const length = seconds === undefined ? '' : `, ${toDuration(seconds)} in all`;
  return `The call ended: ${toWords(disposition)} (${status})${length}`;
}
