import { expect, test } from 'vitest';
import { createJournalWatch } from '../../src/calls/watch-journal.ts';

function watching(counts: readonly (number | Error)[]) {
  const told: string[] = [];
  const tell = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void told.push(`${level} ${fields.waiting} of ${fields.bound}: ${message}`);
  const left = [...counts];
  const look = createJournalWatch({
    source: {
      countWaiting: async () => {
        const next = left.shift() ?? 0;
        if (next instanceof Error) throw next;
        return next;
      },
    },
    bound: 100,
    log: { info: tell('info'), warn: tell('warn'), error: tell('error') },
  });
  return async () => {
    while (left.length > 0) await look();
    return told;
  };
}

test('an alarm is raised once when the journal is half full, and once when it is full', async () => {
  expect(await watching([10, 49, 50, 70, 94, 95, 100, 100])()).toEqual([
    'error 50 of 100: the journal is half full or more: facts are lost once it is full',
    'error 95 of 100: the journal is full: its oldest facts are lost',
  ]);
});

test('a line says when it is over, and the next time is told again', async () => {
  expect(await watching([60, 3, 60])()).toEqual([
    'error 60 of 100: the journal is half full or more: facts are lost once it is full',
    'info 3 of 100: the journal is no longer half full',
    'error 60 of 100: the journal is half full or more: facts are lost once it is full',
  ]);
});

test('a journal that does not answer is neither full nor empty', async () => {
  expect(await watching([60, new Error('down'), 61])()).toHaveLength(1);
});
