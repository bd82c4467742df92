import type { Entry } from './entry.ts';
import type { NodeId } from './ids.ts';
import type { Level, RecordingPolicy, Talks } from './variables.ts';

/** Why an event at a listening node led nowhere. */
export type Miss = 'no-input' | 'no-match';

/** How a call ended, for the record. */
export type Disposition = 'completed' | 'caller-hung-up' | 'abandoned-in-queue' | 'answered' | 'no-answer' | 'failed';

/**
 * What happened in a call, one fact at a time: the whole of what the record is made from. No fact ever carries what a
 * caller keyed, only how it was taken.
 */
export type Fact =
  | {
      readonly type: 'call-started';
      readonly release: string;
      readonly caller?: string;
      readonly dialled: string;
      readonly callerName?: string;
      readonly agent?: string;
      /** What the number that was rung, or the caller's own, told of them; from then on facts tell of each change. */
      readonly region?: string;
      readonly language?: string;
    }
  | { readonly type: 'node-entered'; readonly node: NodeId }
  | { readonly type: 'chosen'; readonly node: NodeId; readonly exit: string; readonly by: 'key' | 'voice' }
  /** The caller gave what they were asked for: of which kind it was, and how it came. What it was is told nowhere. */
  | { readonly type: 'entry-given'; readonly node: NodeId; readonly kind: Entry['type']; readonly by: 'key' | 'voice' }
  | { readonly type: 'missed'; readonly node: NodeId; readonly cause: Miss }
  | { readonly type: 'exhausted'; readonly node: NodeId }
  /** The caller wants everything slower from now on, or as before. */
  | { readonly type: 'pace-set'; readonly pace: 'slow' | 'usual' }
  /** The caller asked for time. */
  | { readonly type: 'paused'; readonly node: NodeId }
  /** A pause is over: the caller did something, or it was the longest. */
  | { readonly type: 'resumed'; readonly node: NodeId; readonly by: 'caller' | 'time' }
  | { readonly type: 'language-set'; readonly language: string }
  | { readonly type: 'region-set'; readonly region: string }
  | {
      readonly type: 'hours-checked';
      readonly calendar: string;
      readonly state: string;
      readonly layer: string;
      readonly rule: string;
    }
  | { readonly type: 'hours-uncovered'; readonly calendar: string }
  /** The caller was told when people answer next: ISO 8601 with the offset of the place. */
  | { readonly type: 'opening-told'; readonly opening: string }
  | { readonly type: 'service-asked'; readonly service: string }
  | {
      readonly type: 'service-answered';
      readonly service: string;
      readonly outcome: string;
      readonly tookMs: number;
      /** Set where nothing came within the service's deadline. */
      readonly isLate?: true;
    }
  | { readonly type: 'effect-unknown'; readonly service: string }
  | { readonly type: 'verified'; readonly level: Level }
  /** Something that not every caller may hear was said or sent: which variables, never their values. */
  | { readonly type: 'disclosed'; readonly variables: readonly string[]; readonly level: Level }
  /** The caller came to a queue that nobody answers at this hour. */
  | { readonly type: 'queue-closed'; readonly queue: string }
  | { readonly type: 'queue-joined'; readonly queue: string }
  | {
      readonly type: 'queue-left';
      readonly queue: string;
      readonly result: string;
      readonly waitSeconds: number;
      /** The way on of the node that the caller left by; absent where the result says it all, or an always-key led away. */
      readonly exit?: string;
    }
  | { readonly type: 'recorded'; readonly purpose: string; readonly recording: string; readonly seconds: number }
  /** What was settled about recording talks, by the words of which prompt; the call's release has the words. */
  | {
      readonly type: 'recording-consent';
      readonly policy: RecordingPolicy;
      readonly talks: Talks;
      readonly prompt?: string;
    }
  | {
      readonly type: 'recording-ready';
      readonly recording: string;
      readonly seconds: number;
      /** Set where it is of talks with people; what a caller left by a `record` node has a fact `recorded`. */
      readonly purpose?: 'talk';
    }
  /** What was understood of a recording that a caller left; without `text` once the caller is erased. */
  | { readonly type: 'transcribed'; readonly recording: string; readonly text?: string }
  /** A recording whose words were wanted could not be put into words. */
  | { readonly type: 'not-transcribed'; readonly recording: string }
  | { readonly type: 'callback-requested'; readonly queue: string }
  | { readonly type: 'message-sent'; readonly prompt: string; readonly outcome: string }
  | { readonly type: 'dialled'; readonly outcome: string; readonly talkSeconds: number }
  | { readonly type: 'tagged'; readonly key: string; readonly value: string }
  | { readonly type: 'bound-reached'; readonly node: NodeId }
  | { readonly type: 'reply-refused'; readonly code: string }
  | { readonly type: 'state-lost'; readonly turn: number }
  | { readonly type: 'release-lost'; readonly release: string }
  | { readonly type: 'failed'; readonly error: string }
  | {
      readonly type: 'call-ended';
      readonly disposition: Disposition;
      readonly status: string;
      readonly seconds?: number;
    }
  /** How long a call was that had been told as ended before; the carrier tells it last. */
  | { readonly type: 'call-lasted'; readonly seconds: number }
  /** Nothing was heard of the call for longer than any call lasts, and nobody told its end. */
  | { readonly type: 'reaped' };

/** The facts of a type, by the type's name. */
export type FactOf<Type extends Fact['type']> = Extract<Fact, { readonly type: Type }>;
