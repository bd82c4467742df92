import { describe, expect, test } from 'vitest';
import type { CallLog, JournalEntry } from '../../src/calls/journal.ts';
import { createJournalWriter, type JournalWriter } from '../../src/calls/journal-writer.ts';
import { createMemoryJournal, type MemoryJournal } from '../../src/calls/memory-journal.ts';
import { NOON, type Turn, turnsOfCall } from '../support/journal-entries.ts';

const idOf = ({ call, turn }: Turn): string => `${call} ${turn}`;
const BUSY = new Error('the database is down');

interface Rig {
  readonly journal: MemoryJournal;
  readonly writer: JournalWriter;
  /** Ids of what the log was given, once for each time. */
  readonly given: string[];
  readonly lines: string[];
  readonly pauses: number[];
  /** Lets the loop go on after a pause; resolves when it pauses again. */
  nextPause(): Promise<void>;
  /** What the log does instead of keeping entries. */
  fault: ((entries: readonly JournalEntry[]) => readonly JournalEntry[]) | undefined;
  now: number;
}

/** A writer between a journal in memory and a log that a test can break, in which time passes as the test says. */
function rig(batch = 1000): Rig {
  const journal = createMemoryJournal({ maxTurns: 10_000 });
  let resume: () => void = () => undefined;
  let paused = Promise.withResolvers<void>();
  const line = (_: object, message: string): number => state.lines.push(message);

  const log: Pick<CallLog, 'record'> = {
    record: async (entries) => {
      const refused = state.fault?.(entries) ?? [];
      state.given.push(...entries.filter((entry) => !refused.includes(entry)).map(idOf));
      return refused;
    },
  };
  const state: Rig = {
    journal,
    given: [],
    lines: [],
    pauses: [],
    fault: undefined,
    now: NOON,
    nextPause: async () => {
      resume();
      await paused.promise;
    },
    writer: createJournalWriter({
      source: journal.source(),
      log,
      batch,
      logger: { info: line, warn: line, error: line },
      now: () => state.now,
      pause: (delayMs, signal) => {
        state.pauses.push(delayMs);
        paused.resolve();
        paused = Promise.withResolvers();
        const { promise, resolve } = Promise.withResolvers<void>();
        resume = resolve;
        signal.addEventListener('abort', () => resolve());
        return promise;
      },
    }),
  };
  return state;
}

const fill = ({ journal }: Rig, ...calls: readonly number[]): readonly string[] =>
  calls.flatMap((call) =>
    turnsOfCall(call).map((turn) => {
      journal.append(turn);
      return idOf(turn);
    }),
  );

const down = (): never => {
  throw BUSY;
};

describe('one batch', () => {
  test('moves what waits, and takes it off the journal', async () => {
    const here = rig();
    const sent = fill(here, 1, 2);
    expect(await here.writer.runOnce()).toBe(sent.length);
    expect(here.given).toEqual(sent);
    expect(await here.journal.source().countWaiting()).toBe(0);
    expect(await here.writer.runOnce()).toBe(0);
  });

  test('is as long as it may be, and the next one goes on', async () => {
    const here = rig(4);
    const sent = fill(here, 1);
    expect([await here.writer.runOnce(), await here.writer.runOnce()]).toEqual([4, 2]);
    expect(here.given).toEqual(sent);
  });

  test('stays on the journal while the database is down, and is stored when it is back', async () => {
    const here = rig();
    const sent = fill(here, 1);
    here.fault = down;
    await expect(here.writer.runOnce()).rejects.toBe(BUSY);
    expect(await here.journal.source().countWaiting()).toBe(sent.length);
    const later = fill(here, 2);
    here.fault = undefined;
    await here.writer.runOnce();
    await here.writer.runOnce();
    expect(here.given).toEqual([...sent, ...later]);
    expect(await here.journal.source().countWaiting()).toBe(0);
  });

  test('puts aside what can never be stored, and stores the rest', async () => {
    const here = rig();
    const sent = fill(here, 1);
    here.fault = (entries) => entries.filter(({ turn }) => turn === 'c.2');
    expect(await here.writer.runOnce()).toBe(sent.length);
    expect(here.journal.asides().map(({ turn }) => turn)).toEqual(['c.2']);
    expect(here.given).toEqual(sent.filter((id) => !id.endsWith('c.2')));
    expect(await here.journal.source().countWaiting()).toBe(0);
    expect(here.writer.health()).toMatchObject({ stored: sent.length - 1, putAside: 1, failures: 0 });
    expect(here.lines).toEqual(['facts cannot be stored: put aside']);
  });
});

describe('the loop', () => {
  test('writes what comes, and looks again a quarter of a second later', async () => {
    const here = rig();
    here.writer.start();
    await here.nextPause();
    const sent = fill(here, 1);
    await here.nextPause();
    expect(here.given).toEqual(sent);
    expect(here.pauses).toEqual([250, 250]);
    await here.writer.stop();
  });

  test('does not pause while full batches wait', async () => {
    const here = rig(6);
    fill(here, 1, 2, 3);
    here.writer.start();
    await here.nextPause();
    expect(here.given).toHaveLength(18);
    expect(here.pauses).toEqual([250]);
    await here.writer.stop();
  });

  test('waits longer after each failure, up to ten seconds, and says so once', async () => {
    const here = rig();
    const sent = fill(here, 1);
    here.fault = down;
    here.writer.start();
    for (let failures = 0; failures < 8; failures += 1) await here.nextPause();
    expect(here.pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    here.fault = undefined;
    await here.nextPause();
    expect(here.given).toEqual(sent);
    expect(here.lines).toEqual(['the journal cannot be written: it waits', 'the journal is written again']);
    await here.writer.stop();
  });

  test('tells how late the database is', async () => {
    const here = rig();
    const [first] = turnsOfCall(1);
    if (first) here.journal.append(first);
    here.fault = down;
    here.writer.start();
    await here.nextPause();
    here.now += 60_000;
    expect(here.writer.health()).toMatchObject({ state: 'failing', failures: 1, lagMs: 60_000, stored: 0 });
    here.fault = undefined;
    await here.nextPause();
    expect(here.writer.health()).toMatchObject({ state: 'running', failures: 0, stored: 1 });
    await here.nextPause();
    expect(here.writer.health()).toMatchObject({ lagMs: 0 });
    await here.writer.stop();
    expect(here.writer.health().state).toBe('stopped');
  });

  test('when it stops, writes what still waits', async () => {
    const here = rig(2);
    here.writer.start();
    await here.nextPause();
    const sent = fill(here, 1);
    await here.writer.stop();
    expect(here.given).toEqual(sent);
  });

  test('when it stops without a database, leaves the facts on the journal', async () => {
    const here = rig();
    here.writer.start();
    await here.nextPause();
    const sent = fill(here, 1);
    here.fault = down;
    await here.writer.stop();
    expect(await here.journal.source().countWaiting()).toBe(sent.length);
    expect(here.lines).toContain('stopped with facts on the journal');
  });
});
