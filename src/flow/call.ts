import type { CallSid } from '../values/call-sid.ts';
import type { Language } from '../values/language.ts';
import type { E164 } from '../values/phone-number.ts';
import type { Value } from '../values/typed-value.ts';
import type { PromptRef } from './compiled.ts';
import type { Miss } from './facts.ts';
import type { NodeId, ReleaseId } from './ids.ts';
import type { Level, RecordingPolicy, Talks } from './variables.ts';

/** What the call waits for, if anything. */
export type Phase =
  /** About to enter its node. */
  | 'ready'
  | 'listening'
  /** A request is out; its answer comes as an event. */
  | 'asking'
  | 'queued'
  | 'recording'
  | 'dialling'
  /** Said goodbye: only the end of the call is to come. */
  | 'closing';

/** What the caller is asked to confirm: a choice that was half understood, or an entry read back. */
export interface Confirmation {
  /** What the caller is asked, as often as they want to hear it. */
  readonly says: readonly PromptRef[];
  /** Exit taken on yes. */
  readonly exit: string;
  /** Value that goes into the node's variable on yes. */
  readonly value?: Value;
}

/** The stay at one listening node: until the caller gets on from it, or chooses at another one. */
export interface Stay {
  readonly node: NodeId;
  /** Times the caller was asked, this one included. */
  readonly visits: number;
  readonly noInput: number;
  readonly noMatch: number;
  /** Times in a row that the caller asked to hear it again. */
  readonly repeats: number;
  /** Why it is asked again; absent the first time and after a repeat. */
  readonly cause?: Miss;
  readonly confirmation?: Confirmation;
  /** While the caller has asked for time: rounds of silence they have had. */
  readonly pause?: number;
}

/** The request that an `asking` call waits for. */
export interface PendingRequest {
  readonly service: string;
  /** Index of the request within the call: with CallSid and turn it makes the idempotency key. */
  readonly index: number;
  /** The turn in which it was asked first; kept with the state, and by every further attempt. */
  readonly turn?: number;
  readonly askedAt: number;
  /** Times the caller was held and asked again. */
  readonly polls: number;
}

/** How a call out of its flow or its queue goes on once the carrier lets go of it. */
export type Leaving =
  | { readonly type: 'exit'; readonly exit: string }
  | { readonly type: 'node'; readonly node: NodeId };

/** How sure the hotline is of the caller, and since when they have done nothing. */
export interface Verification {
  readonly level: Level;
  readonly at: number;
  /** Whom the caller has proved to be; services tell about nobody else. */
  readonly account?: string;
}

/** Whether the caller's talks with people are recorded, and the policy of their region as that was settled. */
export interface Consent {
  readonly talks: Talks;
  readonly policy: RecordingPolicy;
}

/** Where a call stands: plain JSON, all that the engine keeps between two turns. */
export interface Call {
  readonly version: 1;
  readonly sid: CallSid;
  /** The release it began with, and runs on to its end. */
  readonly release: ReleaseId;
  /** Absent where withheld, or no telephone number. */
  readonly caller?: E164;
  readonly dialled: string;
  readonly startedAt: number;
  readonly language: Language;
  readonly region?: string;
  readonly verification: Verification;
  readonly variables: Readonly<Record<string, Value>>;
  readonly node: NodeId;
  readonly phase: Phase;
  /** Subflow nodes to return to, innermost last. */
  readonly stack: readonly NodeId[];
  readonly stay?: Stay;
  /** Listening nodes heard before in this call, whose short prompt is enough now. */
  readonly heard: readonly NodeId[];
  /** Nodes that spoke just before the one that listens: what `repeat` says again. */
  readonly spoken: readonly NodeId[];
  /** Visits that led nowhere, in the whole call. */
  readonly failedVisits: number;
  /** Set while the caller wants everything slower. */
  readonly pace?: 'slow';
  readonly request?: PendingRequest;
  /** Requests made so far. */
  readonly requests: number;
  readonly leaving?: Leaving;
  /** Set once the caller has talked to a person. */
  readonly hasTalked?: true;
  /** Absent until it is settled. */
  readonly consent?: Consent;
  /** Set while a wait or a talk is recorded. */
  readonly isRecorded?: true;
  /** What the caller has left by `record` nodes: a transcript of any other recording is none of this call. */
  readonly recordings?: readonly string[];
  /** Since when the caller is gone; nothing is spoken any more. */
  readonly endedAt?: number;
  /** Set once it is told how long the call was. */
  readonly isMeasured?: true;
}
