import type { Calendar, Holiday, IsoDate, MakeUpDay, Names } from '../../hours/calendar.ts';
import { dateOf, dayOf } from '../../hours/local-date.ts';
import type { Language } from '../../values/language.ts';
import type { Path } from '../read/document.ts';
import { type CalendarFile, WEEKDAYS } from './calendar-schema.ts';
import { type Findings, readSpans } from './calendar-spans.ts';

/** What the dates of a file are read against. */
export interface DateContext {
  readonly written: CalendarFile;
  readonly languages: readonly Language[];
  readonly findings: Findings;
}

type Dated = Pick<Calendar, 'uncovered' | 'holidays' | 'makeUpDays'>;

/** Longer rows are slips of the pen: no holiday lasts longer. */
const MAX_ROW_DAYS = 31;

/** The holidays and make-up days of a file, one entry a date, with a finding for every date that stands twice. */
export function readDates(context: DateContext): Dated {
  const { written, findings } = context;
  const holidays: Record<IsoDate, Holiday> = {};
  const makeUpDays: Record<IsoDate, MakeUpDay> = {};
  const taken = new Map<IsoDate, number>();

  const uncovered = written.coverage.except.flatMap((dates, index) =>
    readFreeDates(dates, ['coverage', 'except', index], { ...context, taken }),
  );
  for (const [index, row] of written.holidays.entries()) {
    const path = ['holidays', index];
    const spans = row.hours ? readSpans(row.hours, [...path, 'hours'], findings) : [];
    const rule = { ...readRow(row, path, context), spans };
    for (const date of readFreeDates(row.dates, [...path, 'dates'], { ...context, taken })) holidays[date] = rule;
  }
  for (const [index, row] of written.makeUpDays.entries()) {
    const path = ['makeUpDays', index];
    const rule = { ...readRow(row, path, context), like: WEEKDAYS.indexOf(row.like) + 1 };
    for (const date of readFreeDates(row.dates, [...path, 'dates'], { ...context, taken })) makeUpDays[date] = rule;
  }
  return { uncovered, holidays, makeUpDays };
}

type Row = CalendarFile['holidays'][number] | CalendarFile['makeUpDays'][number];

function readRow(row: Row, path: Path, { written, languages, findings }: DateContext) {
  checkNames(row.name, [...path, 'name'], { languages, findings });
  if (!Object.hasOwn(written.sources, row.source)) {
    findings.add([...path, 'source'], {
      rule: 'unknown-source',
      message: `\`${row.source}\` is not among the sources of this file.`,
      fix: 'Add it under `sources`, or correct its spelling.',
    });
  }
  return {
    names: row.name,
    reason: row.name.en ?? Object.values(row.name)[0] ?? '',
    source: findings.sourceOf(path),
    provenance: row.source,
  };
}

/** Finds the languages that a name lacks. */
export function checkNames(names: Names, path: Path, { languages, findings }: Omit<DateContext, 'written'>): void {
  for (const language of languages) {
    if (Object.hasOwn(names, language)) continue;
    findings.add(path, {
      rule: 'name-missing',
      message: `The name is missing in ${language}.`,
      fix: `Add it: ${language}: …`,
    });
  }
}

/** The dates of a row that no row before it has taken. */
function readFreeDates(
  text: string,
  path: Path,
  { written, findings, taken }: DateContext & { readonly taken: Map<IsoDate, number> },
): IsoDate[] {
  const { from, until } = written.coverage;
  const { line } = findings.sourceOf(path);
  const dates = readDateRange(text, path, findings);

  const outside = dates.find((date) => date < from || date > until);
  if (outside !== undefined) {
    findings.add(path, {
      rule: 'outside-coverage',
      message: `${outside} is not between ${from} and ${until}, for which the calendar holds.`,
      fix: 'Correct the date, or widen `coverage` when all dates up to there are entered.',
    });
  }
  return dates.filter((date) => {
    const before = taken.get(date);
    if (before === undefined) {
      taken.set(date, line);
      return true;
    }
    findings.add(path, {
      rule: 'date-twice',
      message: `${date} already stands in line ${before}.`,
      fix: 'Keep one of the two: a date is a holiday, a make-up day or excepted, once.',
    });
    return false;
  });
}

function readDateRange(text: string, path: Path, findings: Findings): IsoDate[] {
  const [first = '', last = first, ...more] = text.split('..');
  const from = dayOf(first);
  const until = dayOf(last);
  const length = from === undefined || until === undefined || more.length > 0 ? Number.NaN : until - from + 1;
  if (from !== undefined && length >= 1 && length <= MAX_ROW_DAYS) {
    return Array.from({ length }, (_, index) => dateOf(from + index));
  }
  findings.add(path, {
    rule: 'bad-date',
    message: `\`${text}\` is no date, and no first and last date of at most ${MAX_ROW_DAYS} days.`,
    fix: 'Write 2026-10-01, or 2026-10-01..2026-10-07.',
  });
  return [];
}
