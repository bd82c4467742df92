import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCoverageEnd } from '../../src/flow/config/calendar-coverage.ts';
import { readCalendar } from '../../src/flow/config/read-calendar.ts';
import type { Calendar } from '../../src/hours/calendar.ts';
import { hoursOnDate } from '../../src/hours/hours-on-date.ts';

const LANGUAGES = ['zh-CN', 'en', 'es'];
const NAME = '{ zh-CN: 甲, en: A, es: B }';

const read = (text: string, languages = LANGUAGES) =>
  readCalendar({ file: 'config/calendars/xx.yaml', bytes: new TextEncoder().encode(text) }, languages);

interface Parts {
  readonly city?: string;
  readonly zone?: string;
  readonly coverage?: string;
  readonly monday?: string;
  readonly more?: string;
}

/** A calendar file of 11 lines; what is added begins in line 12. */
const fileWith = ({ city = NAME, zone = 'Europe/Madrid', coverage = '', monday = '[09:00-18:00]', more = '' }: Parts) =>
  `format: 1
name: ${NAME}
city: ${city}
zone: ${zone}
coverage: ${coverage || '{ from: 2026-01-01, until: 2026-12-31 }'}
weekly:
  monday: ${monday}
  tuesday: [22:00-06:00]
sources:
  law: { kind: official, title: A law, scope: everywhere }
${more && `holidays:\n${more}`}`;

const findingsOf = (parts: Parts) => read(fileWith(parts)).findings.map(({ rule, line }) => `${rule}:${line}`);

const row = (dates: string, rest = 'source: law') => `  - { dates: ${dates}, name: ${NAME}, ${rest} }\n`;

