import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_SEED } from './backoffice/seeds/seed.ts';
import type { CallLog, JournalEntry } from './calls/journal.ts';
import type { Logger, Releases } from './calls/ports.ts';
import type { Config } from './config.ts';
import { createDemoLine } from './demo-line.ts';
import type { Release } from './flow/release.ts';
import { offsetMsAt } from './hours/zone-offset.ts';
import { type Place, planWeek } from './rehearsal/plan-week.ts';
import { playCall } from './rehearsal/play-call.ts';
import { type CallSid, isCallSid } from './values/call-sid.ts';
import { isE164 } from './values/phone-number.ts';

export interface DemoWeekParts {
  readonly config: Pick<Config, 'DEMO_INCIDENT' | 'DATA_DIR'>;
  readonly releases: Releases;
  readonly record: Pick<CallLog, 'record'>;
  /** The week ends now, epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Calls stored at a time, and the rest between two of them: calls of people come first. */
const BATCH_CALLS = 10;
const REST_MS = 40;
const SEED = 20_261_123;
/** No made-up call lasts so long: none is told of before it is over. */
const LONGEST_CALL_MS = 3_600_000;
/** For two hours of the week the back office does not answer: that must be told from other calls at a glance. */
const OUTAGE = { beginsBeforeMs: 54 * 3_600_000, endsBeforeMs: 52 * 3_600_000 };

/**
 * Fills the record with a week of calls, in the background and once for a `DATA_DIR`: made-up callers ring a hotline of
 * their own, which runs the same flows on a clock that runs ahead of all others. Resolves to how many calls there were;
 * none where that was done before, or where it is stopped.
 */
export async function fillDemoWeek({ config, releases, record, now, log, signal }: DemoWeekParts): Promise<number> {
  const mark = join(config.DATA_DIR, 'demo-week');
  if (await stat(mark).catch(() => undefined)) return 0;
  const until = now() - LONGEST_CALL_MS;
  const taken: Omit<JournalEntry, 'entry' | 'shard'>[] = [];
  const isDown = (at: number): boolean => at >= until - OUTAGE.beginsBeforeMs && at < until - OUTAGE.endsBeforeMs;
  const line = createDemoLine({ config, releases, referenceOf, isDown, append: (turn) => void taken.push(turn) });
  const toSid = (number: number) => sidOf(`${until}.${number}`);
  const week = planWeek({ until, places: placesOf(releases.current()), seed: SEED, toSid });

  for (const [number, call] of week.entries()) {
    if (signal.aborted) return 0;
    await playCall(call, line);
    if ((number + 1) % BATCH_CALLS > 0 && number + 1 < week.length) continue;
    const entries = taken.splice(0).map((turn, entry) => ({ ...turn, entry: String(entry), shard: 0 }));
    await record.record(entries);
    await pause(REST_MS, undefined, { signal }).catch(() => undefined);
  }
  await mkdir(config.DATA_DIR, { recursive: true });
  await writeFile(mark, `${new Date(until).toISOString()}\n`);
  log.info({ calls: week.length }, 'the record has a week of made-up calls');
  return week.length;
}

function sidOf(name: string): CallSid {
  const sid = `CA${createHash('sha256').update(`demo week ${name}`).digest('hex').slice(0, 32)}`;
  if (!isCallSid(sid)) throw new RangeError(`no CallSid: ${sid}`);
  return sid;
}

const customers = DEMO_SEED.entries.flatMap((entry) => (entry.kind === 'customer' ? [entry.document] : []));

/** Each of the hotline's numbers that stands for a region, with the demo's customers there. */
function placesOf({ numbers, regions, calendars }: Release): readonly Place[] {
  return Object.entries(numbers).flatMap(([dialled, { region }]): readonly Place[] => {
    const zone = region === undefined ? undefined : calendars[regions[region]?.calendar ?? '']?.zone;
    if (region === undefined || zone === undefined) return [];
    const callers = customers.flatMap(({ region: home, phone, name, language }) =>
      home === region && isE164(phone) ? [{ phone, name, language }] : [],
    );
    return [{ region, dialled, callers, offsetMsAt: (at) => offsetMsAt(zone, at) }];
  });
}

function referenceOf(caller: string, kind: 'payment' | 'transfer'): string | undefined {
  const owner = customers.find(({ phone }) => phone === caller);
  return DEMO_SEED.entries.find(
    (entry) => entry.kind === kind && owner !== undefined && entry.account === owner.account,
  )?.id;
}
