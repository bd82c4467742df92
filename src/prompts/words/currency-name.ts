import type { Amount } from './wording.ts';

/**
 * A currency's name in a language, in the form that the amount asks for, from Unicode's data: for the currencies that
 * the language's own table does not name. A code that Unicode does not know is its own name, spelled out.
 */
export function currencyName(language: string, { whole, currency }: Amount): string {
  const name = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'name' })
    .formatToParts(whole)
    .find(({ type }) => type === 'currency')?.value;
  return name === undefined || name === currency ? [...currency].join(' ') : name;
}
