import type { Language } from '../values/language.ts';
import type { TypedValue, ValueType } from '../values/typed-value.ts';
import type { Prompt } from './catalogue.ts';
import { type Message, type MessagePart, readMessage } from './message.ts';
import type { Piece } from './piece.ts';
import { type Scene, verbalise } from './verbalise.ts';

/** How fast a voice speaks. A Latin word or an acronym within characters counts as two of them. */
export interface SpeechRate {
  readonly unit: 'characters' | 'words';
  readonly perSecond: number;
}

/**
 * Mandarin and English as measured on telephone voices. Spanish from its ratio to English when the same text is read
 * aloud: 218 to 228 words a minute (Trauzettel-Klosinski and Dietz, "Standardized assessment of reading performance",
 * IOVS 53, 2012), which makes 2.5 of English's 2.6.
 */
const RATES: Readonly<Record<string, SpeechRate>> = {
  zh: { unit: 'characters', perSecond: 4.5 },
  en: { unit: 'words', perSecond: 2.6 },
  es: { unit: 'words', perSecond: 2.5 },
};
const ENGLISH: SpeechRate = { unit: 'words', perSecond: 2.6 };

/** The usual rate of a language; that of English for one we do not know. */
export const speechRateOf = (language: Language): SpeechRate => RATES[language.split('-', 1)[0] ?? ''] ?? ENGLISH;

/** A value of each type that is as long as they usually are. */
const TYPICAL: { readonly [Type in ValueType]: Extract<TypedValue, { type: Type }> } = {
  digits: { type: 'digits', value: '12345678903' },
  text: { type: 'text', value: 'word word word' },
  enum: { type: 'enum', value: 'other' },
  boolean: { type: 'boolean', value: true },
  count: { type: 'count', value: 12 },
  ordinal: { type: 'ordinal', value: 12 },
  money: { type: 'money', value: { minor: 12_850, currency: 'USD' } },
  date: { type: 'date', value: '2026-02-24' },
  time: { type: 'time', value: '09:30' },
  instant: { type: 'instant', value: '2026-02-24T09:30:00+00:00' },
  duration: { type: 'duration', value: 720 },
  percent: { type: 'percent', value: 0.015 },
  rate: { type: 'rate', value: '7.1234' },
};

/** A day of the typical date's year, not so near that it would be said as "today". */
const TYPICAL_NOW = Date.UTC(2026, 5, 1);

export interface Estimate {
  readonly language: Language;
  /** By placeholder; those not named are estimated as text. */
  readonly types: Readonly<Record<string, ValueType>>;
  /** That of the language where none is given. */
  readonly rate?: SpeechRate;
}

/**
 * Seconds that a prompt takes to say: the longest of its cases, with values of usual length. 0 for a text that cannot
 * be read and for a recording, whose length is its own.
 */
export function estimateSeconds(prompt: Prompt, { language, types, rate = speechRateOf(language) }: Estimate): number {
  const message = typeof prompt === 'string' ? readMessage(prompt).message : undefined;
  const scene: Scene = { language, at: TYPICAL_NOW, zone: 'UTC' };
  return message ? longest(message, { scene, types, rate }) : 0;
}

/** Seconds that pieces take to say; recordings are not counted. */
export function secondsOf(pieces: readonly Piece[], rate: SpeechRate): number {
  let seconds = 0;
  for (const piece of pieces) {
    if (piece.type === 'pause') seconds += piece.ms / 1000;
    if (piece.type === 'text') seconds += unitsIn(piece.text, rate.unit) / rate.perSecond;
  }
  return seconds;
}

interface Reckoning {
  readonly scene: Scene;
  readonly types: Estimate['types'];
  readonly rate: SpeechRate;
}

function longest(message: Message, reckoning: Reckoning): number {
  let seconds = 0;
  for (const part of message) seconds += longestPart(part, reckoning);
  return seconds;
}

function longestPart(part: MessagePart, reckoning: Reckoning): number {
  const { scene, types, rate } = reckoning;
  switch (part.type) {
    case 'text':
      return secondsOf([part], rate);
    case 'value':
      return secondsOf(typicalPieces(types[part.name] ?? 'text', scene), rate);
    case 'pound':
      return secondsOf(typicalPieces('count', scene), rate);
    case 'select':
    case 'plural':
      return Math.max(...[...part.options.values()].map((option) => longest(option, reckoning)));
  }
}

/** Nothing for what is never printed: the checker tells that, not the estimate. */
const typicalPieces = (type: ValueType, scene: Scene): readonly Piece[] =>
  type === 'enum' || type === 'boolean' ? [] : verbalise(TYPICAL[type], scene);

const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}'’-]+/gu;
const SINGLE = /[\p{L}\p{N}]/gu;

/** Digits are one unit each, for they are read one by one or as words of their own. */
function unitsIn(text: string, unit: SpeechRate['unit']): number {
  const words = text.match(WORD)?.length ?? 0;
  const singles = text.replace(WORD, '').match(SINGLE)?.length ?? 0;
  return (unit === 'characters' ? 2 * words : words) + singles;
}
