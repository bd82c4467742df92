import type { Language } from '../values/language.ts';

/** What something is called when it is spoken, in every language of the hotline. */
export type Names = Readonly<Record<Language, string>>;

/** A calendar date without a zone, `2026-10-01`. Dates written so sort as text. */
export type IsoDate = string;

/** Where a rule stands, for whoever asks why. */
export interface Source {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * A stretch of opening in minutes of the local clock since the midnight that begins its day; `to` is not in it. Beyond
 * 1440 it runs into the next day, and still belongs to the day on which it began.
 */
export interface Span {
  /** 0 to 1439. */
  readonly from: number;
  /** More than `from`, at most 1440 more. */
  readonly to: number;
}

/** Opening hours of an ordinary week, of a region or of one queue. */
export interface WeeklyHours {
  readonly source: Source;
  /** By ISO weekday, 1 for Monday to 7 for Sunday; a weekday that is missing has no hours. */
  readonly days: Readonly<Record<number, { readonly spans: readonly Span[]; readonly source: Source }>>;
}

/** Where the dates of a calendar are from, and how far they can be trusted. */
export interface Provenance {
  /**
   * `official`: copied from a notice. `computed`: by a library, to be reviewed. `moon`: computed, and moved by a day or
   * more when the moon is sighted.
   */
  readonly kind: 'official' | 'computed' | 'moon';
  /** The notice, or the library with its version. */
  readonly title: string;
  /** Whose days these are, such as national days only. */
  readonly scope: string;
}

interface DateRule {
  readonly names: Names;
  /** `names` in English, or in the calendar's first language: what a person is shown as the reason. */
  readonly reason: string;
  readonly source: Source;
  /** A key of the calendar's `provenance`. */
  readonly provenance: string;
}

/** A date with hours of its own: none where the line is closed, else reduced or extended ones. */
export interface Holiday extends DateRule {
  readonly spans: readonly Span[];
}

/** A date that is worked like an ordinary weekday, although it would be a weekend (调休). */
export interface MakeUpDay extends DateRule {
  /** ISO weekday, 1 to 7. */
  readonly like: number;
}

/**
 * When a region's line is open, compiled from `config/calendars/<region>.yaml`. Plain JSON: it is part of a release.
 * No date stands in both `makeUpDays` and `holidays`, and every zone is one that this runtime knows.
 */
export interface Calendar {
  /** The region: `cn`. */
  readonly id: string;
  readonly names: Names;
  /** The city whose time it is, as it is spoken: Beijing. */
  readonly city: Names;
  /** IANA time zone: `Asia/Shanghai`. */
  readonly zone: string;
  /** First and last date for which the calendar is known; on others the hours are unknown. */
  readonly coverageFrom: IsoDate;
  readonly coverageUntil: IsoDate;
  /** Dates in between on which a holiday is expected that nobody has fixed yet, such as the ends of fasts. */
  readonly uncovered: readonly IsoDate[];
  readonly coverageSource: Source;
  readonly weekly: WeeklyHours;
  readonly makeUpDays: Readonly<Record<IsoDate, MakeUpDay>>;
  readonly holidays: Readonly<Record<IsoDate, Holiday>>;
  readonly provenance: Readonly<Record<string, Provenance>>;
}

/** Something that takes lines out of their calendar for a while. It is made while calls run and ends by itself. */
interface Exception {
  readonly id: string;
  /** The regions it is for, or all. */
  readonly regions: readonly string[] | 'all';
  /** The queues it is for, or all: one for some queues leaves the region itself as it is. */
  readonly queues: readonly string[] | 'all';
  /** Epoch milliseconds; `until` is not in it. */
  readonly from: number;
  readonly until: number;
  /** Kebab-case id: `maintenance`. */
  readonly reason: string;
  /** What callers are told, where it is more than the reason says. */
  readonly message?: Names;
}

/** A time without service, such as maintenance or an incident. Nothing opens during it. */
export interface Closure extends Exception {}

/** A time that is open, or closed, whatever calendar and queue say. */
export interface Override extends Exception {
  readonly state: 'open' | 'closed';
}
