import type { WallTime } from './words/civil.ts';
import { digitsEn, integerEn, ordinalEn } from './words/integer-en.ts';
import { decimalEn, moneyEn } from './words/money-en.ts';
import type { SpokenDate, Wording } from './words/wording.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Values in American English: "Tuesday, February twenty-fourth". */
export const wordingEn: Wording = wordingWith(
  (weekday, month, day) => `${weekday}, ${month} ${day}`,
  (date, year) => `${date}, ${year}`,
);

/** Values in British English, which differs in its dates: "Tuesday the twenty-fourth of February". */
export const wordingEnGb: Wording = wordingWith(
  (weekday, month, day) => `${weekday} the ${day} of ${month}`,
  (date, year) => `${date} ${year}`,
);

type DayOrder = (weekday: string, month: string, day: string) => string;
type YearOrder = (date: string, year: string) => string;

function wordingWith(dayOrder: DayOrder, yearOrder: YearOrder): Wording {
  const date = ({ year, month, day, weekday, withYear }: SpokenDate): string => {
    const words = dayOrder(WEEKDAYS[weekday] ?? '', MONTHS[month - 1] ?? '', ordinalEn(day));
    return withYear ? yearOrder(words, yearEn(year)) : words;
  };
  return {
    minus: 'minus ',
    digits: digitsEn,
    count: integerEn,
    ordinal: ordinalEn,
    money: moneyEn,
    date,
    time: timeEn,
    instant: ({ day, time }) => `${typeof day === 'string' ? day : date(day)} at ${timeEn(time)}${whichMidnight(time)}`,
    duration: (stretch) =>
      stretch.map(({ unit, count }) => `${integerEn(count)} ${unit}${count === 1 ? '' : 's'}`).join(' and '),
    percent: (percent) => `${decimalEn(percent)} percent`,
    rate: decimalEn,
  };
}

/** Noon and midnight by name, because twelve AM and PM are mixed up. Without full stops, which would end a sentence. */
function timeEn({ hour, minute }: WallTime): string {
  if (minute === 0 && hour % 12 === 0) return hour === 12 ? 'noon' : 'midnight';
  const minutes = minute === 0 ? '' : `${minute < 10 ? ' oh' : ''} ${integerEn(minute)}`;
  return `${integerEn(hour % 12 === 0 ? 12 : hour % 12)}${minutes} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A day has a midnight at each end; its instants lie at the first. */
const whichMidnight = ({ hour, minute }: WallTime): string =>
  hour === 0 && minute === 0 ? ', the start of the day' : '';

/** In two pairs, as years are said: "twenty twenty-seven"; "two thousand five" in the first decade of a millennium. */
function yearEn(year: number): string {
  const century = Math.floor(year / 100);
  const rest = year % 100;
  if (century < 10 || (century % 10 === 0 && rest < 10)) return integerEn(year);
  if (rest === 0) return `${integerEn(century)} hundred`;
  return `${integerEn(century)} ${rest < 10 ? 'oh ' : ''}${integerEn(rest)}`;
}
