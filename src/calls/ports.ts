import type { Call } from '../flow/call.ts';
import type { Contract } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import type { Fact } from '../flow/facts.ts';
import type { ReleaseId } from '../flow/ids.ts';
import type { Release } from '../flow/release.ts';
import type { Closure, Override } from '../hours/calendar.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { Language } from '../values/language.ts';
import type { Value } from '../values/typed-value.ts';

/** A call between two webhooks. */
export interface StoredCall {
  /** Raised by every commit of any lane; 0 stands for a call that is not stored. */
  readonly revision: number;
  /** The last turn done in lane `call`; the entry is turn 0. */
  readonly turn: number;
  /** Stands in the path of every address that the call was given. */
  readonly nonce: string;
  /** What stood there before the state was lost: a webhook that is told again still has it. */
  readonly formerNonce?: string;
  readonly call: Call;
}

/** Facts that a commit adds to the journal. */
export interface FactBatch {
  /** Lane and turn: with the CallSid and an index it names each fact, so that it is stored once. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly facts: readonly Fact[];
}

export interface Commit {
  readonly sid: CallSid;
  /** The revision that was loaded; nothing is kept where another commit has come between. */
  readonly expected: number;
  readonly next: Omit<StoredCall, 'revision'>;
  /** The reply to this turn, byte for byte; absent where the lane keeps none. */
  readonly reply?: string;
  readonly batch?: FactBatch;
}

/**
 * Keeps each call's state between its webhooks.
 *
 * Every method rejects with a `StoreUnavailable` when the store does not answer in time.
 */
export interface CallStore {
  /** `buried` where the call was over before it was ever seen. */
  find(sid: CallSid): Promise<StoredCall | 'buried' | undefined>;
  /** The stored reply of the call's current turn. */
  findReply(sid: CallSid): Promise<string | undefined>;
  /** Keeps state, reply and facts, all or nothing. False where the call has moved on since it was loaded. */
  commit(commit: Commit): Promise<boolean>;
  /** Facts of a call that has no state, such as one that ended before it began here. */
  append(sid: CallSid, batch: FactBatch): Promise<void>;
  /** Leaves an answer beside the state, for whichever process is asked next. */
  putAnswer(sid: CallSid, index: number, answer: Answer): Promise<void>;
  findAnswer(sid: CallSid, index: number): Promise<Answer | undefined>;
  /** Remembers that a call is over before it was ever seen. False, and nothing changed, where the call is known. */
  bury(sid: CallSid): Promise<boolean>;
}

/** The store did not answer, or not in time. The caller hears the reduced mode. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The releases that calls run on. */
export interface Releases {
  /** The one that new calls begin with. */
  current(): Release;
  /** Any release that a live call may have begun with. */
  find(id: ReleaseId): Promise<Release | undefined>;
}

/** What is decided while calls run, and counts at once. */
export interface LiveHours {
  closures(): readonly Closure[];
  overrides(): readonly Override[];
}

/** What a service may know beside its input. */
export interface AskContext {
  readonly call: Call;
  readonly release: Release;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The same for every attempt at one request: `callSid/turn/index`. */
  readonly idempotencyKey: string;
  /** Aborted at the service's deadline. */
  readonly signal: AbortSignal;
}

/** Something that can be asked: what it promises, and asking it. A rejection counts as `unavailable`. */
export interface Service {
  readonly contract: Contract;
  ask(input: Readonly<Record<string, Value>>, context: AskContext): Promise<Answer>;
}

/** Sends a text message. Resolves to whether the carrier took it. */
export type SendMessage = (message: {
  readonly to: string;
  /** The hotline's number that the caller rang. */
  readonly from: string;
  readonly text: string;
  readonly key: string;
}) => Promise<boolean>;

/** Keeps a request to be called back. Resolves to what became of it. */
export type KeepCallback = (request: {
  readonly number: string;
  readonly queue: string;
  readonly call: Call;
  /** The same for every attempt at one request. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly at: number;
}) => Promise<'requested' | 'refused' | 'failed'>;

/** Puts into words what callers leave, in languages in which the carrier does not. */
export interface Transcriber {
  understands(language: Language): boolean;
  /**
   * What is said in a recording, which the carrier knows by the id that is given; nothing where no word is understood.
   * A rejection counts as that.
   */
  transcribe(asked: {
    readonly recording: string;
    readonly language: Language;
    /** Aborted when the transcript is no longer waited for. */
    readonly signal: AbortSignal;
  }): Promise<string | undefined>;
}

/** Writes one line about what happened; never a number, digits or words of a caller. */
export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
