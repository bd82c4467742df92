import type { Customer, DocumentOf, Kind } from './entities.ts';

/** A document with what it is found by. */
export type Entry<Of extends Kind = Kind> = {
  readonly [One in Of]: {
    readonly kind: One;
    /** One of its kind. */
    readonly id: string;
    /** Whose it is. */
    readonly account?: string | undefined;
    /** E.164; of customers alone, and of one only. */
    readonly phone?: string;
    readonly document: DocumentOf[One];
  };
}[Of];

/** What the demo begins with. */
export interface Seed {
  readonly version: string;
  readonly entries: readonly Entry[];
}

/**
 * Keeps what the demo back office knows.
 *
 * Every method rejects where the store does not answer.
 */
export interface DemoStore {
  /**
   * Puts the seed in, where another version of it is there or none; what callers have added stays. Safe in several
   * processes at once.
   */
  plant(seed: Seed): Promise<void>;
  find<Of extends Kind>(kind: Of, id: string): Promise<DocumentOf[Of] | undefined>;
  findCustomer(phone: string): Promise<Customer | undefined>;
  /** All of a kind, or those of one account; by id. */
  list<Of extends Kind>(kind: Of, account?: string): Promise<readonly DocumentOf[Of][]>;
  /**
   * Keeps what a caller added, once under its key, and gives what is kept under it. Nothing where another document of the
   * kind has the id.
   */
  add<Of extends Kind>(key: string, entry: Entry<Of>): Promise<DocumentOf[Of] | undefined>;
}
