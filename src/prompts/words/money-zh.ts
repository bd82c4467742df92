import { currencyName } from './currency-name.ts';
import { digitsZh, digitZh, integerZh } from './integer-zh.ts';
import type { Amount, Decimal } from './wording.ts';

interface Currency {
  readonly name: string;
  /** A hundredth. Where speech has no common word for it, the sum is read with a decimal point. */
  readonly cent?: string;
}

const CURRENCIES: Readonly<Record<string, Currency>> = {
  USD: { name: '美元', cent: '美分' },
  EUR: { name: '欧元', cent: '欧分' },
  GBP: { name: '英镑', cent: '便士' },
  HKD: { name: '港元' },
  SGD: { name: '新加坡元' },
  JPY: { name: '日元' },
  KRW: { name: '韩元' },
  CAD: { name: '加拿大元' },
  AUD: { name: '澳大利亚元' },
  TWD: { name: '新台币' },
  BRL: { name: '巴西雷亚尔' },
  MXN: { name: '墨西哥比索' },
  NGN: { name: '奈拉' },
};

/** A sum in Mandarin: 两 for a bare 2, 零 over a gap, 元角分 for the renminbi. */
export function moneyZh(amount: Amount): string {
  if (amount.currency === 'CNY') return renminbi(amount);
  const currency = CURRENCIES[amount.currency] ?? { name: currencyName('zh-CN', amount) };
  return currency.cent === undefined ? `${decimalSum(amount)}${currency.name}` : withCents(amount, currency);
}

function renminbi({ whole, decimals }: Amount): string {
  const jiao = Number(decimals[0]);
  const fen = Number(decimals[1]);
  if (whole === 0 && jiao === 0 && fen === 0) return '零元';
  const gap = whole > 0 && jiao === 0 && fen > 0;
  return [
    whole > 0 ? `${integerZh(whole, '两')}元` : '',
    jiao > 0 ? `${digitZh(jiao)}角` : '',
    gap ? '零' : '',
    fen > 0 ? `${digitZh(fen)}分` : '',
  ].join('');
}

function withCents({ whole, decimals }: Amount, { name, cent }: Currency): string {
  const cents = Number(decimals);
  if (cents === 0) return `${integerZh(whole, '两')}${name}`;
  const small = `${integerZh(cents, '两')}${cent}`;
  return whole === 0 ? small : `${integerZh(whole, '两')}${name}${cents < 10 ? '零' : ''}${small}`;
}

function decimalSum({ whole, decimals }: Amount): string {
  const places = decimals.replace(/0+$/, '');
  return places === '' ? integerZh(whole, '两') : pointed(integerZh(whole, whole === 2 ? '二' : '两'), places);
}

/** A plain decimal number, with 二 and 一 throughout and every place as it is written. */
export const decimalZh = ({ whole, decimals }: Decimal): string =>
  decimals === '' ? integerZh(whole, '二') : pointed(integerZh(whole, '二'), decimals);

const pointed = (whole: string, decimals: string): string => `${whole}点${digitsZh(decimals)}`;
