import type { z } from 'zod';
import type { Source, Span, WeeklyHours } from '../../hours/calendar.ts';
import type { Path } from '../read/document.ts';
import type { Finding, Position } from '../read/finding.ts';
import { WEEKDAYS, type Weekly } from './calendar-schema.ts';

/** Gathers the findings of one file, placed by paths into its document. */
export interface Findings {
  readonly all: readonly Finding[];
  readonly sourceOf: (path: Path) => Source;
  readonly add: (path: Path, finding: Pick<Finding, 'rule' | 'message' | 'fix'>) => void;
}

/** An empty list of findings for a document. */
export function createFindings(document: {
  readonly file: string;
  readonly positionOf: (path: Path) => Position;
  readonly keyPositionOf: (path: Path) => Position;
}): Findings {
  const all: Finding[] = [];
  const { file, positionOf, keyPositionOf } = document;
  return {
    all,
    sourceOf: (path) => ({ file, line: keyPositionOf(path).line }),
    add: (path, finding) => all.push({ file, ...positionOf(path), severity: 'error', ...finding }),
  };
}

const DAY_MINUTES = 1440;

/** Reads the weekly hours at a path of a document: of a calendar, or of a queue. */
export function readWeeklyHours(weekly: z.infer<typeof Weekly>, path: Path, findings: Findings): WeeklyHours {
  const days: Record<number, { spans: readonly Span[]; source: Source }> = {};
  for (const [index, weekday] of WEEKDAYS.entries()) {
    const written = weekly[weekday];
    if (!written) continue;
    const at = [...path, weekday];
    days[index + 1] = { spans: readSpans(written, at, findings), source: findings.sourceOf(at) };
  }
  for (const [index, weekday] of WEEKDAYS.entries()) {
    const lateness = Math.max(0, ...(days[index + 1]?.spans ?? []).map(({ to }) => to - DAY_MINUTES));
    const next = WEEKDAYS[(index + 1) % 7];
    const first = Math.min(DAY_MINUTES, ...(days[((index + 1) % 7) + 1]?.spans ?? []).map(({ from }) => from));
    if (lateness > first)
      findings.add([...path, weekday], overlap(`The hours of ${weekday} run into those of ${next}`));
  }
  return { source: findings.sourceOf(path), days };
}

/** Reads the spans of one day, in the order of the clock. */
export function readSpans(written: readonly string[], path: Path, findings: Findings): Span[] {
  const spans = written.flatMap((text, index) => {
    const span = readSpan(text);
    if (span) return [span];
    findings.add([...path, index], {
      rule: 'bad-span',
      message: `\`${text}\` is no span of opening hours.`,
      fix: 'Write two times of the 24-hour clock that differ: 09:00-18:00.',
    });
    return [];
  });
  spans.sort((a, b) => a.from - b.from);
  const overlapping = spans.find(({ from }, index) => from < (spans[index - 1]?.to ?? 0));
  if (overlapping) findings.add(path, overlap('Two spans of one day overlap'));
  return spans;
}

const overlap = (what: string): Pick<Finding, 'rule' | 'message' | 'fix'> => ({
  rule: 'overlapping-spans',
  message: `${what}.`,
  fix: 'Join them into one, or let the first end where the next begins.',
});

function readSpan(text: string): Span | undefined {
  const [, start, end] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text) ?? [];
  const from = minuteOf(start ?? '');
  const to = minuteOf(end ?? '');
  if (from === undefined || to === undefined || from === DAY_MINUTES || from === to) return undefined;
  return { from, to: to > from ? to : to + DAY_MINUTES };
}

function minuteOf(time: string): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  const minute = hours * 60 + minutes;
  return minutes < 60 && minute <= DAY_MINUTES ? minute : undefined;
}
