/** What happens on a person's side of a call, each with the instant in epoch milliseconds. */
export type CallEvent = { readonly at: number } & Happening;

/** An event before it has its instant. */
export type Happening =
  | { readonly type: 'ringing' }
  | { readonly type: 'answered' }
  /** A voice begins to speak; SSML is flattened. */
  | { readonly type: 'heard'; readonly text: string; readonly language: string; readonly voice: string }
  /** An audio file begins. */
  | { readonly type: 'played'; readonly url: string }
  | { readonly type: 'tones'; readonly digits: string }
  | { readonly type: 'beep' }
  /** A Gather begins: keys and speech are taken from here on, during its prompts too. */
  | { readonly type: 'listening'; readonly takes: Takes }
  /** The prompts of the Gather are over and it waits in silence. */
  | { readonly type: 'silence'; readonly timeoutSeconds: number }
  | { readonly type: 'recording'; readonly maxLengthSeconds: number }
  | { readonly type: 'recorded'; readonly recordingSid: string; readonly durationSeconds: number }
  | { readonly type: 'queued'; readonly queue: string; readonly position: number }
  | { readonly type: 'left-queue'; readonly queue: string; readonly result: string }
  | { readonly type: 'dialling'; readonly to: string }
  | { readonly type: 'bridged'; readonly with: string }
  | { readonly type: 'unbridged'; readonly with: string }
  /** What the other person says while bridged. */
  | { readonly type: 'told'; readonly by: string; readonly words: string }
  | { readonly type: 'pressed'; readonly key: string; readonly taken: boolean }
  | { readonly type: 'said'; readonly words: string; readonly taken: boolean }
  | { readonly type: 'ended'; readonly by: EndedBy; readonly status: CallStatus };

/** What a Gather takes. */
export interface Takes {
  readonly keys: boolean;
  readonly speech: boolean;
  readonly numDigits: number | undefined;
  readonly finishOnKey: string;
  readonly timeoutSeconds: number;
  readonly language: string;
  readonly hints: readonly string[];
}

/** Whose doing the end was: the person here, the application, whoever is at the other end, or the network. */
export type EndedBy = 'caller' | 'hotline' | 'other' | 'network';

/** Twilio's words: https://www.twilio.com/docs/voice/twiml#callstatus-values */
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';
