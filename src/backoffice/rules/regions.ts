import type { Country } from '../operations/transfers.ts';

/** What the demo knows of a region of the hotline. */
export interface DemoRegion {
  readonly country: Country;
  /** What money is sent in. */
  readonly currency: string;
  /** Years from which on a customer goes straight to a person. */
  readonly seniorAge: number;
}

const REGIONS: Readonly<Record<string, DemoRegion>> = {
  cn: { country: 'cn', currency: 'CNY', seniorAge: 60 },
  hk: { country: 'hk', currency: 'HKD', seniorAge: 65 },
  sg: { country: 'sg', currency: 'SGD', seniorAge: 65 },
  jp: { country: 'jp', currency: 'JPY', seniorAge: 65 },
  gb: { country: 'gb', currency: 'GBP', seniorAge: 66 },
  de: { country: 'de', currency: 'EUR', seniorAge: 65 },
  es: { country: 'es', currency: 'EUR', seniorAge: 65 },
  'us-east': { country: 'us', currency: 'USD', seniorAge: 65 },
  'us-west': { country: 'us', currency: 'USD', seniorAge: 65 },
  mx: { country: 'mx', currency: 'MXN', seniorAge: 60 },
  br: { country: 'br', currency: 'BRL', seniorAge: 60 },
  ng: { country: 'ng', currency: 'NGN', seniorAge: 60 },
};

export const findRegion = (region: string): DemoRegion | undefined =>
  Object.hasOwn(REGIONS, region) ? REGIONS[region] : undefined;

/** The region whose calendar and currency stand for a country: of several, the one where its banks settle. */
export function regionOf(country: Country): string {
  const found = Object.entries(REGIONS).find(([, region]) => region.country === country);
  if (!found) throw new RangeError(`no region stands for ${country}`);
  return found[0];
}
