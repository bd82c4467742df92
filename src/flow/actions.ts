import type { Language } from '../values/language.ts';
import type { TypedValue } from '../values/typed-value.ts';

/** One prompt to speak, with what its placeholders stand for. Words are found later, outside the engine. */
export interface Say {
  readonly type: 'say';
  readonly prompt: string;
  readonly language: Language;
  readonly values: Readonly<Record<string, TypedValue>>;
  /** Whether a key or a word may cut it short. */
  readonly bargeIn: boolean;
  /** Set where it is spoken slower than usual. */
  readonly pace?: 'slow';
}

/** What a caller may do at a node that listens. */
export interface Gather {
  readonly type: 'gather';
  readonly input: readonly ('dtmf' | 'speech')[];
  readonly language: Language;
  /** Silence, and the gap between two keys, after which what there is counts. */
  readonly timeoutSeconds: number;
  /** Set where whoever speaks is given twice the silence between two words. */
  readonly pace?: 'slow';
  /** Ends the entry as soon as so many keys were pressed; without it `#` or silence ends it. */
  readonly maxDigits?: number;
  /** Words worth expecting, for speech recognition. */
  readonly hints: readonly string[];
}

/** What to do on the telephone line, in the order to do it; no carrier's words. */
export type Action =
  | Say
  | Gather
  | { readonly type: 'pause'; readonly seconds: number }
  | {
      readonly type: 'enqueue';
      readonly queue: string;
      /** Both sides of the call are recorded from here on, until `stop-recording` in the turn that follows. */
      readonly isRecorded?: true;
    }
  /** Ends the recording that the turn before began; nothing where there is none. */
  | { readonly type: 'stop-recording' }
  /** Leaves the queue that the caller waits in; only in its wait document. */
  | { readonly type: 'leave' }
  | {
      readonly type: 'record';
      readonly purpose: string;
      /** What the caller speaks. */
      readonly language: Language;
      /** Set where what is said is wanted in words as well, from whoever can do that. */
      readonly transcribe?: true;
      readonly maxLengthSeconds: number;
      readonly silenceSeconds: number;
    }
  | {
      readonly type: 'dial';
      readonly number: string;
      readonly timeoutSeconds: number;
      readonly limitSeconds: number;
      /** The number that whoever is rung sees; without it the caller's own. */
      readonly callerId?: string;
      /** As in `enqueue`. */
      readonly isRecorded?: true;
    }
  /** Connects an agent's call with the next caller of a queue. */
  | { readonly type: 'take-call'; readonly queue: string; readonly timeoutSeconds: number }
  /** A moment's sound while something slow is awaited, then the hotline is asked again. */
  | { readonly type: 'hold'; readonly seconds: number }
  | { readonly type: 'hang-up' };
