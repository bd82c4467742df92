import type { Language } from '../values/language.ts';
import { decimalsOf, type Money } from '../values/money.ts';
import type { TypedValue } from '../values/typed-value.ts';
import { PromptError } from './errors.ts';
import { cleanText, type Piece } from './piece.ts';
import { wordingEn, wordingEnGb } from './verbalise-en.ts';
import { wordingEs } from './verbalise-es.ts';
import { wordingZh } from './verbalise-zh.ts';
import { type CivilDate, dayAtPlaceOf, dayIn, readDate, readInstant, readTime } from './words/civil.ts';
import { digitGroups } from './words/digit-groups.ts';
import type { Decimal, DigitOne, Gender, SpokenDate, SpokenInstant, Stretch, Wording } from './words/wording.ts';

/** To whom, when and where something is said. */
export interface Scene {
  readonly language: Language;
  /** Now, in epoch milliseconds: a date in another year is said with its year, a near moment by its day's name. */
  readonly at: number;
  /** The caller's IANA zone. */
  readonly zone: string;
  /** Mandarin only; 幺 where nothing is said. */
  readonly digitOne?: DigitOne;
}

/** Silence between two groups of an identifier: long enough to write the first one down. */
const GROUP_PAUSE: Piece = { type: 'pause', ms: 350 };

/** Characters of a text from outside that are spoken, about half a minute; the rest is left out. */
const MAX_TEXT = 200;

const WORDINGS: Readonly<Record<string, Wording>> = { zh: wordingZh, en: wordingEn, es: wordingEs };

/** Whether values can be put into words of this language: any tag of Chinese, English or Spanish. */
export const isSpoken = (language: Language): boolean => findWording(language) !== undefined;

const TAG = /^(zh|en|es)(?:-[A-Za-z0-9]{2,8})*$/;

function findWording(language: Language): Wording | undefined {
  if (language === 'en-GB') return wordingEnGb;
  const primary = TAG.exec(language)?.[1];
  return primary === undefined ? undefined : WORDINGS[primary];
}

/**
 * A value in the words of a language, spelled out so that no voice can misread it; identifiers with a pause between
 * their groups.
 *
 * `gender` is that of the noun that a count or an ordinal stands with; only Spanish tells them apart.
 *
 * @throws {PromptError} `bad_value` where a value is not of its type's form, is not finite or is never spoken (enum,
 *   boolean); `unknown_language`; `unknown_zone`.
 */
export function verbalise(value: TypedValue, scene: Scene, gender: Gender = 'masculine'): readonly Piece[] {
  const wording = findWording(scene.language);
  if (!wording) throw new PromptError('unknown_language', scene.language);
  return piecesOf(value, { wording, scene, gender });
}

interface Manner {
  readonly wording: Wording;
  readonly scene: Scene;
  readonly gender: Gender;
}

function piecesOf(value: TypedValue, { wording, scene, gender }: Manner): readonly Piece[] {
  switch (value.type) {
    case 'digits':
      return groupsOf(value.value, wording, scene.digitOne ?? 'yao');
    case 'text':
      return said([...cleanText(value.value)].slice(0, MAX_TEXT).join(''));
    case 'count':
      return said(signed(wording, wholeNumber(value), (count) => wording.count(count, gender)));
    case 'ordinal':
      if (wholeNumber(value) < 1) throw new PromptError('bad_value', 'ordinal');
      return said(wording.ordinal(value.value, gender));
    case 'money':
      return said(moneyWords(value.value, wording));
    case 'date':
      return said(wording.date(withYear(readDate(value.value), dayIn(scene.zone, scene.at))));
    case 'time':
      return said(wording.time(readTime(value.value)));
    case 'instant':
      return said(wording.instant(toSpokenInstant(value.value, scene)));
    case 'duration':
      return said(wording.duration(toStretch(value.value)));
    case 'percent':
      return said(signed(wording, value.value, (share) => wording.percent(toPercent(share))));
    case 'rate':
      return said(rateWords(value.value, wording));
    case 'enum':
    case 'boolean':
      throw new PromptError('bad_value', value.type);
  }
}

