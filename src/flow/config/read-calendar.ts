import type { Calendar } from '../../hours/calendar.ts';
import { dayOf } from '../../hours/local-date.ts';
import { isZone } from '../../hours/zone-offset.ts';
import type { Language } from '../../values/language.ts';
import { readDocument } from '../read/document.ts';
import type { Finding, SourceFile } from '../read/finding.ts';
import { checkNames, readDates } from './calendar-dates.ts';
import { CalendarFile } from './calendar-schema.ts';
import { createFindings, type Findings, readWeeklyHours } from './calendar-spans.ts';

/** What a calendar's file gives: the calendar, unless there is an error, and everything found in it. */
export interface ReadCalendar {
  readonly calendar: Calendar | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Compiles one file of `config/calendars`, of which `CalendarFile` shows the format. Never throws; an unknown zone, a
 * date in two layers and every other fault is a finding with its place. Names are wanted in each of the languages.
 */
export function readCalendar(source: SourceFile, languages: readonly Language[]): ReadCalendar {
  const document = readDocument(source, CalendarFile);
  const written = document.value;
  if (!written) return { calendar: undefined, findings: document.findings };

  const findings = createFindings(document);
  checkNames(written.name, ['name'], { languages, findings });
  checkNames(written.city, ['city'], { languages, findings });
  checkZone(written, findings);
  checkCoverage(written, findings);
  const calendar: Calendar = {
    id: regionOf(source.file),
    names: written.name,
    city: written.city,
    zone: written.zone,
    coverageFrom: written.coverage.from,
    coverageUntil: written.coverage.until,
    coverageSource: findings.sourceOf(['coverage']),
    weekly: readWeeklyHours(written.weekly, ['weekly'], findings),
    ...readDates({ written, languages, findings }),
    provenance: written.sources,
  };
  const all = [...document.findings, ...findings.all];
  return { calendar: findings.all.length === 0 ? calendar : undefined, findings: all };
}

/** `cn` of `config/calendars/cn.yaml`. */
const regionOf = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '');

function checkZone({ zone }: CalendarFile, findings: Findings): void {
  if (isZone(zone)) return;
  findings.add(['zone'], {
    rule: 'bad-zone',
    message: `\`${zone}\` is not a time zone that this runtime knows.`,
    fix: 'Write an IANA time zone: Europe/Madrid.',
  });
}

function checkCoverage({ coverage }: CalendarFile, findings: Findings): void {
  for (const end of ['from', 'until'] as const) {
    if (dayOf(coverage[end]) !== undefined) continue;
    findings.add(['coverage', end], {
      rule: 'bad-date',
      message: `\`${coverage[end]}\` is no date.`,
      fix: 'Write it as 2026-12-31.',
    });
  }
  if (coverage.from <= coverage.until) return;
  findings.add(['coverage'], {
    rule: 'bad-date',
    message: 'The coverage ends before it begins.',
    fix: 'Exchange `from` and `until`.',
  });
}
