import type { Calendar } from '../../hours/calendar.ts';
import { readIsoInstant } from '../../hours/iso-instant.ts';
import type { LiveHoursStore } from '../../releases/live-hours-store.ts';
import { type WrongUsage, wrongUsage } from '../wrong-usage.ts';

/** What the commands that change hours go by. */
export interface LiveHoursWorld {
  readonly calendars: readonly Calendar[];
  /** Ids of all queues. */
  readonly queues: readonly string[];
  readonly store: LiveHoursStore;
  /** Epoch milliseconds. */
  readonly now: number;
  /** A short word that no other change of hours has. */
  readonly newId: () => string;
}

/** Where staff mean: one region, or all of them, which have no clock in common. */
export interface Place {
  readonly type: 'place';
  readonly regions: 'all' | readonly [string];
  /** The region's zone; UTC for all of them. */
  readonly zone: string;
}

/** Reads `REGION|all`. */
export function readPlace(region: string, { calendars }: LiveHoursWorld): Place | WrongUsage {
  if (region === 'all') return { type: 'place', regions: 'all', zone: 'UTC' };
  const calendar = calendars.find(({ id }) => id === region);
  if (calendar) return { type: 'place', regions: [region], zone: calendar.zone };
  return wrongUsage(`There is no region ${region}. There are ${calendars.map(({ id }) => id).join(', ')}, and all.`);
}

/** Reads the queues of `--queue`; none stands for all of them. */
export function readQueues(asked: readonly string[], { queues }: LiveHoursWorld): readonly string[] | WrongUsage {
  const unknown = asked.find((queue) => !queues.includes(queue));
  if (unknown === undefined) return [...new Set(asked)];
  return wrongUsage(`There is no queue ${unknown}. There are ${queues.join(', ')}.`);
}

/** An instant as it was typed after an option. */
export interface TypedInstant {
  /** `--until` */
  readonly option: string;
  readonly text: string;
}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** Reads an instant, epoch ms: with an offset, or in the clock of the region. For all regions it needs an offset. */
export function readInstant({ option, text }: TypedInstant, { regions, zone }: Place): number | WrongUsage {
  if (regions === 'all' && !OFFSET.test(text)) {
    return wrongUsage(`${option} ${text} needs an offset, as all regions have no clock in common: 2026-11-24T15:00Z.`);
  }
  const at = readIsoInstant(text, zone);
  if (at === 'malformed') {
    return wrongUsage(`${option} ${text} is no instant. Write 2026-11-24T15:00 or 2026-11-24T15:00+08:00.`);
  }
  if (at === 'skipped') {
    return wrongUsage(`${option} ${text} does not exist in ${zone}: clocks are put forward over it. Write an offset.`);
  }
  return at;
}

/** Nobody asks for the milliseconds at which a command was typed. */
export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

/** Reads `--until`, which must be ahead. */
export function readUntil(text: string | undefined, place: Place, { now }: LiveHoursWorld): number | WrongUsage {
  if (text === undefined) return wrongUsage('Say until when: --until 2026-11-24T15:00. It then ends by itself.');
  const until = readInstant({ option: '--until', text }, place);
  if (typeof until === 'number' && until <= now) return wrongUsage(`--until ${text} is past.`);
  return until;
}
