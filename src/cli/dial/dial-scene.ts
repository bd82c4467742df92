import type { Release } from '../../flow/release.ts';
import { readIsoInstant, toIsoInstant } from '../../hours/iso-instant.ts';
import { isE164 } from '../../values/phone-number.ts';
import { type WrongUsage, wrongUsage } from '../wrong-usage.ts';
import { readScript, type ScriptEntry } from './dial-script.ts';

/** `hotline dial`, as it was typed. */
export interface DialOptions {
  /** When the call takes place, ISO 8601; without an offset in the time of the dialled number's region. */
  readonly at?: string | undefined;
  /** The caller's number, or `anonymous`. */
  readonly from?: string | undefined;
  /** One of the hotline's numbers. */
  readonly to?: string | undefined;
  /** Rings the number of that language if there is one, and chooses it wherever the hotline asks. */
  readonly language?: string | undefined;
  readonly script?: string | undefined;
  readonly json?: boolean | undefined;
}

/** A call to place. */
export interface Scene {
  readonly type: 'scene';
  readonly from: string;
  readonly to: string;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  /** The time zone of the dialled number's region. */
  readonly zone: string;
  readonly language: string | undefined;
  /** What the caller does; where there is none a person does. */
  readonly script: readonly ScriptEntry[] | undefined;
  readonly json: boolean;
}

/** Ofcom keeps it for drama: it rings nobody. */
const SOMEBODY = '+442079460123';
const ANONYMOUS = 'anonymous';

/** Makes a call of what was typed. `now` is epoch ms. */
export function readScene(options: DialOptions, release: Release, now: number): Scene | WrongUsage {
  const { from = SOMEBODY, language, json = false } = options;
  const to = options.to ?? numberFor(release, language);
  const message = partiesProblem({ from, to, language }, release);
  if (message !== undefined) return wrongUsage(message);
  if (json && options.script === undefined) return wrongUsage('--json reports a scripted call: give --script as well.');
  const zone = zoneOf(release, to);
  const startsAt = options.at === undefined ? now : readIsoInstant(options.at, zone);
  if (startsAt === 'malformed') return wrongUsage(`--at ${options.at} is no instant. Write 2026-02-14T10:00+08:00.`);
  if (startsAt === 'skipped') return wrongUsage(`--at ${options.at} does not exist in ${zone}. Write an offset.`);
  const script = options.script === undefined ? undefined : readScript(options.script);
  if (script !== undefined && 'type' in script) return wrongUsage(script.message);
  return { type: 'scene', from, to, startsAt, zone, language, script, json };
}

/** What is wrong with who rings whom, in which language; nothing where all is well. */
function partiesProblem(
  { from, to, language }: Pick<Scene, 'from' | 'to' | 'language'>,
  { languages, numbers }: Release,
): string | undefined {
  if (from !== ANONYMOUS && !isE164(from)) return `--from ${from} is no number. Write ${SOMEBODY}, or ${ANONYMOUS}.`;
  if (language !== undefined && !Object.hasOwn(languages, language)) {
    return `--language ${language} is not spoken. There are ${Object.keys(languages).join(', ')}.`;
  }
  if (Object.hasOwn(numbers, to)) return undefined;
  return `--to ${to} is no number of the hotline's. There are ${Object.keys(numbers).join(', ')}.`;
}

function numberFor({ numbers }: Release, language: string | undefined): string {
  const all = Object.entries(numbers);
  const [spoken] = all.find(([, number]) => language !== undefined && number.language === language) ?? [];
  return spoken ?? all[0]?.[0] ?? '';
}

function zoneOf({ numbers, regions, calendars, defaultRegion }: Release, to: string): string {
  const region = regions[numbers[to]?.region ?? defaultRegion];
  return calendars[region?.calendar ?? '']?.zone ?? 'UTC';
}

/** The scene in two lines that fit a terminal of eighty columns: which number, from where; at what time. */
export function sceneInWords({ from, to, startsAt, zone }: Scene): string {
  const when = toIsoInstant(Math.floor(startsAt / 1000) * 1000, zone).replace('T', ' ');
  return `OKPay hotline ${to} · from ${from}\n${when} (${zone})`;
}
