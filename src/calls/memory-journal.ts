import type { JournalEntry, JournalSource } from './journal.ts';

/** A journal that lives and dies with this process. */
export interface MemoryJournal {
  /** Adds the facts of a turn. */
  append(turn: Omit<JournalEntry, 'entry' | 'shard'>): void;
  /** A new consumer. It takes over what an earlier one has read and not acknowledged. */
  source(): JournalSource;
  /** What could not be stored, the newest last. */
  asides(): readonly JournalEntry[];
}

/** Entries put aside that are kept; the oldest go first. */
const MAX_ASIDES = 1000;

/** The journal for a single process without Redis, such as on a laptop. Beyond `maxTurns` the oldest go. */
export function createMemoryJournal({ maxTurns }: { readonly maxTurns: number }): MemoryJournal {
  const waiting = new Map<string, JournalEntry>();
  const asides: JournalEntry[] = [];
  let appended = 0;

  return {
    append: (turn) => {
      appended += 1;
      const entry = String(appended);
      waiting.set(entry, { ...turn, entry, shard: 0 });
      const [oldest] = waiting.keys();
      if (waiting.size > maxTurns && oldest !== undefined) waiting.delete(oldest);
    },
    source: () => {
      let last = 0;
      return {
        read: async (count) => {
          const given: JournalEntry[] = [];
          for (const entry of waiting.values()) {
            if (given.length === count) break;
            if (Number(entry.entry) > last) given.push(entry);
          }
          last = Number(given.at(-1)?.entry ?? last);
          return given;
        },
        acknowledge: async (entries) => {
          for (const { entry } of entries) waiting.delete(entry);
        },
        putAside: async (entries) => {
          for (const { entry } of entries) waiting.delete(entry);
          asides.push(...entries);
          asides.splice(0, asides.length - MAX_ASIDES);
        },
        countWaiting: async () => waiting.size,
      };
    },
    asides: () => [...asides],
  };
}
