import { choice, integer, readAttributes, text, UNKNOWN } from '../xml/attributes.ts';
import { type Element, textOf } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';

/** `<Say>`: words for a voice. */
export interface Say {
  readonly type: 'say';
  /** What is spoken, on one line; SSML is flattened into it. */
  readonly text: string;
  /** The silence of all its breaks. */
  readonly breaksMs: number;
  readonly voice: string;
  readonly language: string;
  /** 0 is without end. */
  readonly loop: number;
}

/** SSML that Twilio takes within Say: https://www.twilio.com/docs/voice/twiml/say/text-speech#ssml */
const SSML = new Set(['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w']);

const VOICE =
  /^(?:man|woman|alice|Polly\.[A-Za-z]+(?:-Neural|-Generative)?|Google\.[a-z]{2,3}-[A-Z]{2}-[A-Za-z0-9]+-?[A-Za-z0-9]+)$/;

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

/**
 * Reads `<Say>`. A text that is empty (13520) or too long for its voice (13521) is not spoken: then there is no verb.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/say
 */
export function readSay(element: Element, notes: Notes): Say | undefined {
  const rules = {
    voice: { absent: 'man', read: (value: string) => (VOICE.test(value) ? value : undefined), code: 13511 },
    language: {
      absent: 'en-US',
      read: (value: string) => (/^[A-Za-z-]{2,12}$/.test(value) ? value : undefined),
      code: UNKNOWN,
    },
    loop: integer(1, { min: 0, code: 13510 }),
  };
  const { voice, language, loop } = readAttributes(element, rules, notes);
  const spoken = flatten(element, notes);
  const words = spoken.text.replace(/\s+/g, ' ').trim();
  const limit = LIMITS.find(([prefix]) => voice.startsWith(prefix))?.[1] ?? 0;
  if (words === '') notes.push(warning(13520, '<Say> has nothing to say', element.line));
  if (words.length > limit) notes.push(warning(13521, `<Say> is longer than ${limit} characters`, element.line));
  if (words === '' || words.length > limit) return undefined;
  return { type: 'say', text: words, breaksMs: spoken.breaksMs, voice, language, loop };
}

interface Spoken {
  readonly text: string;
  readonly breaksMs: number;
}

function flatten(element: Element, notes: Notes): Spoken {
  const parts = element.children.map((child) => (typeof child === 'string' ? plain(child) : flattenSsml(child, notes)));
  return {
    text: parts.map((part) => part.text).join(''),
    breaksMs: parts.reduce((sum, part) => sum + part.breaksMs, 0),
  };
}

const plain = (words: string): Spoken => ({ text: words, breaksMs: 0 });

function flattenSsml(element: Element, notes: Notes): Spoken {
  if (!SSML.has(element.name)) {
    notes.push(warning(UNKNOWN, `<Say> does not take <${element.name}>`, element.line));
    return plain('');
  }
  if (element.name === 'break') return { text: ' ', breaksMs: breakMs(element, notes) };
  if (element.name === 'sub') return plain(` ${element.attributes.alias ?? textOf(element)} `);
  const within = flatten(element, notes);
  return element.name === 'p' || element.name === 's' ? { ...within, text: ` ${within.text} ` } : within;
}

function breakMs(element: Element, notes: Notes): number {
  const { strength, time } = readAttributes(
    element,
    { strength: choice(Object.keys(STRENGTH_MS), 'medium', UNKNOWN), time: text },
    notes,
  );
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(time ?? '') ?? [];
  if (amount === undefined) return STRENGTH_MS[strength] ?? 0;
  return Number(amount) * (unit === 's' ? 1000 : 1);
}
