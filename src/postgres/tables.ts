import type { ColumnType, Generated } from 'kysely';
import type { Fact } from '../flow/facts.ts';

/** A row a call, each derived from the call's facts. */
export interface CallsTable {
  readonly sid: string;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly last_turn: string;
  readonly last_index: number;
  readonly ended_at: Date | null;
  readonly caller: string | null;
  readonly caller_tail: string | null;
  readonly caller_name: string | null;
  readonly agent: string | null;
  readonly dialled: string | null;
  readonly release: string | null;
  readonly region: string | null;
  readonly language: string | null;
  readonly queue: string | null;
  readonly waited_seconds: number;
  readonly talk_seconds: number;
  readonly duration_seconds: number | null;
  readonly topic: string | null;
  readonly rating: string | null;
  readonly verification: string;
  readonly disposition: string | null;
  readonly status: string | null;
}

/** A row a fact. */
export interface CallFactsTable {
  readonly call_sid: string;
  readonly turn_key: string;
  readonly index: number;
  readonly at: Date;
  readonly type: string;
  readonly fact: ColumnType<Fact, string, never>;
}

/** A row a document of the demo back office. */
export interface DemoDocumentsTable {
  readonly kind: string;
  readonly id: string;
  readonly account: string | null;
  /** Of customers alone. */
  readonly phone: string | null;
  /** The request that it came from; none where it is of the seed. */
  readonly key: string | null;
  readonly document: ColumnType<unknown, string, never>;
}

/** At most one row: which seed the demo was begun with. */
export interface DemoSeedTable {
  readonly is_planted: Generated<boolean>;
  readonly version: string;
}

export interface Tables {
  readonly calls: CallsTable;
  readonly call_facts: CallFactsTable;
  readonly demo_documents: DemoDocumentsTable;
  readonly demo_seed: DemoSeedTable;
}
