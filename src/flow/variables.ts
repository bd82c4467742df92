import type { ValueType } from '../values/typed-value.ts';

/** How sure the hotline is of who calls, from nothing to a text message and a second factor. */
export const LEVELS = ['none', 'caller-known', 'email', 'sms', 'full'] as const;
export type Level = (typeof LEVELS)[number];

/** Whether `held` is enough where `needed` is asked for. */
export const isEnough = (held: Level, needed: Level): boolean => LEVELS.indexOf(held) >= LEVELS.indexOf(needed);

/** What is done about recording what callers talk about with people, by region. */
export const RECORDING_POLICIES = ['notice', 'consent', 'off'] as const;
export type RecordingPolicy = (typeof RECORDING_POLICIES)[number];

/** Whether what a caller talks about with people is recorded. */
export const TALKS = ['recorded', 'not-recorded'] as const;
export type Talks = (typeof TALKS)[number];

/** What a variable of a release may hold, and when it may be spoken. */
export interface VariableType {
  /** `sensitive` values are keyed by the caller, read by one service in the same turn, and nothing else ever. */
  readonly type: ValueType | 'sensitive';
  /** The closed set of an `enum`. */
  readonly values?: readonly string[];
  /** Certainty about the caller that speaking it needs. */
  readonly level?: Level;
}

/** Variables that every flow has without declaring them. The engine sets them; `set` may change the first two. */
export const BUILT_IN: Readonly<Record<string, VariableType>> = {
  language: { type: 'enum' },
  region: { type: 'enum' },
  verification: { type: 'enum', values: LEVELS },
  /** What the caller's region has about recording talks with people, and what a `recording` node has settled. */
  recordingPolicy: { type: 'enum', values: RECORDING_POLICIES },
  talks: { type: 'enum', values: TALKS },
  /** Last digits of the caller's number, for reading back. */
  callerTail: { type: 'digits' },
  /** Whether the caller's number can be called back, and texted: it is not withheld, and its country is listed. */
  canCallBack: { type: 'boolean' },
  canText: { type: 'boolean' },
  /** What speech recognition understood, while it is being confirmed. */
  heard: { type: 'text' },
  /** Set by an `hours` node: when people answer next, why they do not now, and the city whose clock counts. */
  nextOpen: { type: 'instant' },
  closedReason: { type: 'text' },
  city: { type: 'text' },
  /** Spoken by the wait document of a queue: place in the queue, from 1. */
  queuePosition: { type: 'ordinal' },
};
