import { currencyName } from './currency-name.ts';
import { digitsEs, integerEs, oneBefore } from './integer-es.ts';
import type { Amount, Decimal, Gender } from './wording.ts';

/** A word with its plural and its gender, which numbers agree with. */
interface Noun {
  readonly one: string;
  readonly many: string;
  readonly gender: Gender;
}

/** Without a smallest unit that people name, a sum is read with a decimal comma. */
interface Currency {
  readonly unit: Noun;
  readonly minor?: Noun;
  /** The smallest unit alone would be taken for that of another currency. */
  readonly minorIsShared?: true;
}

const el = (one: string, many: string): Noun => ({ one, many, gender: 'masculine' });
const la = (one: string, many: string): Noun => ({ one, many, gender: 'feminine' });

const CENTAVO = el('centavo', 'centavos');

const CURRENCIES: Readonly<Record<string, Currency>> = {
  USD: { unit: el('dólar', 'dólares'), minor: CENTAVO },
  EUR: { unit: el('euro', 'euros'), minor: el('céntimo', 'céntimos') },
  GBP: { unit: la('libra', 'libras'), minor: el('penique', 'peniques') },
  MXN: { unit: el('peso mexicano', 'pesos mexicanos'), minor: CENTAVO, minorIsShared: true },
  CLP: { unit: el('peso chileno', 'pesos chilenos') },
  BRL: { unit: el('real brasileño', 'reales brasileños'), minor: CENTAVO, minorIsShared: true },
  CNY: { unit: el('yuan', 'yuanes') },
  HKD: { unit: el('dólar de Hong Kong', 'dólares de Hong Kong'), minor: CENTAVO, minorIsShared: true },
  SGD: { unit: el('dólar de Singapur', 'dólares de Singapur'), minor: CENTAVO, minorIsShared: true },
  CAD: { unit: el('dólar canadiense', 'dólares canadienses'), minor: CENTAVO, minorIsShared: true },
  AUD: { unit: el('dólar australiano', 'dólares australianos'), minor: CENTAVO, minorIsShared: true },
  JPY: { unit: el('yen', 'yenes') },
  KRW: { unit: el('won', 'wones') },
  NGN: { unit: la('naira', 'nairas') },
  INR: { unit: la('rupia', 'rupias') },
};

/** A sum in Spanish: "ciento veintiocho dólares con cincuenta centavos", "veintiuna libras", "un millón de euros". */
export function moneyEs(amount: Amount): string {
  const { whole, decimals } = amount;
  const { unit, minor, minorIsShared } = CURRENCIES[amount.currency] ?? unnamed(amount);
  const cents = Number(decimals);
  if (minor === undefined) return decimalSum(amount, unit);
  if (cents === 0) return counted(whole, unit);
  return whole === 0 && !minorIsShared ? counted(cents, minor) : `${counted(whole, unit)} con ${counted(cents, minor)}`;
}

function counted(count: number, { one, many, gender }: Noun): string {
  const roundMillions = count >= 1e6 && count % 1e6 === 0;
  return `${integerEs(count, oneBefore(gender))} ${roundMillions ? 'de ' : ''}${count === 1 ? one : many}`;
}

function decimalSum({ whole, decimals }: Amount, unit: Noun): string {
  const places = decimals.replace(/0+$/, '');
  return places === '' ? counted(whole, unit) : `${decimalEs({ whole, decimals: places })} ${unit.many}`;
}

/** Nearly all names of currencies that end in "a" are feminine: corona, rupia, lira, grivna. */
function unnamed(amount: Amount): Currency {
  const one = currencyName('es', { ...amount, whole: 1 });
  const many = currencyName('es', { ...amount, whole: 2 });
  return { unit: /^[^ ]*a(?: |$)/.test(one) ? la(one, many) : el(one, many) };
}

/** A plain decimal number with every place as it is written: "siete coma uno dos tres cuatro". */
export const decimalEs = ({ whole, decimals }: Decimal): string =>
  decimals === '' ? integerEs(whole, 'uno') : `${integerEs(whole, 'uno')} coma ${digitsEs(decimals)}`;
