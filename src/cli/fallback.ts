import type { Release } from '../flow/release.ts';
import type { Calendar, WeeklyHours } from '../hours/calendar.ts';
import { dateOf, weekdayOf } from '../hours/local-date.ts';
import type { Piece } from '../prompts/piece.ts';
import { speak } from '../prompts/speak.ts';
import { verbalise } from '../prompts/verbalise.ts';
import type { TypedValue } from '../values/typed-value.ts';
import type { Io } from './io.ts';

/** `hotline fallback [--out FILE]`, as it was typed. */
export interface FallbackOptions {
  readonly out?: string | undefined;
}

/** Words in one language. */
interface Words {
  readonly language: string;
  readonly text: string;
}

/** What callers hear where nothing of the hotline answers. */
export interface Fallback {
  readonly words: readonly Words[];
  readonly desk: string | undefined;
  readonly farewell: readonly Words[];
}

export interface FallbackWorld {
  readonly release: Release;
  /** Writes the document that the carrier reads. */
  readonly toDocument: (fallback: Fallback) => string;
  readonly save: (file: string, text: string) => Promise<void>;
}

/** The number in `config/numbers.yaml` that callers are connected to when the hotline is down. */
const DESK = 'desk';

/** Answers `hotline fallback`: writes what a proxy on other machines serves when nothing answers. Gives the exit status. */
export async function runFallback({ out }: FallbackOptions, world: FallbackWorld, io: Io): Promise<0> {
  const { release, toDocument, save } = world;
  const document = toDocument(fallbackOf(release));
  if (out === undefined) io.print(document.trimEnd());
  else {
    await save(out, document);
    io.print(`Written to ${out}: serve it as text/xml where the hotline's proxy gets no answer within 3 seconds.`);
  }
  if (release.transfers[DESK] === undefined) {
    io.complain('config/numbers.yaml has no transfer "desk": callers are asked to call again instead of connected.');
  }
  return 0;
}

/** An apology, the ordinary hours of the default region and the way to a person, in every language of the release. */
export function fallbackOf(release: Release): Fallback {
  const { defaultLanguage, languages, transfers } = release;
  const all = [defaultLanguage, ...Object.keys(languages).filter((language) => language !== defaultLanguage)];
  const desk = transfers[DESK];
  const told = all.map((language) => {
    const say = sayIn(release, language);
    const next = desk === undefined ? [] : [say('fallback-connecting')];
    const sentences = [say('fallback-apology'), ...hoursIn(release, language), ...next];
    return { language, text: sentences.join(marksIn(language).gap) };
  });
  const farewell = all.map((language) => ({ language, text: sayIn(release, language)('fallback-goodbye') }));
  return { words: told, desk, farewell };
}

type Say = (prompt: string, values?: Readonly<Record<string, TypedValue>>) => string;

/** Puts prompts into words. Recordings are passed over: nobody serves their files while the hotline is down. */
const sayIn =
  ({ prompts }: Release, language: string): Say =>
  (prompt, values = {}) =>
    wordsOf(speak(prompts, { prompt, values, language, at: 0, zone: 'UTC' }));

/** The ordinary week, as a list: holidays come and go, and the document stays. */
function hoursIn(release: Release, language: string): readonly string[] {
  const calendar = release.calendars[release.regions[release.defaultRegion]?.calendar ?? ''];
  const stretches = calendar ? stretchesOf(calendar.weekly) : [];
  if (!calendar || stretches.length === 0) return [];
  const say = sayIn(release, language);
  const { gap, comma, stop } = marksIn(language);
  const range = (first: string, last: string) => [first, say('fallback-to'), last].join(gap);
  const times = stretches.map(({ first, last, spans }) => {
    const [from, until] = [weekdayIn(first, language), weekdayIn(last, language)];
    const hours = spans.map((span) => range(timeIn(span.from, language), timeIn(span.to, language)));
    return `${[first === last ? from : range(from, until), ...hours].join(comma)}${stop}`;
  });
  return [say('fallback-hours', { city: { type: 'text', value: cityIn(calendar, language) } }), ...times];
}

const cityIn = ({ city }: Calendar, language: string): string => city[language] ?? Object.values(city)[0] ?? '';

/** What stands between words and sentences; a language written without spaces has marks of its own as well. */
const marksIn = (language: string): { readonly gap: string; readonly comma: string; readonly stop: string } =>
  /^(?:zh|ja)\b/.test(language) ? { gap: '', comma: '，', stop: '。' } : { gap: ' ', comma: ', ', stop: '.' };

/** Minutes since midnight as a wall clock shows them; those of the next day as its own. */
function timeIn(minutes: number, language: string): string {
  const shown = minutes > 1440 ? minutes - 1440 : minutes;
  const two = (count: number) => String(count).padStart(2, '0');
  const value = `${two(Math.floor(shown / 60))}:${two(shown % 60)}`;
  return wordsOf(verbalise({ type: 'time', value }, { language, at: 0, zone: 'UTC' }));
}

const wordsOf = (pieces: readonly Piece[]): string =>
  pieces.flatMap((piece) => (piece.type === 'text' ? [piece.text] : [])).join('');

/** The name of an ISO weekday. */
function weekdayIn(weekday: number, language: string): string {
  const day = Array.from({ length: 7 }, (_, index) => index).find((index) => weekdayOf(index) === weekday) ?? 0;
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(dateOf(day)));
}

interface Stretch {
  /** ISO weekdays. */
  readonly first: number;
  readonly last: number;
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

/** Days in a row that have the same hours. */
function stretchesOf({ days }: WeeklyHours): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let day = 1; day <= 7; day += 1) {
    const spans = days[day]?.spans ?? [];
    const before = stretches.at(-1);
    if (before?.last === day - 1 && isSame(before.spans, spans)) {
      stretches[stretches.length - 1] = { ...before, last: day };
    } else if (spans.length > 0) {
      stretches.push({ first: day, last: day, spans });
    }
  }
  return stretches;
}

const isSame = (a: Stretch['spans'], b: Stretch['spans']): boolean =>
  a.length === b.length && a.every(({ from, to }, index) => from === b[index]?.from && to === b[index]?.to);
