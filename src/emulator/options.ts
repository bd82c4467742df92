import type { Note } from './xml/note.ts';

/** A number of the emulated account and where its calls are answered. */
export interface NumberOptions {
  readonly phoneNumber: string;
  readonly voiceUrl: string;
  /** POST unless said otherwise, and so are the other methods. */
  readonly voiceMethod?: HttpMethod;
  readonly voiceFallbackUrl?: string;
  readonly voiceFallbackMethod?: HttpMethod;
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: HttpMethod;
  /** Callers' names are looked up, and sent as `CallerName`; off unless said. */
  readonly voiceCallerIdLookup?: boolean;
}

/** How the application's addresses are asked. */
export type HttpMethod = 'GET' | 'POST';

/** What Twilio's documentation leaves open; each can be set the other way to see that a hotline bears both. */
export interface Switches {
  /** Keys pressed while nothing listens are kept for the next Gather, not dropped. */
  readonly keepsTypeAhead: boolean;
  /** Record in which nothing was said goes on with the next verb, not to its action. */
  readonly emptyRecordingFallsThrough: boolean;
  /** Stop ends a recording by its name, as the newest page says; older ones leave that to REST, and it goes on. */
  readonly stopsRecordings: boolean;
  /** `Digits` of a Record that ended by silence or its longest length; `undefined` leaves the parameter out. */
  readonly recordTimeoutDigits: string | undefined;
  /** An empty Gather with actionOnEmptyResult sends `Digits=`, and not no `Digits` at all. */
  readonly sendsEmptyDigits: boolean;
  /** A caller who hangs up in a Gather after keys has them sent to the action. */
  readonly gatherActionOnHangUp: boolean;
  /** A caller who hangs up in a Dial has the Dial's action requested. */
  readonly dialActionOnHangUp: boolean;
  /** The fallback request carries the idempotency token of the one that failed. */
  readonly sameTokenOnFallback: boolean;
  /** A connection that breaks off without a reply is retried under `rp=all`. */
  readonly retriesReset: boolean;
  /** On a hang-up the number's status callback goes out before the verb's action, not after it. */
  readonly statusBeforeAction: boolean;
  /** Documents fetched one after another without any time passing, beyond which the call is ended with an error. */
  readonly longestChain: number;
  /** What the caller hears where a document and its fallback fail. */
  readonly applicationError: string;
  /** The largest queue where nothing else says so. */
  readonly maxQueueSize: number;
  /** Recordings are given to those only who authenticate. */
  readonly protectsMedia: boolean;
}

/** The switches as the newest documentation reads. */
export const defaultSwitches: Switches = {
  keepsTypeAhead: false,
  emptyRecordingFallsThrough: true,
  stopsRecordings: true,
  recordTimeoutDigits: '',
  sendsEmptyDigits: true,
  gatherActionOnHangUp: false,
  dialActionOnHangUp: true,
  sameTokenOnFallback: false,
  retriesReset: false,
  statusBeforeAction: false,
  longestChain: 100,
  applicationError: "We're sorry, an application error has occurred. Goodbye.",
  maxQueueSize: 1000,
  protectsMedia: false,
};

/** A note in a call's log, with its time and document. */
export interface LoggedNote extends Note {
  readonly at: number;
  readonly url: string | undefined;
}
