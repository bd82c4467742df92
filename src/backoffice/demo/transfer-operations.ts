import type { Calendar } from '../../hours/calendar.ts';
import { dateOf } from '../../hours/local-date.ts';
import type { Money } from '../../values/money.ts';
import { COUNTRIES, type Country, transfersCorridor, transfersQuote, transfersTrack } from '../operations/transfers.ts';
import { type Corridor, corridorBetween, RATES, tariffOf } from '../rules/corridors.ts';
import { hoursBefore, localDayAt } from '../rules/days.ts';
import { convert, feeFor, rateBetween } from '../rules/fee-quote.ts';
import { findRegion, regionOf } from '../rules/regions.ts';
import { type Arrival, addWorkingDays, arrivalOf } from '../rules/settlement.ts';
import { needOf, returnReasonOf, stageOf } from '../rules/transfer-stage.ts';
import type { Customer, Transfer } from './entities.ts';
import { type Asked, forAnybody, forCustomer } from './performing.ts';
import { openPromotions } from './promotions.ts';

const NOT_SERVED = { outcome: 'not-served', output: {} } as const;

/** The way from a region to a country, and the currencies at its ends; undefined where nothing goes there. */
function wayFrom(region: string | undefined, to: string) {
  const country = COUNTRIES.find((one) => one === to);
  const from = region === undefined ? undefined : findRegion(region);
  const corridor = country && from && corridorBetween(from.country, country);
  const currency = country && findRegion(regionOf(country))?.currency;
  const tariff = from && tariffOf(from.currency);
  const rate = from && currency && rateBetween(from.currency, currency, RATES);
  if (!corridor || !tariff || !currency || rate === undefined) return undefined;
  return { country, corridor, sent: from.currency, currency, tariff, rate };
}

export const corridor = forAnybody(transfersCorridor, async ({ to }, { question }) =>
  wayFrom(question.region, to) ? { outcome: 'served', output: {} } : NOT_SERVED,
);

export const quote = forAnybody(transfersQuote, async ({ to, amount }, asked) => {
  const { question } = asked;
  const way = wayFrom(question.region, to);
  if (!way || way.sent !== amount.currency) return NOT_SERVED;
  const { country, corridor, currency, tariff, rate } = way;

  const { leastSent, mostSent, ...fees } = tariff;
  const sent = (minor: number): Money => ({ minor, currency: amount.currency });
  if (amount.minor < leastSent) return { outcome: 'too-little', output: { min: sent(leastSent) } };
  if (amount.minor > mostSent) return { outcome: 'too-much', output: { max: sent(mostSent) } };

  const fee = feeFor(amount, { ...fees, bps: corridor.bps }, await feeOff(country, asked));
  const arrival = arrivalFrom(question.at, { from: question.region, to: country, corridor }, asked);
  return {
    outcome: 'quoted',
    output: {
      fee,
      total: sent(amount.minor + fee.minor),
      rate,
      receives: convert(amount, rate, currency),
      ...arrival,
      onOneDay: isOneDay(arrival),
    },
  };
});

/** What the offers that are open in the caller's region take off, together. */
async function feeOff(to: Country, asked: Asked): Promise<number> {
  const promotions = await openPromotions(asked);
  return promotions.reduce((sum, { feeOff: off }) => (off?.to === to ? sum + off.minor : sum), 0);
}

export const tracking = forCustomer(transfersTrack, async ({ reference }, asked) => {
  const transfer = await asked.store.find('transfer', reference);
  if (transfer?.account !== asked.customer.account) return { outcome: 'not-found', output: {} };
  const [initial = ''] = transfer.receiver;
  const window = whenThere(transfer, asked);
  return {
    outcome: 'found',
    output: {
      stage: stageOf(transfer),
      need: needOf(transfer),
      amount: transfer.amount,
      ...window,
      onOneDay: isOneDay(window),
      receiverInitial: initial,
      reason: returnReasonOf(transfer),
    },
  };
});

const isOneDay = ({ arrivesFrom, arrivesTo }: Pick<Arrival, 'arrivesFrom' | 'arrivesTo'>): boolean =>
  arrivesFrom === arrivesTo;

/** Working days in which money that came back is with its sender again. */
const BACK_DAYS = 3;

/**
 * When the money is there: the day it was credited; of what came back, when the sender has it again; else as it was
 * estimated when it was sent, but no day that has passed. What waits is estimated anew: it goes out today at the earliest.
 */
function whenThere(
  transfer: Transfer,
  asked: Asked & { readonly customer: Customer },
): Pick<Arrival, 'arrivesFrom' | 'arrivesTo'> {
  const { customer, question } = asked;
  const calendar = asked.calendarOf(customer.region);
  const stage = stageOf(transfer);
  const endedDay = localDayAt(hoursBefore(question.at, transfer.endedHoursAgo ?? 0), calendar);
  if (stage === 'credited') return { arrivesFrom: dateOf(endedDay), arrivesTo: dateOf(endedDay) };
  if (stage === 'returned' || stage === 'rejected') return whenBack(endedDay, calendar);

  const waits = stage === 'on-hold' || needOf(transfer) !== 'nothing';
  const at = waits ? question.at : hoursBefore(question.at, transfer.hoursAgo);
  const estimated = arrivalFrom(at, journeyOf(transfer, customer), asked);
  const today = dateOf(localDayAt(question.at, calendar));
  const arrivesFrom = estimated.arrivesFrom < today ? today : estimated.arrivesFrom;
  return { arrivesFrom, arrivesTo: estimated.arrivesTo < arrivesFrom ? arrivesFrom : estimated.arrivesTo };
}

const whenBack = (day: number, calendar: Calendar): Pick<Arrival, 'arrivesFrom' | 'arrivesTo'> => ({
  arrivesFrom: dateOf(addWorkingDays(calendar, day, 1)),
  arrivesTo: dateOf(addWorkingDays(calendar, day, BACK_DAYS)),
});

interface Journey {
  readonly from: string;
  readonly to: Country;
  readonly corridor: Corridor;
}

/** @throws {Error} for a transfer that no corridor leads to */
function journeyOf({ to }: Transfer, { region }: Customer): Journey {
  const from = findRegion(region);
  const corridor = from && corridorBetween(from.country, to);
  if (!corridor) throw new Error(`nothing is sent from ${region} to ${to}`);
  return { from: region, to, corridor };
}

const arrivalFrom = (at: number, { from, to, corridor: { rail } }: Journey, { calendarOf }: Asked): Arrival =>
  arrivalOf({ rail, calendars: [calendarOf(from), calendarOf(regionOf(to))], at });
