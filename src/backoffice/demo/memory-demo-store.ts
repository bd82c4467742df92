import type { DemoStore } from './demo-store.ts';
import { type DocumentOf, type Kind, SHAPES } from './entities.ts';

/** A document as any store has it: what it is like is known again when it is read by its kind. */
interface Row {
  readonly kind: Kind;
  readonly id: string;
  readonly account?: string | undefined;
  readonly phone?: string | undefined;
  /** Of what a caller added. */
  readonly key?: string;
  readonly document: unknown;
}

/** Keeps the demo in this process, for one call in a terminal and for tests. */
export function createMemoryDemoStore(): DemoStore {
  let rows: readonly Row[] = [];
  let version: string | undefined;

  const findRow = <Of extends Kind>(kind: Of, isMeant: (row: Row) => boolean): DocumentOf[Of] | undefined => {
    const row = rows.find((one) => one.kind === kind && isMeant(one));
    return row && SHAPES[kind].parse(row.document);
  };

  return {
    async plant(seed) {
      if (version === seed.version) return;
      version = seed.version;
      rows = [...rows.filter(({ key }) => key !== undefined), ...seed.entries];
    },
    find: async (kind, id) => findRow(kind, (row) => row.id === id),
    findCustomer: async (phone) => findRow('customer', (row) => row.phone === phone),
    list: async (kind, account) =>
      rows
        .filter((row) => row.kind === kind && (account === undefined || row.account === account))
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
        .map(({ document }) => SHAPES[kind].parse(document)),
    async add(key, entry) {
      const known = findRow(entry.kind, (row) => row.key === key);
      if (known) return known;
      if (findRow(entry.kind, (row) => row.id === entry.id)) return undefined;
      rows = [...rows, { ...entry, key }];
      return SHAPES[entry.kind].parse(entry.document);
    },
  };
}
