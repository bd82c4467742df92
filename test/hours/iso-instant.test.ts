import { describe, expect, test } from 'vitest';
import { localDateAt, readIsoInstant, toIsoInstant } from '../../src/hours/iso-instant.ts';
import { dayOf } from '../../src/hours/local-date.ts';
import { isZone, offsetMsAt } from '../../src/hours/zone-offset.ts';

describe('an instant is written with the offset of its zone', () => {
  test.each([
    ['2026-02-24T01:00:00Z', 'Asia/Shanghai', '2026-02-24T09:00:00+08:00'],
    ['2026-02-24T01:00:00.250Z', 'America/New_York', '2026-02-23T20:00:00.250-05:00'],
    ['2026-02-24T01:00:00Z', 'Asia/Kathmandu', '2026-02-24T06:45:00+05:45'],
    ['2026-02-24T01:00:00Z', 'Africa/Abidjan', '2026-02-24T01:00:00+00:00'],
    ['2026-02-24T01:00:00Z', 'America/St_Johns', '2026-02-23T21:30:00-03:30'],
  ])('%s in %s is %s', (utc, zone, local) => {
    expect(toIsoInstant(Date.parse(utc), zone)).toBe(local);
    expect(localDateAt(Date.parse(utc), zone)).toBe(local.slice(0, 10));
  });
});

describe('an instant is read', () => {
  test.each([
    ['2026-02-14T10:00+08:00', '2026-02-14T02:00:00.000Z'],
    ['2026-02-14T10:00:59+0800', '2026-02-14T02:00:59.000Z'],
    ['2026-02-14T10:00-03:30', '2026-02-14T13:30:00.000Z'],
    ['2026-02-14T10:00:00.5Z', '2026-02-14T10:00:00.500Z'],
    ['2026-02-14 10:00', '2026-02-14T15:00:00.000Z'],
    ['2026-07-14T10:00', '2026-07-14T14:00:00.000Z'],
  ])('%s in New York is %s', (text, utc) => {
    const at = readIsoInstant(text, 'America/New_York');
    expect(typeof at === 'number' && new Date(at).toISOString()).toBe(utc);
  });

  test('as the first of two where the local time comes twice', () => {
    expect(readIsoInstant('2026-11-01T01:30', 'America/New_York')).toBe(Date.parse('2026-11-01T05:30Z'));
  });

  test('and told apart where clocks leave it out', () => {
    expect(readIsoInstant('2026-03-29T02:30', 'Europe/Berlin')).toBe('skipped');
    expect(readIsoInstant('2026-03-29T03:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:00Z'));
    expect(readIsoInstant('2011-12-30T12:00', 'Pacific/Apia')).toBe('skipped');
  });

  test.each([
    '',
    'noon',
    '2026-02-14',
    '2026-02-31T10:00',
    '2026-02-14T24:00',
    '2026-02-14T10:60',
    '2026-02-14T10:00:60',
    '2026-02-14T10:00+19:00',
    '2026-02-14T10:00+08:60',
    '2026-2-14T10:00',
    '2026-02-14T10:00 +08:00',
  ])('but not out of %j', (text) => {
    expect(readIsoInstant(text, 'Asia/Shanghai')).toBe('malformed');
  });
});

test('offsets of old times have seconds', () => {
  expect(offsetMsAt('Africa/Monrovia', Date.parse('1971-01-01T00:00Z'))).toBe(-(44 * 60 + 30) * 1000);
});

test('only dates that exist are dates', () => {
  expect(dayOf('1970-01-02')).toBe(1);
  expect(dayOf('2028-02-29')).toBeDefined();
  for (const text of ['2027-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', ' 2026-01-01']) {
    expect(dayOf(text)).toBeUndefined();
  }
});

test('a zone is an IANA name that the runtime knows, never an offset', () => {
  for (const zone of ['Asia/Shanghai', 'America/Argentina/Buenos_Aires', 'UTC', 'Asia/Shanghai'])
    expect(isZone(zone)).toBe(true);
  for (const zone of ['+08:00', 'Mars/Olympus', 'asia/shanghai', '', 'China Standard Time'])
    expect(isZone(zone)).toBe(false);
});

test('this runtime has time-zone data that is recent enough for the zones of the hotline', () => {
  expect(process.versions.tz?.slice(0, 4) ?? '').toMatch(/^20(2[6-9]|[3-9]\d)$/);
});
