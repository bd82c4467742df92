import { currencyName } from './currency-name.ts';
import { digitsEn, integerEn } from './integer-en.ts';
import type { Amount, Decimal } from './wording.ts';

/** One and many, of the currency and of its smallest unit; without the latter a sum is read with a decimal point. */
interface Currency {
  readonly names: readonly [one: string, many: string];
  readonly minor?: readonly [one: string, many: string];
  /** The smallest unit alone would be taken for that of another currency. */
  readonly minorIsShared?: true;
}

const CENTS = ['cent', 'cents'] as const;
const CENTAVOS = ['centavo', 'centavos'] as const;

const CURRENCIES: Readonly<Record<string, Currency>> = {
  USD: { names: ['dollar', 'dollars'], minor: CENTS },
  EUR: { names: ['euro', 'euros'], minor: CENTS, minorIsShared: true },
  GBP: { names: ['pound', 'pounds'], minor: ['penny', 'pence'] },
  CNY: { names: ['yuan', 'yuan'] },
  HKD: { names: ['Hong Kong dollar', 'Hong Kong dollars'], minor: CENTS, minorIsShared: true },
  SGD: { names: ['Singapore dollar', 'Singapore dollars'], minor: CENTS, minorIsShared: true },
  CAD: { names: ['Canadian dollar', 'Canadian dollars'], minor: CENTS, minorIsShared: true },
  AUD: { names: ['Australian dollar', 'Australian dollars'], minor: CENTS, minorIsShared: true },
  JPY: { names: ['yen', 'yen'] },
  KRW: { names: ['won', 'won'] },
  BRL: { names: ['Brazilian real', 'Brazilian reais'], minor: CENTAVOS, minorIsShared: true },
  MXN: { names: ['Mexican peso', 'Mexican pesos'], minor: CENTAVOS, minorIsShared: true },
  CLP: { names: ['Chilean peso', 'Chilean pesos'] },
  NGN: { names: ['naira', 'naira'], minor: ['kobo', 'kobo'] },
  INR: { names: ['rupee', 'rupees'], minor: ['paisa', 'paise'] },
  KWD: { names: ['Kuwaiti dinar', 'Kuwaiti dinars'], minor: ['fils', 'fils'] },
};

/** A sum in English: "one hundred twenty-eight dollars and fifty cents". */
export function moneyEn(amount: Amount): string {
  const { whole, decimals } = amount;
  const currency = CURRENCIES[amount.currency] ?? unnamed(amount);
  const minor = Number(decimals);
  if (currency.minor === undefined) return decimalSum(amount, currency.names);
  if (minor === 0) return counted(whole, currency.names);
  const small = counted(minor, currency.minor);
  return whole === 0 && !currency.minorIsShared ? small : `${counted(whole, currency.names)} and ${small}`;
}

const counted = (count: number, [one, many]: Currency['names']): string =>
  `${integerEn(count)} ${count === 1 ? one : many}`;

function decimalSum({ whole, decimals }: Amount, names: Currency['names']): string {
  const places = decimals.replace(/0+$/, '');
  return places === '' ? counted(whole, names) : `${decimalEn({ whole, decimals: places })} ${names[1]}`;
}

function unnamed(amount: Amount): Currency {
  return { names: [currencyName('en', { ...amount, whole: 1 }), currencyName('en', { ...amount, whole: 2 })] };
}

/** A plain decimal number with every place as it is written: "seven point one two three four". */
export const decimalEn = ({ whole, decimals }: Decimal): string =>
  decimals === '' ? integerEn(whole) : `${integerEn(whole)} point ${digitsEn(decimals)}`;
