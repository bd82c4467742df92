import type { WallTime } from './words/civil.ts';
import { digitsZh, integerZh } from './words/integer-zh.ts';
import { decimalZh, moneyZh } from './words/money-zh.ts';
import type { SpokenDate, Stretch, Wording } from './words/wording.ts';

const WEEKDAYS = '日一二三四五六';
const NEAR = { yesterday: '昨天', today: '今天', tomorrow: '明天' } as const;
const UNITS = { day: '天', hour: '小时', minute: '分钟', second: '秒' } as const;

/** Values in Mandarin, in simplified characters. */
export const wordingZh: Wording = {
  minus: '负',
  digits: (group, digitOne) => (digitOne === 'yao' ? digitsZh(group).replaceAll('一', '幺') : digitsZh(group)),
  count: (count) => integerZh(count, '两'),
  ordinal: (position) => `第${integerZh(position, '二')}`,
  money: moneyZh,
  date: dateZh,
  time: timeZh,
  instant: ({ day, time }) => (typeof day === 'string' ? NEAR[day] : `${dateZh(day)}，`) + timeZh(time),
  duration: durationZh,
  percent: (percent) => `百分之${decimalZh(percent)}`,
  rate: decimalZh,
};

function dateZh({ year, month, day, weekday, withYear }: SpokenDate): string {
  const years = withYear ? `${digitsZh(String(year))}年` : '';
  return `${years}${integerZh(month, '二')}月${integerZh(day, '二')}日星期${WEEKDAYS.charAt(weekday)}`;
}

function timeZh({ hour, minute }: WallTime): string {
  const onClock = hour > 12 ? hour - 12 : hour;
  const minutes = minute === 0 ? '' : `${minute < 10 ? '零' : ''}${integerZh(minute, '二')}分`;
  return `${partOfDay(hour)}${integerZh(onClock, '两')}点${minutes}`;
}

/** The end of a day, 24:00, is 晚上十二点: 零点 would be heard as its beginning. */
function partOfDay(hour: number): string {
  if (hour < 5) return '凌晨';
  if (hour < 8) return '早上';
  if (hour < 12) return '上午';
  if (hour === 12) return '中午';
  return hour < 19 ? '下午' : '晚上';
}

/** Minutes are 分 before seconds and 分钟 at the end. */
function durationZh(stretch: Stretch): string {
  const words = stretch.map(({ unit, count }) => integerZh(count, '两') + UNITS[unit]);
  return words.join('').replace(/分钟(?=.)/, '分');
}
