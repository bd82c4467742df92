import type { HttpMethod } from '../options.ts';
import { choice, flag, integer, method, type Rule, readAttributes, text } from '../xml/attributes.ts';
import { type Element, elementsOf, textOf } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';

/** `<Dial>`: connects the call with somebody else. */
export interface Dial {
  readonly type: 'dial';
  readonly action: string | undefined;
  readonly method: HttpMethod;
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number;
  readonly callerId: string | undefined;
  readonly hangupOnStar: boolean;
  readonly sequential: boolean;
  readonly to: readonly DialNumber[] | DialQueue;
}

/** `<Number>`: a telephone number to ring. */
export interface DialNumber {
  readonly type: 'number';
  readonly number: string;
  readonly sendDigits: string | undefined;
  /** A document for the person who answers, before the two are connected. */
  readonly url: string | undefined;
  readonly method: HttpMethod;
  readonly statusCallback: string | undefined;
  readonly statusCallbackMethod: HttpMethod;
  readonly statusCallbackEvents: readonly string[];
}

/** `<Queue>`: whoever stands first in it. */
export interface DialQueue {
  readonly type: 'queue';
  readonly name: string;
  /** A document for the caller who waited, before the two are connected. */
  readonly url: string | undefined;
  readonly method: HttpMethod;
}

const RECORD = [
  'do-not-record',
  'record-from-answer',
  'record-from-ringing',
  'record-from-answer-dual',
  'record-from-ringing-dual',
  'true',
  'false',
] as const;

const rules = {
  action: text,
  method: method(13211),
  timeout: integer(30, { min: 1, max: 600, code: 13212 }),
  timeLimit: integer(14_400, { min: 1, max: 14_400, code: 13213 }),
  callerId: text,
  hangupOnStar: flag(false, 13214),
  answerOnBridge: flag(false),
  record: choice(RECORD, 'do-not-record', 12200),
  recordingTrack: text,
  trim: text,
  recordingStatusCallback: text,
  recordingStatusCallbackMethod: method(12200),
  recordingStatusCallbackEvent: text,
  recordingConfigurationId: text,
  ringTone: text,
  referUrl: text,
  referMethod: method(12200),
  sequential: flag(false),
  callReason: text,
  events: text,
};

const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

const statusCallbackEvents: Rule<readonly string[]> = {
  absent: ['completed'],
  read: (value) => {
    const words = value.split(/[\s,]+/).filter(Boolean);
    return words.every((word) => EVENTS.includes(word)) ? words : undefined;
  },
  code: 12200,
};

const numberRules = {
  sendDigits: text,
  url: text,
  method: method(12200),
  statusCallback: text,
  statusCallbackMethod: method(12200),
  statusCallbackEvent: statusCallbackEvents,
  byoc: text,
  machineDetection: text,
};

const queueRules = { url: text, method: method(12200), reservationSid: text, postWorkActivitySid: text };

/**
 * Reads `<Dial>` to numbers, as nouns or as its bare text, or to a queue. A number that is none is 13223 and is not rung.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/dial
 */
export function readDial(element: Element, notes: Notes): Dial {
  const read = readAttributes(element, rules, notes);
  return {
    type: 'dial',
    action: read.action,
    method: read.method,
    timeoutSeconds: read.timeout,
    timeLimitSeconds: read.timeLimit,
    callerId: read.callerId,
    hangupOnStar: read.hangupOnStar,
    sequential: read.sequential,
    to: readQueue(element, notes) ?? readNumbers(element, notes),
  };
}

function readQueue(element: Element, notes: Notes): DialQueue | undefined {
  const queue = elementsOf(element).find(({ name }) => name === 'Queue');
  return queue && { type: 'queue', name: textOf(queue), ...pick(readAttributes(queue, queueRules, notes)) };
}

const pick = (read: { readonly url: string | undefined; readonly method: HttpMethod }) => ({
  url: read.url,
  method: read.method,
});

function readNumbers(element: Element, notes: Notes): readonly DialNumber[] {
  const nouns = elementsOf(element);
  if (nouns.length === 0) return readNumber({ ...element, attributes: {} }, notes);
  return nouns.flatMap((noun) => {
    if (noun.name === 'Number') return readNumber(noun, notes);
    notes.push(warning(12200, `<Dial> to <${noun.name}> is not emulated or not known`, noun.line));
    return [];
  });
}

function readNumber(element: Element, notes: Notes): readonly DialNumber[] {
  const read = readAttributes(element, numberRules, notes);
  const number = textOf(element).replace(/[\s().-]/g, '');
  if (!/^\+?\d{3,15}$/.test(number)) {
    notes.push(warning(13223, '<Dial> has an invalid phone number', element.line));
    return [];
  }
  const { sendDigits, statusCallback, statusCallbackMethod, statusCallbackEvent } = read;
  const callback = { statusCallback, statusCallbackMethod, statusCallbackEvents: statusCallbackEvent };
  return [{ type: 'number', number, sendDigits, ...pick(read), ...callback }];
}
