import type { IsoDate } from '../../hours/calendar.ts';
import { dateOf } from '../../hours/local-date.ts';
import { endOfMonth, localDayAt } from '../rules/days.ts';
import type { Promotion } from './entities.ts';
import type { Asked } from './performing.ts';

/** An offer, with its last day. */
export type OpenPromotion = Promotion & { readonly until: IsoDate };

/** The offers that are open in the caller's region today, by their id. */
export async function openPromotions({ store, question, calendarOf }: Asked): Promise<readonly OpenPromotion[]> {
  const today = localDayAt(question.at, calendarOf(question.region));
  return (await store.list('promotion'))
    .filter(({ regions, opensInDays }) => regions.includes(question.region) && opensInDays <= 0)
    .map((promotion) => ({ ...promotion, until: lastDay(promotion, today) }))
    .filter(({ until }) => dateOf(today) <= until);
}

const lastDay = ({ closes }: Promotion, today: number): IsoDate =>
  'inDays' in closes ? dateOf(today + closes.inDays) : endOfMonth(today, closes.monthsAhead);
