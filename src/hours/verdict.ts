import type { Calendar, Closure, Names, Override, Source, Span, WeeklyHours } from './calendar.ts';
import { type DayHours, sourceOn, spansOn } from './day-hours.ts';

/** What decided, strongest first; `coverage` where the calendar ends before the date. */
export type Layer = 'closure' | 'override' | 'make-up-day' | 'holiday' | 'weekly' | 'coverage';

/** The rule that decided. What is made while calls run, closures and overrides, stands in no file. */
export interface AppliedRule {
  readonly layer: Layer;
  readonly file?: string;
  readonly line?: number;
}

/** What holds at one instant, and why. */
export interface Verdict {
  readonly state: 'open' | 'closed' | 'unknown';
  /** What a live call goes by: the state, and where it is unknown what the ordinary week says. */
  readonly liveState: 'open' | 'closed';
  /**
   * The name of the holiday or make-up day, the reason a closure or override was given, or `opening-hours`,
   * `outside-opening-hours`, `outside-queue-hours`, `no-opening-hours`, `beyond-coverage`.
   */
  readonly reason: string;
  /** What callers are told about the reason, where it has words of its own. */
  readonly names?: Names;
  readonly rule: AppliedRule;
}

/** A moment of the local clock: minutes since midnight, and what the calendar says of the days that reach it. */
export interface LocalMoment {
  /** With a fraction for seconds. */
  readonly minute: number;
  readonly today: DayHours;
  readonly yesterday: DayHours;
}

const DAY_MINUTES = 1440;

/** The verdict of a closure, which nothing outdoes. */
export const byClosure = (closure: Closure): Verdict => ({
  ...worded(closure),
  state: 'closed',
  liveState: 'closed',
  rule: { layer: 'closure' },
});

/** The verdict of an override, which only a closure outdoes. */
export const byOverride = (override: Override): Verdict => ({
  ...worded(override),
  state: override.state,
  liveState: override.state,
  rule: { layer: 'override' },
});

const worded = ({ reason, message }: Closure): Pick<Verdict, 'reason' | 'names'> =>
  message ? { reason, names: message } : { reason };

/** The verdict of a calendar, cut with the weekly hours of a queue where it has any. */
export function byCalendar(calendar: Calendar, moment: LocalMoment, queueHours: WeeklyHours | undefined): Verdict {
  const { minute, today, yesterday } = moment;
  const opener = within(today.spans, minute)
    ? today
    : within(yesterday.spans, minute + DAY_MINUTES)
      ? yesterday
      : undefined;
  const region = byDay(calendar, opener ?? today, opener ? 'open' : 'closed');
  if (!opener || !queueHours) return region;

  const queueIsOpen =
    within(spansOn(queueHours, today.weekday), minute) ||
    within(spansOn(queueHours, yesterday.weekday), minute + DAY_MINUTES);
  return queueIsOpen ? region : byQueue(queueHours, today, region);
}

const within = (spans: readonly Span[], minute: number): boolean =>
  spans.some(({ from, to }) => from <= minute && minute < to);

function byDay(calendar: Calendar, day: DayHours, liveState: 'open' | 'closed'): Verdict {
  if (!day.covered) {
    const rule = placed('coverage', calendar.coverageSource);
    return { state: 'unknown', liveState, reason: 'beyond-coverage', rule };
  }
  const reason = day.reason ?? weeklyReason(calendar.weekly, liveState);
  const rule = placed(day.layer, day.source);
  return { state: liveState, liveState, reason, ...(day.names && { names: day.names }), rule };
}

/** A queue that is closed while its region is open, or would be open where the region's hours are unknown. */
function byQueue(weekly: WeeklyHours, today: DayHours, region: Verdict): Verdict {
  if (region.state === 'unknown') return { ...region, liveState: 'closed' };
  const rule = placed('weekly', sourceOn(weekly, today.weekday));
  return { state: 'closed', liveState: 'closed', reason: 'outside-queue-hours', rule };
}

function weeklyReason(weekly: WeeklyHours, state: 'open' | 'closed'): string {
  if (state === 'open') return 'opening-hours';
  return Object.values(weekly.days).some(({ spans }) => spans.length > 0)
    ? 'outside-opening-hours'
    : 'no-opening-hours';
}

const placed = (layer: Layer, { file, line }: Source): AppliedRule => ({ layer, file, line });

/** The next minute of the local clock at which a calendar or a queue may open or close; midnight at the latest. */
export function nextBorderMinute(moment: LocalMoment, queueHours: WeeklyHours | undefined): number {
  const { minute, today, yesterday } = moment;
  let next = DAY_MINUTES;
  const look = (spans: readonly Span[], shift: number) => {
    for (const { from, to } of spans) {
      if (from - shift > minute) next = Math.min(next, from - shift);
      if (to - shift > minute) next = Math.min(next, to - shift);
    }
  };
  look(today.spans, 0);
  look(yesterday.spans, DAY_MINUTES);
  if (queueHours) {
    look(spansOn(queueHours, today.weekday), 0);
    look(spansOn(queueHours, yesterday.weekday), DAY_MINUTES);
  }
  return next;
}
