import type { Gender } from './wording.ts';

/** How a number that ends in 1 ends: alone (`uno`), or before a noun of either gender (`un`, `una`). */
export type One = 'uno' | 'un' | 'una';

const SMALL = [
  'cero',
  'uno',
  'dos',
  'tres',
  'cuatro',
  'cinco',
  'seis',
  'siete',
  'ocho',
  'nueve',
  'diez',
  'once',
  'doce',
  'trece',
  'catorce',
  'quince',
  'dieciséis',
  'diecisiete',
  'dieciocho',
  'diecinueve',
  'veinte',
  'veintiuno',
  'veintidós',
  'veintitrés',
  'veinticuatro',
  'veinticinco',
  'veintiséis',
  'veintisiete',
  'veintiocho',
  'veintinueve',
];
const TENS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const HUNDREDS = ['', 'ciento', 'dos', 'tres', 'cuatro', 'quin', 'seis', 'sete', 'ocho', 'nove'];

/** The digits of a text one by one. */
export const digitsEs = (digits: string): string => [...digits].map((digit) => SMALL[Number(digit)]).join(' ');

/** The end of a number that stands before a noun of a gender. */
export const oneBefore = (gender: Gender): One => (gender === 'feminine' ? 'una' : 'un');

/** A whole number from 0 up to the largest safe integer, on the long scale: 10^9 is "mil millones". */
export function integerEs(number: number, one: One): string {
  if (number >= 1e12) return joined(number, { unit: 1e12, single: 'un billón', plural: 'billones', one });
  if (number >= 1e6) return joined(number, { unit: 1e6, single: 'un millón', plural: 'millones', one });
  return belowMillion(number, one);
}

interface Join {
  readonly unit: number;
  readonly single: string;
  readonly plural: string;
  readonly one: One;
}

function joined(number: number, { unit, single, plural, one }: Join): string {
  const high = Math.floor(number / unit);
  const head = high === 1 ? single : `${integerEs(high, 'un')} ${plural}`;
  const rest = number % unit;
  return rest === 0 ? head : `${head} ${integerEs(rest, one)}`;
}

function belowMillion(number: number, one: One): string {
  const thousands = Math.floor(number / 1000);
  const rest = number % 1000;
  const ending = { one, feminine: one === 'una' };
  if (thousands === 0) return belowThousand(rest, ending);
  const head = thousands === 1 ? 'mil' : `${belowThousand(thousands, { ...ending, one: 'un' })} mil`;
  return rest === 0 ? head : `${head} ${belowThousand(rest, ending)}`;
}

/** Before "mil" a feminine number keeps its hundreds feminine and shortens its one: "doscientas veintiún mil libras". */
interface Ending {
  readonly one: One;
  readonly feminine: boolean;
}

function belowThousand(number: number, { one, feminine }: Ending): string {
  if (number === 100) return 'cien';
  const rest = belowHundred(number % 100, one);
  if (number < 100) return rest;
  const hundreds = hundredsOf(Math.floor(number / 100), feminine);
  return number % 100 === 0 ? hundreds : `${hundreds} ${rest}`;
}

function hundredsOf(hundreds: number, feminine: boolean): string {
  const stem = HUNDREDS[hundreds] ?? '';
  if (hundreds === 1) return stem;
  return stem + (hundreds === 5 ? 'ient' : 'cient') + (feminine ? 'as' : 'os');
}

function belowHundred(number: number, one: One): string {
  const small = SMALL[number];
  if (small !== undefined) return withOne(small, one);
  const tens = TENS[Math.floor(number / 10)] ?? '';
  return number % 10 === 0 ? tens : `${tens} y ${withOne(SMALL[number % 10] ?? '', one)}`;
}

function withOne(words: string, one: One): string {
  if (!words.endsWith('uno')) return words;
  if (one === 'un' && words === 'veintiuno') return 'veintiún';
  return words.slice(0, -'uno'.length) + one;
}

const ORDINAL_UNITS = [
  '',
  'primero',
  'segundo',
  'tercero',
  'cuarto',
  'quinto',
  'sexto',
  'séptimo',
  'octavo',
  'noveno',
  'décimo',
  'undécimo',
  'duodécimo',
  'decimotercero',
  'decimocuarto',
  'decimoquinto',
  'decimosexto',
  'decimoséptimo',
  'decimoctavo',
  'decimonoveno',
];
const ORDINAL_TENS = [
  '',
  '',
  'vigésimo',
  'trigésimo',
  'cuadragésimo',
  'quincuagésimo',
  'sexagésimo',
  'septuagésimo',
  'octogésimo',
  'nonagésimo',
];

/** Which in a row: "vigésimo primero". From 100 on, where nobody uses ordinals in speech, "número ciento uno". */
export function ordinalEs(position: number, gender: Gender): string {
  if (position >= 100) return `número ${integerEs(position, 'uno')}`;
  const small = ORDINAL_UNITS[position];
  const words = small ?? `${ORDINAL_TENS[Math.floor(position / 10)]} ${ORDINAL_UNITS[position % 10]}`.trim();
  return gender === 'feminine' ? words.replaceAll(/o\b/g, 'a') : words;
}
