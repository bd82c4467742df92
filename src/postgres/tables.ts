import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Fact } from '../flow/facts.ts';
import type {
  AuditEntriesTable,
  PeopleTable,
  SessionsTable,
  SignInLinksTable,
  SignInTriesTable,
} from './access/tables.ts';

/** A row a call: in which month everything of it is kept. */
export interface CallMonthsTable {
  readonly sid: string;
  /** First day of the month of its first fact seen, in UTC. */
  readonly month: string;
}

/** A row a call, each derived from the call's facts. */
export interface CallsTable {
  readonly month: string;
  readonly sid: string;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly last_turn: string;
  readonly last_index: number;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly disposition: string | null;
  readonly status: string | null;
  readonly duration_seconds: number | null;
  readonly caller: string | null;
  /** The keyed hash of the number; stays when the number goes, and goes when the caller is erased. */
  readonly caller_key: string | null;
  readonly caller_tail: string | null;
  readonly caller_name: string | null;
  readonly agent: string | null;
  readonly dialled: string | null;
  readonly release: string | null;
  readonly region: string | null;
  readonly language: string | null;
  readonly topic: string | null;
  readonly rating: string | null;
  readonly verification: string;
  readonly arrival: string | null;
  readonly nodes: string[];
  readonly last_node: string | null;
  readonly misses: number;
  readonly zero_outs: number;
  readonly errors: number;
  readonly task: string | null;
  readonly codes: string[];
  readonly queue: string | null;
  readonly queues: string[];
  readonly waited_seconds: number;
  readonly handle_seconds: number;
  readonly talk_seconds: number;
  readonly transferred: boolean;
  readonly callback: boolean;
  readonly voicemail: boolean;
  readonly transcript: string | null;
  /** Whether the caller was erased: then nothing of them is taken in any more. */
  readonly is_erased: Generated<boolean>;
  /** The caller's name and the transcript, as the index of words has them. */
  readonly words: string | null;
}

/** A row a fact. */
export interface CallFactsTable {
  readonly month: string;
  readonly call_sid: string;
  readonly turn_key: string;
  readonly index: number;
  readonly at: Date;
  readonly type: GeneratedAlways<string>;
  readonly fact: ColumnType<Fact, string, never>;
}

/** A row a visit of a queue. */
export interface QueueVisitsTable {
  readonly month: string;
  readonly call_sid: string;
  /** Place among the call's visits, from 0. */
  readonly visit: number;
  readonly queue: string;
  readonly region: string | null;
  readonly joined_at: Date;
  readonly left_at: Date | null;
  readonly result: string | null;
  readonly wait_seconds: number | null;
  readonly handle_seconds: number;
}

/** A row a mark: figures of this half-hour are no longer right. */
export interface StaleIntervalsTable {
  readonly id: GeneratedAlways<number>;
  readonly at: Date;
}

/** A row a run of a job that looks after the record, and a row an erasure. */
export interface JobRunsTable {
  readonly id: GeneratedAlways<number>;
  readonly job: string;
  readonly started_at: Date;
  /** Absent while it runs, and where the process ended meanwhile. */
  readonly ended_at: Date | null;
  readonly outcome: string | null;
  /** What it did: counts and months, never a number or a name. */
  readonly details: ColumnType<unknown, string | null, string | null>;
}

/** Calls whose rows are yet to be derived from their facts. */
export interface UnfoldedCallsTable {
  readonly sid: string;
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

/** A row of counts over so many half-hours; its keys and counts stand with what makes them, in `reports/`. */
export interface CountsTable {
  readonly span: number;
  readonly at: Date;
}

/** A row a call after which its caller rang again. */
export interface RepeatedCallsTable {
  readonly sid: string;
  /** Beginning of the half-hour in which it began. */
  readonly at: Date;
  readonly region: string;
  readonly arrival: string;
  readonly contained_repeated: boolean;
  readonly repeated_in1_day: boolean;
  readonly repeated_in7_days: boolean;
  readonly repeated_in30_days: boolean;
}

/** A row a day of which nodes are counted by half-hours too. */
export interface OpenNodeDaysTable {
  readonly day: Date;
}

/** At most one row: before when counts are final. */
export interface ReportHorizonTable {
  readonly is_one: Generated<boolean>;
  readonly kept_from: Date;
}

export interface Tables {
  readonly call_months: CallMonthsTable;
  readonly audit_entries: AuditEntriesTable;
  readonly calls: CallsTable;
  readonly call_facts: CallFactsTable;
  readonly queue_visits: QueueVisitsTable;
  readonly stale_intervals: StaleIntervalsTable;
  readonly unfolded_calls: UnfoldedCallsTable;
  readonly queue_intervals: CountsTable;
  readonly call_intervals: CountsTable;
  readonly repeated_calls: RepeatedCallsTable;
  readonly repeat_intervals: CountsTable;
  readonly node_intervals: CountsTable;
  readonly node_ways: CountsTable;
  readonly open_node_days: OpenNodeDaysTable;
  readonly report_horizon: ReportHorizonTable;
  readonly job_runs: JobRunsTable;
  readonly demo_documents: DemoDocumentsTable;
  readonly demo_seed: DemoSeedTable;
  readonly people: PeopleTable;
  readonly sessions: SessionsTable;
  readonly sign_in_links: SignInLinksTable;
  readonly sign_in_tries: SignInTriesTable;
}
