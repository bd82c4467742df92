import type { Calendar, Span } from '../../src/hours/calendar.ts';
import type { Line } from '../../src/hours/line.ts';

const MINUTE_MS = 60_000;

/**
 * An independent reckoning of opening hours: it asks the runtime for the fields of the local clock and compares texts and
 * numbers, minute by minute. It shares no code with what it checks, knows no offsets, and is far too slow for calls.
 */
export function createReference(line: Line) {
  const { calendar, queue } = line;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

  const concerns = ({ regions, queues }: Line['closures'][number]) =>
    (regions === 'all' || regions.includes(calendar.id)) && (queues === 'all' || queues.includes(queue?.id ?? ''));
  const closures = line.closures.filter(concerns);
  const overrides = line.overrides.filter(concerns);

  function stateAt(at: number): 'open' | 'closed' | 'unknown' {
    const holds = ({ from, until }: { readonly from: number; readonly until: number }) => at >= from && at < until;
    if (closures.some(holds)) return 'closed';
    const holding = overrides.filter(holds);
    if (holding.length > 0) return strongest(holding).state;

    const field = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const today = `${field.year}-${field.month}-${field.day}`;
    return ordinaryState(today, Number(field.hour) * 60 + Number(field.minute));
  }

  function ordinaryState(today: string, minute: number): 'open' | 'closed' | 'unknown' {
    const yesterday = dayBefore(today);
    const openToday = covers(spansOf(calendar, today), minute);
    const openSinceYesterday = covers(spansOf(calendar, yesterday), minute + 1440);
    const owner = !openToday && openSinceYesterday ? yesterday : today;
    if (owner < calendar.coverageFrom || owner > calendar.coverageUntil || calendar.uncovered.includes(owner)) {
      return 'unknown';
    }
    return (openToday || openSinceYesterday) && queueIsOpen(today, yesterday, minute) ? 'open' : 'closed';
  }

  function queueIsOpen(today: string, yesterday: string, minute: number): boolean {
    if (!queue?.weekly) return true;
    const { days } = queue.weekly;
    return (
      covers(days[weekdayWorked(calendar, today)]?.spans ?? [], minute) ||
      covers(days[weekdayWorked(calendar, yesterday)]?.spans ?? [], minute + 1440)
    );
  }

  /** Minute by minute from an instant on a full minute: when the state changes, and when the line opens next. */
  function changesWithin(at: number, minutes: number) {
    const states = Array.from({ length: minutes }, (_, index) => stateAt(at + index * MINUTE_MS));
    const unknown = states.indexOf('unknown');
    const change = states.findIndex((state) => state !== states[0]);
    const opening = states.findIndex((state, index) => state === 'open' && states[index - 1] === 'closed');
    const known = opening >= 0 && (unknown < 0 || opening < unknown);
    const instant = (index: number) => (index < 0 ? undefined : at + index * MINUTE_MS);
    return { state: states[0], until: instant(change), nextOpen: known ? instant(opening) : undefined };
  }

  return { stateAt, changesWithin };
}

function strongest(overrides: Line['overrides']) {
  const rank = ({ queues, regions, from, state }: Line['overrides'][number]) => [
    queues === 'all' ? 0 : 1,
    regions === 'all' ? 0 : 1,
    from,
    state === 'closed' ? 1 : 0,
  ];
  let best = overrides[0];
  for (const override of overrides) if (best && isGreater(rank(override), rank(best))) best = override;
  if (!best) throw new Error('no override');
  return best;
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value > other;
  }
  return false;
}

const covers = (spans: readonly Span[], minute: number) => spans.some(({ from, to }) => minute >= from && minute < to);

const weekdayOf = (date: string) => ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;

const weekdayWorked = (calendar: Calendar, date: string) => calendar.makeUpDays[date]?.like ?? weekdayOf(date);

function spansOf(calendar: Calendar, date: string): readonly Span[] {
  const ordinary = calendar.weekly.days[weekdayWorked(calendar, date)]?.spans ?? [];
  return calendar.makeUpDays[date] ? ordinary : (calendar.holidays[date]?.spans ?? ordinary);
}

function dayBefore(date: string): string {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - 1);
  return noon.toISOString().slice(0, 10);
}