describe('a calendar file', () => {
  test('becomes a calendar named after the file, each rule with its place', () => {
    const { calendar, findings } = read(
      fileWith({
        coverage: '{ from: 2026-01-01, until: 2026-12-31, except: [2026-03-19..2026-03-20] }',
        more: `${row('2026-01-06')}${row('2026-12-24..2026-12-25', 'hours: [13:00-18:00, 09:00-12:00], source: law')}makeUpDays:\n${row('2026-01-10', 'like: monday, source: law')}`,
      }),
    );
    const rule = { names: { 'zh-CN': '甲', en: 'A', es: 'B' }, reason: 'A', provenance: 'law' };
    const at = (line: number) => ({ file: 'config/calendars/xx.yaml', line });
    const short = [
      { from: 540, to: 720 },
      { from: 780, to: 1080 },
    ];
    expect(findings).toEqual([]);
    expect(calendar).toMatchObject({
      id: 'xx',
      zone: 'Europe/Madrid',
      coverageFrom: '2026-01-01',
      coverageUntil: '2026-12-31',
      coverageSource: at(5),
      uncovered: ['2026-03-19', '2026-03-20'],
      weekly: {
        source: at(6),
        days: {
          1: { spans: [{ from: 540, to: 1080 }], source: at(7) },
          2: { spans: [{ from: 1320, to: 1800 }], source: at(8) },
        },
      },
      holidays: {
        '2026-01-06': { ...rule, spans: [], source: at(12) },
        '2026-12-24': { ...rule, spans: short, source: at(13) },
        '2026-12-25': { ...rule, spans: short, source: at(13) },
      },
      makeUpDays: { '2026-01-10': { ...rule, like: 1, source: at(15) } },
      provenance: { law: { kind: 'official', title: 'A law', scope: 'everywhere' } },
    });
    expect(JSON.parse(JSON.stringify(calendar))).toEqual(calendar);
  });

  test.each<[string, Parts, string[]]>([
    ['an unknown zone', { zone: 'Mars/Olympus' }, ['bad-zone:4']],
    ['an offset for a zone', { zone: "'+08:00'" }, ['bad-zone:4']],
    ['a city without its name in a language', { city: '{ zh-CN: 甲, en: A }' }, ['name-missing:3']],
    ['a date that does not exist', { more: row('2026-02-29') }, ['bad-date:12']],
    ['a range that ends before it begins', { more: row('2026-05-02..2026-05-01') }, ['bad-date:12']],
    ['a range of more than a month', { more: row('2026-05-01..2026-06-01') }, ['bad-date:12']],
    ['a range of three', { more: row('2026-05-01..2026-05-02..2026-05-03') }, ['bad-date:12']],
    ['a date twice in one layer', { more: row('2026-05-01') + row('2026-04-30..2026-05-01') }, ['date-twice:13']],
    [
      'a date in two layers',
      { more: `${row('2026-05-01')}makeUpDays:\n${row('2026-05-01', 'like: monday, source: law')}` },
      ['date-twice:14'],
    ],
    [
      'a holiday on a date that is said to be unknown',
      { coverage: '{ from: 2026-01-01, until: 2026-12-31, except: [2026-05-01] }', more: row('2026-05-01') },
      ['date-twice:12'],
    ],
    ['a holiday after the coverage', { more: row('2027-01-01') }, ['outside-coverage:12']],
    ['a holiday before the coverage', { more: row('2025-12-31') }, ['outside-coverage:12']],
    ['a coverage that ends before it begins', { coverage: '{ from: 2026-12-31, until: 2026-01-01 }' }, ['bad-date:5']],
    ['a coverage without dates', { coverage: '{ from: 2026-01-01, until: never }' }, ['bad-date:5']],
    ['spans that overlap', { monday: '[09:00-13:00, 12:59-18:00]' }, ['overlapping-spans:7']],
    ['a night that runs into the next morning', { monday: '[20:00-23:00, 23:00-22:30]' }, ['overlapping-spans:7']],
    ['an hour that does not exist', { monday: '[09:00-24:01]' }, ['bad-span:7']],
    ['a minute that does not exist', { monday: '[09:60-10:00]' }, ['bad-span:7']],
    ['a span without length', { monday: '[09:00-09:00]' }, ['bad-span:7']],
    ['a span from the end of the day', { monday: '[24:00-02:00]' }, ['bad-span:7']],
    ['a span with one digit', { monday: '[9:00-18:00]' }, ['bad-span:7']],
    ['a source that is not there', { more: row('2026-05-01', 'source: hearsay') }, ['unknown-source:12']],
    ['a weekday that is none', { more: row('2026-05-01', 'source: law, like: monday') }, ['unknown-key:12']],
  ])('with %s gives its finding with the line', (_what, parts, expected) => {
    expect(findingsOf(parts)).toEqual(expected);
    expect(read(fileWith(parts)).calendar).toBeUndefined();
  });

  test('gives all its findings at once', () => {
    const rules = findingsOf({ zone: 'Mars/Olympus', monday: '[9-18]', more: row('2026-02-29') + row('2027-01-01') });
    expect(rules).toEqual(['bad-zone:4', 'bad-span:7', 'bad-date:12', 'outside-coverage:13']);
  });

  test('may have a day of 24 hours, spans that touch, and a night that ends where the morning begins', () => {
    expect(findingsOf({ monday: '[00:00-24:00]' })).toEqual([]);
    expect(findingsOf({ monday: '[09:00-12:00, 12:00-18:00]' })).toEqual([]);
    expect(findingsOf({ monday: '[22:30-22:00]' })).toEqual([]);
  });

  test('has its reason in English, or else in its first language', () => {
    const chinese = '{ dates: 2026-05-01, name: { zh-CN: 劳动节 }, source: law }';
    const text = fileWith({ more: `  - ${chinese}\n` });
    expect(read(text, ['zh-CN']).calendar?.holidays['2026-05-01']?.reason).toBe('劳动节');
  });

  test('as the doc comment of its schema shows it is read without a finding', () => {
    const comment =
      readFileSync('src/flow/config/calendar-schema.ts', 'utf8').split('```yaml')[1]?.split('```')[0] ?? '';
    const { calendar, findings } = read(comment.replaceAll(/^ \* ?/gm, ''));
    expect(findings).toEqual([]);
    expect(Object.keys(calendar?.makeUpDays ?? {})).toEqual(['2026-10-10']);
  });

  test('of any bytes gives findings or a calendar, never a throw', () => {
    const lines = fileWith({ more: row('2026-05-01') }).split('\n');
    const spoilt = fc.array(fc.tuple(fc.nat(lines.length - 1), fc.string({ unit: 'binary' })), { maxLength: 3 });
    fc.assert(
      fc.property(spoilt, (changes) => {
        const text = lines.map((line, index) => changes.find(([at]) => at === index)?.[1] ?? line).join('\n');
        const { calendar, findings } = read(text);
        expect(calendar !== undefined).toBe(findings.length === 0);
      }),
    );
  });
});

