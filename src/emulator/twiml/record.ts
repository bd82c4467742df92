import type { HttpMethod } from '../options.ts';
import { choice, flag, integer, method, type Rule, readAttributes, text } from '../xml/attributes.ts';
import type { Element } from '../xml/element.ts';
import type { Notes } from '../xml/note.ts';

/** `<Record>`: keeps what the caller says. */
export interface RecordVerb {
  readonly type: 'record';
  readonly action: string | undefined;
  readonly method: HttpMethod;
  /** Silence that ends it; 0 is never. */
  readonly timeoutSeconds: number;
  /** Each of its characters ends it. */
  readonly finishOnKey: string;
  readonly maxLengthSeconds: number;
  readonly playsBeep: boolean;
  readonly trimsSilence: boolean;
  readonly recordingStatusCallback: string | undefined;
  readonly recordingStatusCallbackMethod: HttpMethod;
  readonly recordingStatusCallbackEvents: readonly string[];
  /** Asked for by either attribute: an address to tell of it asks for it as well. */
  readonly transcribes: boolean;
  readonly transcribeCallback: string | undefined;
}

const LONGEST_SECONDS = 3600;
const LONGEST_TRANSCRIBED_SECONDS = 120;

const keys: Rule<string> = {
  absent: '1234567890*#',
  read: (value) => (/^[0-9#*]*$/.test(value) ? value : undefined),
  code: 13613,
};

const EVENTS = ['in-progress', 'completed', 'absent'];

/** When a recording's status callback is wanted. */
export const recordingEvents: Rule<readonly string[]> = {
  absent: ['completed'],
  read: (value) => {
    const words = value.split(/[\s,]+/).filter(Boolean);
    return words.every((word) => EVENTS.includes(word)) ? words : undefined;
  },
  code: 12200,
};

const rules = {
  action: text,
  method: method(13610),
  timeout: integer(5, { min: 0, code: 13611 }),
  finishOnKey: keys,
  maxLength: integer<number | undefined>(undefined, { min: 1, max: 14_400, code: 13612 }),
  playBeep: flag(true, 13615),
  trim: choice(['trim-silence', 'do-not-trim'], 'trim-silence', 12200),
  recordingStatusCallback: text,
  recordingStatusCallbackMethod: method(12200),
  recordingStatusCallbackEvent: recordingEvents,
  transcribe: flag(false, 13614),
  transcribeCallback: text,
  recordingConfigurationId: text,
};

/** Reads `<Record>`. Source: https://www.twilio.com/docs/voice/twiml/record */
export function readRecord(element: Element, notes: Notes): RecordVerb {
  const read = readAttributes(element, rules, notes);
  const transcribes = read.transcribe || read.transcribeCallback !== undefined;
  return {
    type: 'record',
    action: read.action,
    method: read.method,
    timeoutSeconds: read.timeout,
    finishOnKey: read.finishOnKey,
    maxLengthSeconds: read.maxLength ?? (transcribes ? LONGEST_TRANSCRIBED_SECONDS : LONGEST_SECONDS),
    playsBeep: read.playBeep,
    trimsSilence: read.trim === 'trim-silence',
    recordingStatusCallback: read.recordingStatusCallback,
    recordingStatusCallbackMethod: read.recordingStatusCallbackMethod,
    recordingStatusCallbackEvents: read.recordingStatusCallbackEvent,
    transcribes,
    transcribeCallback: read.transcribeCallback,
  };
}
