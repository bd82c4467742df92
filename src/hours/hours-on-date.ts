import type { IsoDate } from './calendar.ts';
import { HORIZON_MS } from './decide.ts';
import { createLineReader, type Line, type LineReader, type Stretch } from './line.ts';
import { dayOf } from './local-date.ts';
import type { AppliedRule, Layer, Verdict } from './verdict.ts';
import { firstInstantAt } from './zone-clock.ts';

/** When a line is open on one date of its region. */
export interface DateHours {
  readonly region: string;
  readonly date: IsoDate;
  /** `unknown` where any of the date is; else `open` where there is a span. */
  readonly state: Verdict['state'];
  /**
   * When the line is open, epoch ms, cut off at the date's midnights: of a span over midnight each date has its part.
   * What is left out of a span by the clocks, or comes twice, is too.
   */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  readonly reason: string;
  readonly names?: Verdict['names'];
  readonly rule: AppliedRule;
  /**
   * The first instant from the end of the date on at which the line is open, epoch ms; absent where there is none
   * within 400 days, and where hours that are unknown come before it.
   */
  readonly nextOpen: number | undefined;
}

/** Layers from the strongest: where several decide on parts of a date, the first is given as the reason. */
const LAYERS: readonly Layer[] = ['closure', 'override', 'make-up-day', 'holiday', 'weekly', 'coverage'];

/**
 * The hours of a line on a date of its region, or undefined where there is no such date: `2026-02-31`, or one that the
 * region's clocks have skipped.
 */
export function hoursOnDate(line: Line, date: IsoDate): DateHours | undefined {
  const day = dayOf(date);
  if (day === undefined) return undefined;
  const reader = createLineReader(line);
  const from = firstInstantAt(reader.clock, { day, timeMs: 0 });
  const until = firstInstantAt(reader.clock, { day: day + 1, timeMs: 0 });
  const stretches = [...reader.stretches(from, until)];

  const verdict = verdictOn(stretches);
  if (!verdict) return undefined;
  const { state, reason, names, rule } = verdict;
  return {
    region: line.calendar.id,
    date,
    state,
    spans: spansOf(stretches),
    reason,
    ...(names && { names }),
    rule,
    nextOpen: openFrom(reader, until),
  };
}

function verdictOn(stretches: readonly Stretch[]): Verdict | undefined {
  const verdicts = stretches.map(({ verdict }) => verdict);
  for (const state of ['unknown', 'open', 'closed'] as const) {
    const alike = verdicts.filter((verdict) => verdict.state === state);
    const strongest = alike.toSorted((a, b) => LAYERS.indexOf(a.rule.layer) - LAYERS.indexOf(b.rule.layer))[0];
    if (strongest) return strongest;
  }
  return undefined;
}

function spansOf(stretches: readonly Stretch[]): DateHours['spans'] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, until, verdict } of stretches) {
    if (verdict.state !== 'open') continue;
    const last = spans.at(-1);
    if (last?.to === from) last.to = until;
    else spans.push({ from, to: until });
  }
  return spans;
}

function openFrom({ stretches }: LineReader, at: number): number | undefined {
  for (const { from, verdict } of stretches(at, at + HORIZON_MS)) {
    if (verdict.state === 'open') return from;
    if (verdict.state === 'unknown') return undefined;
  }
  return undefined;
}