const said = (text: string): readonly Piece[] => [{ type: 'text', text }];

function groupsOf(identifier: string, wording: Wording, digitOne: DigitOne): readonly Piece[] {
  const groups = digitGroups(identifier);
  if (groups.length === 0) throw new PromptError('bad_value', 'digits');
  return groups.flatMap((group, index): Piece[] => {
    const text: Piece = { type: 'text', text: wording.digits(group, digitOne) };
    return index === 0 ? [text] : [GROUP_PAUSE, text];
  });
}

const signed = (wording: Wording, number: number, words: (size: number) => string): string =>
  number < 0 ? wording.minus + words(-number) : words(number);

function wholeNumber({ type, value }: { readonly type: string; readonly value: number }): number {
  if (!Number.isSafeInteger(value)) throw new PromptError('bad_value', type);
  return value;
}

function moneyWords({ minor, currency }: Money, wording: Wording): string {
  if (!Number.isSafeInteger(minor) || !/^[A-Z]{3}$/.test(currency)) throw new PromptError('bad_value', 'money');
  const places = decimalsOf(currency);
  return signed(wording, minor, (size) => {
    const whole = Math.floor(size / 10 ** places);
    const decimals = places === 0 ? '' : String(size % 10 ** places).padStart(places, '0');
    return wording.money({ whole, decimals, currency });
  });
}

const withYear = (date: CivilDate, today: CivilDate): SpokenDate => ({
  ...date,
  withYear: date.year !== today.year,
});

const NEAR: Readonly<Record<number, 'yesterday' | 'today' | 'tomorrow'>> = {
  [-1]: 'yesterday',
  0: 'today',
  1: 'tomorrow',
};

function toSpokenInstant(text: string, { at, zone }: Scene): SpokenInstant {
  const instant = readInstant(text);
  const today = dayAtPlaceOf(instant, at, zone);
  const near = NEAR[instant.date.dayNumber - today.dayNumber];
  return { day: near ?? withYear(instant.date, today), time: instant.time };
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** To the second below two minutes, to the minute below a day, to the hour beyond: nobody waits for the rest. */
function toStretch(seconds: number): Stretch {
  if (!Number.isFinite(seconds) || seconds < 0) throw new PromptError('bad_value', 'duration');
  const step = seconds < 2 * MINUTE ? 1 : seconds < DAY ? MINUTE : HOUR;
  const length = Math.round(seconds / step) * step;
  const stretch = [
    { unit: 'day', count: Math.floor(length / DAY) },
    { unit: 'hour', count: Math.floor((length % DAY) / HOUR) },
    { unit: 'minute', count: Math.floor((length % HOUR) / MINUTE) },
    { unit: 'second', count: length % MINUTE },
  ] as const;
  const spoken = stretch.filter(({ count }) => count > 0);
  return spoken.length > 0 ? spoken : [{ unit: 'second', count: 0 }];
}

/** In hundredths, with at most six decimals: beyond them a binary fraction shows what nobody wrote. */
function toPercent(share: number): Decimal {
  const hundredths = (share * 100).toFixed(6).replace(/\.?0+$/, '');
  return toDecimal(hundredths, 'percent');
}

function rateWords(text: string, wording: Wording): string {
  const words = wording.rate(toDecimal(text.replace(/^-/, ''), 'rate'));
  return text.startsWith('-') ? wording.minus + words : words;
}

/** At most fifteen digits before the point, so that the whole part is exact. */
function toDecimal(text: string, about: string): Decimal {
  const [, whole, decimals = ''] = /^(\d{1,15})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new PromptError('bad_value', about);
  return { whole: Number(whole), decimals };
}
