import type { Country } from '../operations/transfers.ts';
import type { FeeSchedule, RateTable } from './fee-quote.ts';
import type { Rail } from './settlement.ts';

/** From one country to another: the way money takes, and what it costs per amount. */
export interface Corridor {
  readonly rail: Rail;
  readonly bps: number;
}

/** What an amount of a currency costs at least, at most and always, and how much may be sent; in minor units. */
interface Tariff extends Omit<FeeSchedule, 'bps'> {
  readonly leastSent: number;
  readonly mostSent: number;
}

/** Every figure of the demo is made up; none is anybody's price or rate. */
const TARIFFS: Readonly<Record<string, Tariff>> = {
  CNY: { fixed: 1000, min: 1500, max: 20_000, leastSent: 10_000, mostSent: 20_000_000 },
  HKD: { fixed: 1200, min: 1600, max: 23_000, leastSent: 10_000, mostSent: 20_000_000 },
  SGD: { fixed: 200, min: 270, max: 4000, leastSent: 2000, mostSent: 4_000_000 },
  JPY: { fixed: 220, min: 300, max: 4500, leastSent: 1500, mostSent: 4_000_000 },
  GBP: { fixed: 120, min: 160, max: 2400, leastSent: 1000, mostSent: 2_500_000 },
  EUR: { fixed: 140, min: 190, max: 2800, leastSent: 1000, mostSent: 2_500_000 },
  USD: { fixed: 150, min: 200, max: 3000, leastSent: 1000, mostSent: 3_000_000 },
  MXN: { fixed: 2500, min: 3500, max: 50_000, leastSent: 20_000, mostSent: 50_000_000 },
  BRL: { fixed: 800, min: 1100, max: 16_000, leastSent: 5000, mostSent: 15_000_000 },
  NGN: { fixed: 150_000, min: 250_000, max: 4_500_000, leastSent: 1_500_000, mostSent: 750_000_000 },
};

export const tariffOf = (currency: string): Tariff | undefined => TARIFFS[currency];

export const RATES: RateTable = {
  perDollar: {
    CNY: '7.1234',
    HKD: '7.8000',
    SGD: '1.3400',
    JPY: '150.00',
    GBP: '0.7900',
    EUR: '0.9200',
    USD: '1',
    MXN: '18.200',
    BRL: '5.4000',
    NGN: '1550.0',
  },
  marginBps: 40,
};

const INSTANT: Corridor = { rail: { instant: true, cutOffMinute: 1440, minDays: 0, maxDays: 0 }, bps: 20 };
const SEPA: Corridor = { rail: { instant: false, cutOffMinute: 14 * 60, minDays: 1, maxDays: 1 }, bps: 30 };
const CIPS: Corridor = { rail: { instant: false, cutOffMinute: 16 * 60, minDays: 0, maxDays: 1 }, bps: 40 };
const SWIFT: Corridor = { rail: { instant: false, cutOffMinute: 16 * 60, minDays: 1, maxDays: 3 }, bps: 60 };

const EURO: readonly Country[] = ['de', 'es'];
const SEPA_AREA: readonly Country[] = ['de', 'es', 'gb'];
const NEAR_CHINA: readonly Country[] = ['cn', 'hk', 'sg', 'jp'];
/** Where these send to and receive from; everybody else reaches everybody. */
const NARROW: Partial<Readonly<Record<Country, readonly Country[]>>> = {
  ng: ['gb', 'us'],
  br: ['us', 'es', 'mx'],
};

/** How money goes from one country to another, or undefined where it does not; inside a country it is no transfer. */
export function corridorBetween(from: Country, to: Country): Corridor | undefined {
  if (from === to || !reaches(from, to) || !reaches(to, from)) return undefined;
  const [both, ours] = [[from, to], (area: readonly Country[]) => area.includes(from) && area.includes(to)];
  if (ours(EURO)) return INSTANT;
  if (ours(SEPA_AREA)) return SEPA;
  return both.includes('cn') && ours(NEAR_CHINA) ? CIPS : SWIFT;
}

const reaches = (from: Country, to: Country): boolean => NARROW[from]?.includes(to) ?? true;
