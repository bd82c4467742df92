import { describe, expect, test } from 'vitest';
import { type CloseOptions, runClose } from '../../src/cli/live-hours/close.ts';
import { readReasons } from '../../src/cli/live-hours/reasons.ts';
import { okpay } from '../support/okpay-release.ts';
import { liveHours, NOW } from './live-hours.ts';

const { run, world } = liveHours();

const close = (options: Partial<CloseOptions>) =>
  run(runClose, { region: 'cn', until: '2026-11-24T15:00', reason: 'maintenance', ...options });

const stored = () => world().store.list();

test('a region is closed from now on, until its own local time, in the words of each language', async () => {
  expect(await close({})).toEqual({
    status: 0,
    complaints: [],
    printed: [
      'cn: closed for all queues from now until Tuesday 24 November 2026, 15:00:00 +08:00 (Asia/Shanghai).',
      'Reason: maintenance. Callers hear:',
      '  en: maintenance work',
      '  zh-CN: 系统维护',
      'It ends by itself. To end it before: hotline open cn',
    ],
  });
  expect(await stored()).toEqual([
    {
      type: 'closure',
      id: 'closure-id1',
      regions: ['cn'],
      queues: 'all',
      from: NOW,
      until: Date.parse('2026-11-24T15:00+08:00'),
      reason: 'maintenance',
      message: { en: 'maintenance work', 'zh-CN': '系统维护' },
    },
  ]);
});

test('some queues are closed, and the region itself is not', async () => {
  const { printed } = await close({ queue: ['login', 'general', 'login'] });

  expect(printed[0]).toContain('closed for login and general from now');
  expect(await stored()).toMatchObject([{ queues: ['login', 'general'] }]);
});

test('a closure may begin later, and is then ended by its id', async () => {
  const { printed } = await close({ from: '2026-11-24T12:00' });

  expect(printed[0]).toContain('from Tuesday 24 November 2026, 12:00:00 +08:00 (Asia/Shanghai) until');
  expect(printed.at(-1)).toBe('It ends by itself. To end it before: hotline closures --end closure-id1');
  expect(await stored()).toMatchObject([{ from: Date.parse('2026-11-24T12:00+08:00') }]);
});

test('all regions are closed until an instant with an offset', async () => {
  const { printed } = await close({ region: 'all', until: '2026-11-24T15:00+01:00' });

  expect(printed[0]).toBe(
    'All regions: closed for all queues from now until Tuesday 24 November 2026, 14:00:00 +00:00 (UTC).',
  );
  expect(await stored()).toMatchObject([{ regions: 'all', until: Date.parse('2026-11-24T14:00Z') }]);
});

test('callers are told other words where staff give them, cleaned of what cannot be spoken', async () => {
  await close({ message: ['en=We are moving\nhouse=today'] });

  expect(await stored()).toMatchObject([{ message: { en: 'We are moving house=today', 'zh-CN': '系统维护' } }]);
});

describe('wrong usage changes nothing and says what to write', () => {
  const cases: readonly (readonly [Partial<CloseOptions>, string])[] = [
    [{ region: 'fr' }, 'There is no region fr. There are cn, gb, hk, and all.'],
    [{ until: undefined }, 'Say until when: --until 2026-11-24T15:00. It then ends by itself.'],
    [{ until: '3pm' }, '--until 3pm is no instant. Write 2026-11-24T15:00 or 2026-11-24T15:00+08:00.'],
    [{ until: '2026-11-24T10:00' }, '--until 2026-11-24T10:00 is past.'],
    [
      { region: 'gb', until: '2027-03-28T01:30' },
      '--until 2027-03-28T01:30 does not exist in Europe/London: clocks are put forward over it. Write an offset.',
    ],
    [
      { region: 'all' },
      '--until 2026-11-24T15:00 needs an offset, as all regions have no clock in common: 2026-11-24T15:00Z.',
    ],
    [{ from: '2026-11-24T15:00' }, '--until 2026-11-24T15:00 is not after --from 2026-11-24T15:00.'],
    [{ from: 'noon' }, '--from noon is no instant. Write 2026-11-24T15:00 or 2026-11-24T15:00+08:00.'],
    [{ reason: undefined }, 'Give a reason: --reason with maintenance, weather.'],
    [{ reason: 'lunch' }, 'There is no reason lunch: --reason with maintenance, weather.'],
    [{ queue: ['login', 'sales'] }, 'There is no queue sales. There are login, general.'],
    [{ message: ['fr=Fermé'] }, '--message fr=Fermé names no language: write en=…, zh-CN=….'],
    [{ message: ['closed'] }, '--message closed names no language: write en=…, zh-CN=….'],
    [{ message: [`en=${'x'.repeat(301)}`] }, '--message for en is longer than 300 characters.'],
  ];

  test.each(cases)('%j', async (options, complaint) => {
    expect(await close(options)).toEqual({ status: 2, printed: [], complaints: [complaint] });
    expect(await stored()).toEqual([]);
  });
});

describe('reasons', () => {
  test('those shipped have words in every language', () => {
    const reasons = readReasons(okpay.prompts);

    expect([...reasons.keys()].sort()).toEqual(['emergency', 'incident', 'maintenance', 'training', 'weather']);
    for (const names of reasons.values()) expect(Object.keys(names).sort()).toEqual(['en', 'es', 'zh-CN']);
    expect(reasons.get('maintenance')).toEqual({
      en: 'maintenance work',
      es: 'trabajos de mantenimiento',
      'zh-CN': '系统维护',
    });
  });

  test('recordings and prompts with placeholders are none', () => {
    const en = { 'closed-reason-one': { audio: 'one.mp3' }, 'closed-reason-two': 'until {nextOpen}', other: 'words' };

    expect(readReasons({ en })).toEqual(new Map());
  });
});
