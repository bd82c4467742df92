import type { WallTime } from './words/civil.ts';
import { digitsEs, integerEs, oneBefore, ordinalEs } from './words/integer-es.ts';
import { decimalEs, moneyEs } from './words/money-es.ts';
import type { SpokenDate, Stretch, Wording } from './words/wording.ts';

const WEEKDAYS = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'];
const MONTHS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
];
const NEAR = { yesterday: 'ayer', today: 'hoy', tomorrow: 'mañana' } as const;
const UNITS = {
  day: { one: 'día', many: 'días', gender: 'masculine' },
  hour: { one: 'hora', many: 'horas', gender: 'feminine' },
  minute: { one: 'minuto', many: 'minutos', gender: 'masculine' },
  second: { one: 'segundo', many: 'segundos', gender: 'masculine' },
} as const;

/**
 * Values in Spanish, in words that Spain and Latin America share.
 *
 * A date comes without its article, so that a prompt says "el {date}" or "del {date}"; a time comes with it ("las
 * nueve de la mañana", "la una de la tarde"), so that a prompt says "a {time}"; an instant needs nothing before it
 * ("hoy a las nueve de la mañana", "el martes veinticuatro de febrero a las nueve de la mañana").
 */
export const wordingEs: Wording = {
  minus: 'menos ',
  digits: digitsEs,
  count: (count, gender) => integerEs(count, oneBefore(gender)),
  ordinal: ordinalEs,
  money: moneyEs,
  date: dateEs,
  time: timeEs,
  instant: ({ day, time }) => `${typeof day === 'string' ? NEAR[day] : `el ${dateEs(day)}`} a ${timeEs(time)}`,
  duration: durationEs,
  percent: (percent) => `${decimalEs(percent)} por ciento`,
  rate: decimalEs,
};

function dateEs({ year, month, day, weekday, withYear }: SpokenDate): string {
  const dayOfMonth = day === 1 ? 'primero' : integerEs(day, 'uno');
  const words = `${WEEKDAYS[weekday]} ${dayOfMonth} de ${MONTHS[month - 1]}`;
  return withYear ? `${words} de ${integerEs(year, 'uno')}` : words;
}

/** "Las cero horas" is the beginning of a day and "las doce de la noche" its end: both in use, and never mixed up. */
function timeEs({ hour, minute }: WallTime): string {
  if (hour === 0 && minute === 0) return 'las cero horas';
  const onClock = hour % 12 === 0 ? 12 : hour % 12;
  const article = onClock === 1 ? 'la' : 'las';
  return `${article} ${integerEs(onClock, 'una')}${minutesEs(minute)} ${partOfDay(hour, minute)}`;
}

function minutesEs(minute: number): string {
  if (minute === 0) return '';
  if (minute === 15) return ' y cuarto';
  return minute === 30 ? ' y media' : ` y ${integerEs(minute, 'uno')}`;
}

function partOfDay(hour: number, minute: number): string {
  if (hour === 0 || hour >= 20) return 'de la noche';
  if (hour < 6) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour === 12 && minute === 0 ? 'del mediodía' : 'de la tarde';
}

function durationEs(stretch: Stretch): string {
  const words = stretch.map(({ unit, count }) => {
    const { one, many, gender } = UNITS[unit];
    return `${integerEs(count, oneBefore(gender))} ${count === 1 ? one : many}`;
  });
  return words.join(' y ');
}
