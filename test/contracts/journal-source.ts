import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, JournalSource } from '../../src/calls/journal.ts';
import { callSid, type Turn, turnsOfCall } from '../support/journal-entries.ts';

/** A journal of a test's own, empty. */
export interface TestJournal {
  append(turn: Turn): Promise<void>;
  /** A consumer that takes over what others hold at once, or never. */
  source(consumer: string, takesOver: 'at once' | 'never'): JournalSource;
}

/** Something that holds journals. */
export interface JournalKeeper {
  journal(): TestJournal;
  stop(): Promise<void>;
}

/** What every `JournalSource` does. */
export function testJournalSource(name: string, start: () => Promise<JournalKeeper>): void {
  describe(name, () => {
    let keeper: JournalKeeper;
    beforeAll(async () => {
      keeper = await start();
    });
    afterAll(() => keeper.stop());

    async function journalWith(turns: readonly Turn[]): Promise<TestJournal> {
      const journal = keeper.journal();
      for (const turn of turns) await journal.append(turn);
      return journal;
    }

    test('an empty journal gives nothing', async () => {
      const source = keeper.journal().source('one', 'never');
      expect(await source.read(100)).toEqual([]);
      expect(await source.countWaiting()).toBe(0);
    });

    test('the turns of a call come as they were written, in their order', async () => {
      const journal = await journalWith(turnsOfCall(1));
      const entries = await readAll(journal.source('one', 'never'));
      expect(entries.map(toTurn)).toEqual(turnsOfCall(1));
    });

    test('a fact keeps every character of what outsiders sent', async () => {
      const odd: Turn = {
        call: callSid(2),
        turn: 'c.0',
        at: 1,
        facts: [{ type: 'tagged', key: 'topic', value: '"\\\r\n\0\ud83d\ude00 支付' }],
      };
      const journal = await journalWith([odd]);
      expect((await readAll(journal.source('one', 'never'))).map(toTurn)).toEqual([odd]);
    });

    test('what is acknowledged is off the journal and never given again', async () => {
      const journal = await journalWith(turnsOfCall(3));
      const source = journal.source('one', 'never');
      const entries = await source.read(1000);
      await source.acknowledge(entries);
      expect(await source.countWaiting()).toBe(0);
      expect(await journal.source('one', 'at once').read(1000)).toEqual([]);
    });

    test('what was read and not acknowledged is given again after a restart', async () => {
      const journal = await journalWith(turnsOfCall(4));
      const entries = await journal.source('one', 'never').read(1000);
      expect(await journal.source('one', 'never').read(1000)).toEqual(entries);
    });

    test('what a consumer left behind reaches another one', async () => {
      const journal = await journalWith(turnsOfCall(5));
      const entries = await journal.source('one', 'never').read(1000);
      expect(await journal.source('other', 'at once').read(1000)).toEqual(entries);
    });

    test('what comes after a restart is given once what was left behind is acknowledged', async () => {
      const [first, ...later] = turnsOfCall(6);
      if (!first) throw new Error('a call has a first turn');
      const journal = await journalWith([first]);
      await journal.source('one', 'never').read(1000);
      for (const turn of later) await journal.append(turn);
      const entries = await readAll(journal.source('one', 'never'));
      expect(entries.map(toTurn)).toEqual([first, ...later]);
    });

    test('a journal with much more than is asked for is given in parts, each entry once', async () => {
      const turns = Array.from({ length: 100 }, (_, call) => turnsOfCall(call)).flat();
      const journal = await journalWith(turns);
      const source = journal.source('one', 'never');
      const first = await source.read(64);
      expect(first.length).toBeLessThan(turns.length / 2);
      await source.acknowledge(first);
      const entries = [...first, ...(await readAll(source))];
      expect(entries.map(idOf).toSorted()).toEqual(turns.map(idOf).toSorted());
    });

    test('what is put aside is off the journal', async () => {
      const journal = await journalWith(turnsOfCall(7));
      const source = journal.source('one', 'never');
      const [first, ...others] = await source.read(1000);
      if (!first) throw new Error('the journal has entries');
      await source.putAside([first]);
      expect(await source.countWaiting()).toBe(others.length);
      expect(await journal.source('other', 'at once').read(1000)).toEqual(others);
    });
  });
}

const idOf = ({ call, turn }: Turn): string => `${call} ${turn}`;

export const toTurn = ({ call, turn, at, facts }: JournalEntry): Turn => ({ call, turn, at, facts });

/** Reads and acknowledges until nothing waits. */
export async function readAll(source: JournalSource): Promise<readonly JournalEntry[]> {
  const entries = await source.read(1000);
  await source.acknowledge(entries);
  return entries.length === 0 ? [] : [...entries, ...(await readAll(source))];
}
