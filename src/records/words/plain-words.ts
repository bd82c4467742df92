import { flowOf, KEBAB_CASE, type NodeId, nodeNameOf } from '../../flow/ids.ts';

/** What something is called in a flow, as words: `main-menu` is `main menu`. */
export const toWords = (id: string): string => id.replaceAll('-', ' ');

/**
 * What a node is called: `main menu`, and in another flow than the one that calls begin in `payment menu`; a flow that the
 * node's own name tells is not told twice, and neither is a node that its flow tells: `leave message`.
 */
export function nodeWords(node: NodeId, start: NodeId | undefined): string {
  const [flow, name] = [flowOf(node), nodeNameOf(node)];
  const isOfEntry = start === undefined || flowOf(start) === flow;
  if (isOfEntry || name.includes(flow)) return toWords(name);
  return toWords(flow.endsWith(`-${name}`) ? flow : `${flow}-${name}`);
}

/** Longer than anything that staff call something. */
const LONGEST_NAME = 60;

/**
 * Whether a value may be read aloud as it is: a name that staff gave, and none that holds a number. Whatever else stands
 * in a tag may have come from a caller.
 */
export const isPlainName = (value: string): boolean =>
  value.length <= LONGEST_NAME && KEBAB_CASE.test(value) && !/\d/.test(value);

/** `35 s`, `4 min`, `1 h 5 min`; up to the half of a unit it is rounded down. */
export function toDuration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

const TIMES = ['', '', ' twice', ' three times', ' four times'];

/** How often, after what was done: nothing for once, then ` twice`, ` three times`. */
export const toTimes = (count: number): string => TIMES[count] ?? ` ${count} times`;

const HOUR_FORM = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/;
const OFFSET_FORM = /([+-])(\d{2}):(\d{2})$/;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * An instant as the clock of its place shows it, told at another: `9:00`, `9:00 the next day`, `9:00 on 7 December`.
 * `instant` is ISO 8601 with its offset, `toldAt` epoch ms. Nothing where it is no such instant.
 */
export function toClockTime(instant: string, toldAt: number): string | undefined {
  const [, date, hours, minutes] = HOUR_FORM.exec(instant) ?? [];
  if (date === undefined) return undefined;
  const time = `${Number(hours)}:${minutes}`;
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - midnightAt(toldAt, offsetOf(instant))) / DAY_MS);
  if (days === 0) return time;
  return days === 1 ? `${time} the next day` : `${time} on ${toDay(date)}`;
}

function offsetOf(instant: string): number {
  const [, sign, hours, minutes] = OFFSET_FORM.exec(instant) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
}

/** The midnight before an instant on clocks that are so far ahead of UTC, as if they showed UTC. */
const midnightAt = (at: number, offsetMs: number): number => Math.floor((at + offsetMs) / DAY_MS) * DAY_MS;

const toDay = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${date}T00:00:00Z`),
  );
