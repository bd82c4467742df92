import { createLineReader, type Line } from './line.ts';
import { DAY_MS } from './local-date.ts';
import type { Layer, Verdict } from './verdict.ts';

/** Is this line open at this instant? */
export interface HoursQuestion extends Line {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Whether a line is open, why, until when, and when it opens next. */
export interface HoursDecision extends Verdict {
  readonly layer: Layer;
  /** The first instant at which the state is another, epoch ms; absent where it stays for 400 days or longer. */
  readonly until: number | undefined;
  /**
   * The first opening after the instant asked for, epoch ms: while the line is open, the one after it has closed. Absent
   * where none comes within 400 days, and where hours that are unknown come before it.
   */
  readonly nextOpen: number | undefined;
}

/** How far ahead changes are looked for. */
export const HORIZON_MS = 400 * DAY_MS;

/**
 * Decides whether a line is open. Closures come before overrides, then make-up days, holidays and the ordinary week; a
 * queue's own week is cut with what its region's calendar says, but not with closures and overrides.
 *
 * The instant is put into local time and never the other way, so that a local time that comes twice is open twice, and
 * one that is left out never. On dates that the calendar does not cover the state is `unknown`, unless a closure or an
 * override decides; `liveState` then has what a live call goes by.
 *
 * @throws {RangeError} for an instant that is no date, and for a zone that the reading of calendars would have refused.
 */
export function decideHours(question: HoursQuestion): HoursDecision {
  const { at } = question;
  let now: Verdict | undefined;
  let before: Verdict['state'] | undefined;
  let until: number | undefined;
  for (const { from, verdict } of createLineReader(question).stretches(at, at + HORIZON_MS)) {
    now ??= verdict;
    const { state } = verdict;
    if (state !== now.state) until ??= from;
    if (state === 'open' && before === 'closed') return decision(now, until, from);
    if (until !== undefined && (state === 'unknown' || now.state === 'unknown')) break;
    before = state;
  }
  if (!now) throw new RangeError(`${at} is no instant`);
  return decision(now, until, undefined);
}

/**
 * Decides as `decideHours` does, but by the ordinary week on dates that the calendar does not cover, so that a caller
 * gets an answer and a next opening in any case. Whether that happened is for an alarm: ask `decideHours` for `unknown`.
 */
export const decideLiveHours = (question: HoursQuestion): HoursDecision =>
  decideHours({
    ...question,
    calendar: { ...question.calendar, coverageFrom: '0000-01-01', coverageUntil: '9999-12-31', uncovered: [] },
  });

const decision = (now: Verdict, until: number | undefined, nextOpen: number | undefined): HoursDecision => ({
  ...now,
  layer: now.rule.layer,
  until,
  nextOpen,
});
