import type { Calendar, Closure, Override } from '../hours/calendar.ts';
import { decideHours, type HoursDecision } from '../hours/decide.ts';
import { type DateHours, hoursOnDate } from '../hours/hours-on-date.ts';
import { localDateAt, readIsoInstant, toIsoInstant } from '../hours/iso-instant.ts';
import { dateOf, dayOf } from '../hours/local-date.ts';
import type { AppliedRule } from '../hours/verdict.ts';
import { dateInWords, instantInWords } from './instant-words.ts';
import type { Io } from './io.ts';

/** `hotline hours REGION [--at INSTANT] [--from DATE --to DATE] [--json]`, as it was typed. */
export interface HoursOptions {
  readonly region: string;
  /** ISO 8601; without an offset the region's own time. Without it the question is about now. */
  readonly at?: string | undefined;
  /** First and last date of a table; one without the other is a table of one day. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly json?: boolean | undefined;
}

/** What the answer depends on. */
export interface HoursWorld {
  readonly calendars: readonly Calendar[];
  readonly closures: readonly Closure[];
  readonly overrides: readonly Override[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A longer table is a slip of the pen, and nothing is known so far ahead. */
const MAX_TABLE_DAYS = 400;

/** Answers `hotline hours`. Gives the exit status: 0 with an answer, 2 for wrong usage. */
export function runHours(options: HoursOptions, world: HoursWorld, io: Io): 0 | 2 {
  const calendar = world.calendars.find(({ id }) => id === options.region);
  const answer = calendar ? answerOf(options, calendar, world) : complaint(unknownRegion(options.region, world));
  for (const line of answer.lines) (answer.type === 'answer' ? io.print : io.complain)(line);
  return answer.type === 'answer' ? 0 : 2;
}

interface Answer {
  readonly type: 'answer' | 'complaint';
  readonly lines: readonly string[];
}

const complaint = (line: string): Answer => ({ type: 'complaint', lines: [line] });

const unknownRegion = (region: string, { calendars }: HoursWorld): string =>
  `There is no region ${region}. The regions are ${calendars.map(({ id }) => id).join(', ')}.`;

function answerOf(options: HoursOptions, calendar: Calendar, world: HoursWorld): Answer {
  if (options.from === undefined && options.to === undefined) return instantAnswer(options, calendar, world);
  if (options.at !== undefined)
    return complaint('Ask with --at for an instant, or with --from and --to for a table of days.');
  return tableAnswer(options, calendar, world);
}

function instantAnswer({ at: text, json }: HoursOptions, calendar: Calendar, world: HoursWorld): Answer {
  const at = text === undefined ? world.now : readIsoInstant(text, calendar.zone);
  if (at === 'malformed') {
    return complaint(
      `--at ${text} is no instant. Write 2026-02-14T10:00+08:00, or 2026-02-14T10:00 in the region's own time.`,
    );
  }
  if (at === 'skipped') {
    return complaint(
      `--at ${text} does not exist in ${calendar.zone}: clocks are put forward over it. Write an offset.`,
    );
  }
  const decision = decideHours({ ...world, calendar, at });
  const lines = json ? [JSON.stringify(jsonOf(decision, calendar, at))] : wordsOf(decision, calendar, at);
  return { type: 'answer', lines };
}

/** The fixed shape of the machine-readable answer. */
function jsonOf({ state, reason, rule, until, nextOpen }: HoursDecision, { id, zone }: Calendar, at: number) {
  return {
    region: id,
    at: toIsoInstant(at, zone),
    state,
    reason,
    rule: jsonRule(rule),
    until: isoOrNull(until, zone),
    nextOpen: isoOrNull(nextOpen, zone),
  };
}

const jsonRule = ({ layer, file, line }: AppliedRule) => ({ layer, file: file ?? null, line: line ?? null });

const isoOrNull = (at: number | undefined, zone: string) => (at === undefined ? null : toIsoInstant(at, zone));

function wordsOf(decision: HoursDecision, { id, zone }: Calendar, at: number): string[] {
  const { state, liveState, reason, rule, until, nextOpen } = decision;
  const when = (instant: number) => instantInWords(instant, zone);
  const verdict = { open: 'is open', closed: 'is closed', unknown: 'has unknown hours' }[state];
  return [
    `${id} ${verdict} on ${when(at)} (${zone}).`,
    `Why: ${reason}, by ${ruleInWords(rule)}.`,
    ...(state === 'unknown' ? [`Calls go by the weekly hours meanwhile: ${liveState}.`] : []),
    until === undefined ? 'Until: nothing changes within 400 days.' : `Until: ${when(until)}.`,
    nextOpen === undefined ? 'Next opening: none is known.' : `Next opening: ${when(nextOpen)}.`,
  ];
}

const ruleInWords = ({ layer, file, line }: AppliedRule): string =>
  file === undefined ? `a rule of the layer ${layer}` : `the rule in ${file}:${line} (${layer})`;

function tableAnswer(options: HoursOptions, calendar: Calendar, world: HoursWorld): Answer {
  const { from = options.to ?? '', to = from, json } = options;
  const first = dayOf(from);
  const last = dayOf(to);
  if (first === undefined) return complaint(`--from ${from} is no date. Write it as 2026-09-25.`);
  if (last === undefined) return complaint(`--to ${to} is no date. Write it as 2026-10-12.`);
  if (last < first) return complaint(`--from ${from} is after --to ${to}.`);
  if (last - first >= MAX_TABLE_DAYS) return complaint(`At most ${MAX_TABLE_DAYS} days are shown at once.`);

  const dates = Array.from({ length: last - first + 1 }, (_, index) => dateOf(first + index));
  const days = dates.flatMap((date) => hoursOnDate({ ...world, calendar }, date) ?? []);
  const lines = json ? [JSON.stringify(days.map((day) => jsonDay(day, calendar.zone)))] : tableOf(days, calendar.zone);
  return { type: 'answer', lines };
}

function jsonDay({ region, date, state, spans, reason, rule, nextOpen }: DateHours, zone: string) {
  return {
    region,
    date,
    state,
    spans: spans.map(({ from, to }) => ({ from: toIsoInstant(from, zone), to: toIsoInstant(to, zone) })),
    reason,
    rule: jsonRule(rule),
    nextOpen: isoOrNull(nextOpen, zone),
  };
}

function tableOf(days: readonly DateHours[], zone: string): string[] {
  const rows = days.map(({ date, state, spans, reason, rule }) => [
    date,
    dateInWords(date).weekday,
    state,
    spans.map(({ from, to }) => `${clockTime(from, date, zone)}-${clockTime(to, date, zone)}`).join(', ') || '-',
    `${reason} (${rule.file === undefined ? rule.layer : `${rule.file}:${rule.line}`})`,
  ]);
  const table = [['date', 'weekday', 'state', 'hours', 'reason'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

/** `18:00`; with seconds where there are any, and `24:00` for the midnight that ends the date. */
function clockTime(at: number, date: string, zone: string): string {
  if (localDateAt(at, zone) !== date) return '24:00';
  return toIsoInstant(at, zone).slice(11, 19).replace(/:00$/, '');
}
