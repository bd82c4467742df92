import { expect, test } from 'vitest';
import { type FallbackOptions, fallbackOf, runFallback } from '../../src/cli/fallback.ts';
import { readDocument } from '../../src/emulator/twiml/document.ts';
import type { Release } from '../../src/flow/release.ts';
import { toFallbackTwiml } from '../../src/twilio/fallback-document.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { spans, week } from '../hours/calendars.ts';
import { okpay } from '../support/okpay-release.ts';

const DESK = '+85230000001';

const withDesk = (release: Release): Release => {
  if (!isE164(DESK)) throw new Error('the desk has no number');
  return { ...release, transfers: { desk: DESK } };
};

/** The release, with other hours in its default region. */
function openOn(days: Readonly<Record<number, string>>): Release {
  const { calendar = '' } = okpay.regions[okpay.defaultRegion] ?? {};
  const held = okpay.calendars[calendar];
  if (!held) throw new Error('no calendar');
  return { ...okpay, calendars: { ...okpay.calendars, [calendar]: { ...held, weekly: week(days) } } };
}

const wordsIn = (language: string, release: Release): string =>
  fallbackOf(release).words.find((words) => words.language === language)?.text ?? '';

async function write(options: FallbackOptions, release: Release) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const saved: string[][] = [];
  const io = {
    print: (line: string) => void printed.push(line),
    complain: (line: string) => void complaints.push(line),
  };
  const status = await runFallback(
    options,
    {
      release,
      toDocument: (fallback) => toFallbackTwiml(fallback, release.languages),
      save: async (file, text) => void saved.push([file, text]),
    },
    io,
  );
  return { status, printed, complaints, saved };
}

/** What Twilio makes of the document: its verbs, and nothing to complain of. */
function verbsOf(text: string) {
  const reading = readDocument(text);
  if (reading.type !== 'document') throw new Error(reading.note.message);
  expect(reading.notes).toEqual([]);
  return reading.verbs;
}

test('every language of the release hears an apology and the ordinary hours, the default language first', () => {
  const { words } = fallbackOf(okpay);

  expect(words.map(({ language }) => language)).toEqual(['en', 'zh-CN', 'es']);
  expect(wordsIn('en', okpay)).toBe(
    'Hello, this is OKPay. We are sorry, our hotline cannot take your call at the moment. Our usual hours, in Hong Kong time, are: Monday to Friday, nine AM to six PM.',
  );
  expect(wordsIn('zh-CN', okpay)).toContain('星期一到星期五，上午九点到下午六点。');
  expect(wordsIn('es', okpay)).toContain('lunes a viernes, las nueve de la mañana a las seis de la tarde.');
});

test('without a desk the document says goodbye and hangs up', async () => {
  const { status, printed, complaints, saved } = await write({}, okpay);

  expect(status).toBe(0);
  expect(verbsOf(printed.join('\n')).map(({ type }) => type)).toEqual([
    ...['say', 'say', 'say'],
    ...['say', 'say', 'say'],
    'hang-up',
  ]);
  expect(complaints).toEqual([
    'config/numbers.yaml has no transfer "desk": callers are asked to call again instead of connected.',
  ]);
  expect(saved).toEqual([]);
});

test('with a desk its number is dialled, and no address leads back to the hotline that is down', async () => {
  const { printed, complaints, saved } = await write({ out: 'fallback.xml' }, withDesk(okpay));

  expect(complaints).toEqual([]);
  expect(printed).toHaveLength(1);
  const [[file, text] = []] = saved;
  expect(file).toBe('fallback.xml');
  expect(verbsOf(text ?? '').map(({ type }) => type)).toEqual([
    ...['say', 'say', 'say'],
    'dial',
    ...['say', 'say', 'say'],
    'hang-up',
  ]);
  expect(text).toContain(`<Number>${DESK}</Number>`);
  expect(text).not.toMatch(/https?:|\/twilio|action=|#rc=/);
  expect(wordsIn('en', withDesk(okpay))).toContain('I am trying to connect you to a person.');
});

test('days with other hours, two stretches a day and hours over midnight are each told', () => {
  const irregular = openOn({
    1: '09:00-12:00 13:00-18:00',
    2: '09:00-12:00 13:00-18:00',
    3: '22:00-06:00',
    5: '00:00-24:00',
    7: '10:30-14:00',
  });

  expect(spans('22:00-06:00')).toEqual([{ from: 1320, to: 1800 }]);
  expect(wordsIn('en', irregular)).toContain(
    'are: Monday to Tuesday, nine AM to noon, one PM to six PM. Wednesday, ten PM to six AM. Friday, midnight to midnight. Sunday, ten thirty AM to two PM.',
  );
});

test('a region without hours is told none', () => {
  expect(wordsIn('en', openOn({}))).toBe(
    'Hello, this is OKPay. We are sorry, our hotline cannot take your call at the moment.',
  );
});

test('words are escaped, and a language without a voice is refused', () => {
  const voices = {
    en: { sayLanguage: 'en-US', voice: 'Polly.Joanna-Neural', listenLanguage: 'en-US', slowerPercent: 80 },
  };
  const fallback = { words: [{ language: 'en', text: 'Tom & <b>Ann</b>\u0000' }], desk: undefined, farewell: [] };

  expect(toFallbackTwiml(fallback, voices)).toContain('>Tom &amp; &lt;b&gt;Ann&lt;/b&gt;</Say>');
  expect(() => toFallbackTwiml(fallback, {})).toThrow('there is no voice for en');
});
