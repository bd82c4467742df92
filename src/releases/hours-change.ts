import { z } from 'zod';
import type { Closure, Override } from '../hours/calendar.ts';

/** What staff decide about the hours while calls run: it counts at once, and ends by itself. */
export type HoursChange = ({ readonly type: 'closure' } & Closure) | ({ readonly type: 'override' } & Override);

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const Id = z.string().regex(ID);

/** Whether a change of hours can have this id; where ids name files, no other text may reach them. */
export const isChangeId = (text: string): boolean => ID.test(text);
const Scope = z.union([z.literal('all'), z.array(z.string()).min(1)]);
const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const common = {
  id: Id,
  regions: Scope,
  queues: Scope,
  from: Instant,
  until: Instant,
  reason: Id,
  message: z.record(z.string(), z.string()).optional(),
};

const Written = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('closure'), ...common }),
  z.strictObject({ type: z.literal('override'), ...common, state: z.enum(['open', 'closed']) }),
]);

/** A change of hours as it is stored: JSON, with instants in ISO 8601 UTC. */
export function writeHoursChange(change: HoursChange): string {
  const { from, until } = change;
  return JSON.stringify({ ...change, from: new Date(from).toISOString(), until: new Date(until).toISOString() });
}

/**
 * Reads what `writeHoursChange` wrote.
 *
 * @throws {SyntaxError} for text that is not JSON, and zod's error where it is no change of hours
 */
export function readHoursChange(text: string): HoursChange {
  const { message, ...change } = Written.parse(JSON.parse(text));
  return message === undefined ? change : { ...change, message };
}

/** In the order in which they begin. */
export const sortHoursChanges = (changes: readonly HoursChange[]): HoursChange[] =>
  changes.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
