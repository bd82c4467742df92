import type { JournalEntry } from '../../src/calls/journal.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { type CallSid, isCallSid } from '../../src/values/call-sid.ts';

/** A turn on its way to the journal. */
export type Turn = Omit<JournalEntry, 'entry' | 'shard'>;

/** 2025-11-23T12:00:00Z */
export const NOON = Date.UTC(2025, 10, 23, 12);

/** The CallSid of the call with a number. */
export function callSid(number: number): CallSid {
  const sid = `CA${number.toString(16).padStart(32, '0')}`;
  if (!isCallSid(sid)) throw new RangeError(`no call ${number}`);
  return sid;
}

/** The turns of a plain call: it starts, chooses, waits for an agent, rates and ends. */
export function turnsOfCall(number: number): readonly Turn[] {
  const turns: readonly (readonly [string, readonly Fact[]])[] = [
    ['c.0', [{ type: 'call-started', release: 'r1', caller: '+442079460123', dialled: '+442079460000' }]],
    [
      'c.1',
      [
        { type: 'language-set', language: 'en' },
        { type: 'region-set', region: 'gb' },
      ],
    ],
    [
      'c.2',
      [
        { type: 'tagged', key: 'topic', value: 'login' },
        { type: 'queue-joined', queue: 'login' },
      ],
    ],
    ['c.3', [{ type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 95 }]],
    ['c.4', [{ type: 'tagged', key: 'rating', value: '5' }]],
    ['n.status', [{ type: 'call-ended', disposition: 'completed', status: 'completed', seconds: 300 }]],
  ];
  return turns.map(([turn, facts], place) => ({ call: callSid(number), turn, at: NOON + place * 1000, facts }));
}

/** Turns as the journal gives them, for tests that have no journal. */
export function toEntries(turns: readonly Turn[]): readonly JournalEntry[] {
  return turns.map((turn, place) => ({ ...turn, entry: String(place), shard: 0 }));
}
