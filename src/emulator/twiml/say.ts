import { speechDurationMs } from '../time/speech-duration.ts';
import { text as anyText, choice, integer, type Rule, readAttributes, UNKNOWN } from '../xml/attributes.ts';
import { type Element, textOf } from '../xml/element.ts';
import { type Note, type Notes, warning } from '../xml/note.ts';
import { languageOf, SPOKEN } from './languages.ts';

/** `<Say>`: words for a voice. */
export interface Say {
  readonly type: 'say';
  /** What is spoken, on one line; SSML is flattened into it. */
  readonly text: string;
  /** The silence of all its breaks. */
  readonly breaksMs: number;
  /** What it takes longer, or less, than at the voice's own rate. */
  readonly stretchMs: number;
  readonly voice: string;
  readonly language: string;
  /** 0 is without end. */
  readonly loop: number;
}

/** SSML that Twilio takes within Say: https://www.twilio.com/docs/voice/twiml/say/text-speech#ssml */
const SSML = new Set(['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w']);

const VOICE =
  /^(?:man|woman|alice|Polly\.[A-Za-z]+(?:-Neural|-Generative)?|Google\.[a-z]{2,3}-[A-Z]{2}(?:-[A-Za-z0-9]+)+)$/;

/** Longest text of each kind of voice: https://www.twilio.com/docs/api/errors/13521 */
const LIMITS: readonly (readonly [prefix: string, characters: number])[] = [
  ['Polly.', 3000],
  ['Google.', 5000],
  ['', 4096],
];

/** Milliseconds of `<break strength>`, as the voices' makers state them. */
const STRENGTH_MS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0,
  weak: 200,
  medium: 400,
  strong: 700,
  'x-strong': 1000,
};

const spokenLanguage: Rule<string | undefined> = {
  absent: undefined,
  read: (value) => (SPOKEN.has(value) ? value : undefined),
  code: UNKNOWN,
};

const rules = {
  voice: { absent: 'man', read: (value: string) => (VOICE.test(value) ? value : undefined), code: 13511 },
  language: spokenLanguage,
  loop: integer(1, { min: 0, code: 13510 }),
};

/**
 * Reads `<Say>`. A text that is empty (13520), too long for its voice (13521), or in a language that its voice does not
 * speak (13511) is not spoken: then there is no verb.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/say
 */
export function readSay(element: Element, notes: Notes): Say | undefined {
  const { voice, language, loop } = readAttributes(element, rules, notes);
  const spoken = flatten(element, notes);
  const text = spoken.text.replace(/\s+/g, ' ').trim();
  const trouble = troubleWith({ text, voice, language }, element);
  if (trouble) {
    notes.push(trouble);
    return undefined;
  }
  return {
    type: 'say',
    text,
    breaksMs: spoken.breaksMs,
    stretchMs: spoken.stretchMs,
    voice,
    language: language ?? languageOf(voice) ?? 'en-US',
    loop,
  };
}

type Saying = Pick<Say, 'text' | 'voice'> & { readonly language: string | undefined };

/** Why nothing can be said: no words, too many, or a voice that does not speak the language. */
function troubleWith({ text, voice, language }: Saying, { line }: Element): Note | undefined {
  const limit = LIMITS.find(([prefix]) => voice.startsWith(prefix))?.[1] ?? 0;
  const own = languageOf(voice);
  if (text === '') return warning(13520, '<Say> has nothing to say', line);
  if (text.length > limit) return warning(13521, `<Say> is longer than ${limit} characters`, line);
  if (language === undefined || own === undefined || own === language) return undefined;
  return warning(13511, `<Say> has a voice that does not speak ${language}: ${voice}`, line);
}

interface Spoken {
  readonly text: string;
  readonly breaksMs: number;
  readonly stretchMs: number;
}

function flatten(element: Element, notes: Notes): Spoken {
  const parts = element.children.map((child) => (typeof child === 'string' ? plain(child) : flattenSsml(child, notes)));
  return {
    text: parts.map((part) => part.text).join(''),
    breaksMs: parts.reduce((sum, part) => sum + part.breaksMs, 0),
    stretchMs: parts.reduce((sum, part) => sum + part.stretchMs, 0),
  };
}

const plain = (words: string): Spoken => ({ text: words, breaksMs: 0, stretchMs: 0 });

function flattenSsml(element: Element, notes: Notes): Spoken {
  if (!SSML.has(element.name)) {
    notes.push(warning(UNKNOWN, `<Say> does not take <${element.name}>`, element.line));
    return plain('');
  }
  if (element.name === 'break') return { ...plain(' '), breaksMs: breakMs(element, notes) };
  if (element.name === 'sub') return plain(` ${element.attributes.alias ?? textOf(element)} `);
  const within = flatten(element, notes);
  if (element.name === 'prosody') return stretched(within, rateOf(element, notes));
  return element.name === 'p' || element.name === 's' ? { ...within, text: ` ${within.text} ` } : within;
}

/** What is within is spoken at a rate, 1 being the voice's own; a rate in a rate multiplies. */
const stretched = (within: Spoken, rate: number): Spoken => ({
  ...within,
  stretchMs: (speechDurationMs(within.text) + within.stretchMs) / rate - speechDurationMs(within.text),
});

/** Source: https://docs.aws.amazon.com/polly/latest/dg/prosody-tag.html */
const NAMED_RATES: Readonly<Record<string, number>> = {
  'x-slow': 0.5,
  slow: 0.75,
  medium: 1,
  default: 1,
  fast: 1.25,
  'x-fast': 1.75,
};
const PERCENT_RATES = { least: 20, most: 200 };

/** A rate that no voice speaks at is warned of, and the voice keeps its own. */
function rateOf(element: Element, notes: Notes): number {
  const { rate } = readAttributes(element, { rate: anyText, volume: anyText, pitch: anyText }, notes);
  if (rate === undefined) return 1;
  const named = Object.hasOwn(NAMED_RATES, rate) ? NAMED_RATES[rate] : undefined;
  const percent = /^(\d{1,3})%$/.exec(rate)?.[1];
  const isSpoken =
    percent !== undefined && Number(percent) >= PERCENT_RATES.least && Number(percent) <= PERCENT_RATES.most;
  if (named === undefined && !isSpoken) {
    notes.push(warning(UNKNOWN, `<prosody> has a rate that no voice speaks at: "${rate}"`, element.line));
  }
  return named ?? (isSpoken ? Number(percent) / 100 : 1);
}

function breakMs(element: Element, notes: Notes): number {
  const { strength, time } = readAttributes(
    element,
    { strength: choice(Object.keys(STRENGTH_MS), 'medium', UNKNOWN), time: anyText },
    notes,
  );
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(time ?? '') ?? [];
  if (amount === undefined) return STRENGTH_MS[strength] ?? 0;
  return Number(amount) * (unit === 's' ? 1000 : 1);
}