describe('the coverage of a calendar', () => {
  const calendar = read(fileWith({})).calendar as Calendar;
  const warned = (at: string, of = calendar) => findCoverageEnd(of, Date.parse(at)).map(({ message }) => message);

  test('is warned of from 60 days before its end, counted in dates of its region', () => {
    expect(warned('2026-10-31T22:59:59Z')).toEqual([]);
    expect(warned('2026-10-31T23:00:00Z')).toEqual([
      'The calendar of xx ends on 2026-12-31; later holidays are unknown.',
    ]);
    expect(warned('2027-02-01T00:00:00Z')).toEqual([
      'The calendar of xx ended on 2026-12-31; later holidays are unknown.',
    ]);
  });

  test('is a warning at its line', () => {
    expect(findCoverageEnd(calendar, Date.parse('2026-12-01T00:00Z'))).toMatchObject([
      { rule: 'calendar-coverage', severity: 'warning', file: 'config/calendars/xx.yaml', line: 5, column: 1 },
    ]);
  });

  test('is warned of where a date within 60 days is unknown', () => {
    const gap = { ...calendar, coverageUntil: '2030-01-01', uncovered: ['2026-05-01', '2026-08-01'] };
    expect(warned('2026-04-01T12:00Z', gap)).toEqual(['The calendar of xx does not know 2026-05-01.']);
    expect(warned('2026-08-02T12:00Z', gap)).toEqual([]);
  });
});

describe('the calendars of the hotline', () => {
  const files = readdirSync('config/calendars').map((name) => `config/calendars/${name}`);
  const calendars = new Map(
    files.map((file) => {
      const { calendar, findings } = readCalendar({ file, bytes: readFileSync(file) }, LANGUAGES);
      expect(findings).toEqual([]);
      return [calendar?.id ?? '', calendar as Calendar];
    }),
  );
  const on = (region: string, date: string) =>
    hoursOnDate({ calendar: calendars.get(region) as Calendar, closures: [], overrides: [] }, date);
  /** The weekdays of a year that are not worked, or worked on a weekend, or unknown. */
  const unusual = (region: string, year: number, state: string) => {
    const days = Array.from({ length: 365 }, (_, day) =>
      new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const weekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
    return days
      .filter((date) => on(region, date)?.state === state && weekend(date) === (state === 'open'))
      .map((date) => date.slice(5));
  };

  test('are those of the twelve regions', () => {
    const regions = ['br', 'cn', 'de', 'es', 'gb', 'hk', 'jp', 'mx', 'ng', 'sg', 'us-east', 'us-west'];
    expect([...calendars.keys()].toSorted()).toEqual(regions);
  });

  test('mainland China has the 33 days off and the six make-up days of the notice for 2026', () => {
    const cn = calendars.get('cn');
    expect(Object.keys(cn?.holidays ?? {})).toHaveLength(33);
    expect(unusual('cn', 2026, 'open')).toEqual(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);
    expect(unusual('cn', 2026, 'closed').join(' ')).toBe(
      '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07',
    );
    expect(on('cn', '2027-01-04')?.state).toBe('unknown');
    expect(on('cn', '2026-06-01')?.state).toBe('open');
  });

  test.each([
    ['hk', 2026, '01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25'],
    ['hk', 2027, '01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27'],
    ['sg', 2026, '01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25'],
    [
      'jp',
      2026,
      '01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    ],
    ['gb', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    ['gb', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    ['de', 2026, '01-01 04-03 04-06 05-01 05-14 05-25 12-25'],
    ['es', 2026, '01-01 01-06 04-03 05-01 10-12 12-08 12-25'],
    ['us-east', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
    ['us-west', 2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    ['mx', 2026, '01-01 02-02 03-16 05-01 09-16 11-16 12-25'],
    ['br', 2026, '01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-20 12-25'],
  ])('%s rests in %i on the weekdays %s', (region, year, dates) => {
    expect(unusual(region, year, 'closed').join(' ')).toBe(dates);
  });

  test('what the moon decides is marked, and the days around it are unknown', () => {
    const ng = calendars.get('ng');
    expect(ng?.provenance[ng.holidays['2027-03-09']?.provenance ?? '']?.kind).toBe('moon');
    expect(on('ng', '2027-03-10')?.state).toBe('unknown');
    expect(on('sg', '2027-05-20')?.state).toBe('unknown');
    expect(unusual('sg', 2027, 'closed')).toEqual(['01-01', '02-08', '03-26', '08-09', '10-28']);
  });

  test('every date has a provenance that says what it is from, and names of its own in every language', () => {
    for (const calendar of calendars.values()) {
      for (const rule of [...Object.values(calendar.holidays), ...Object.values(calendar.makeUpDays)]) {
        expect(Object.keys(calendar.provenance)).toContain(rule.provenance);
        expect(Object.keys(rule.names)).toEqual(LANGUAGES);
      }
    }
  });
});
