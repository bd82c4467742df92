import type { HttpMethod } from '../options.ts';
import { flag, integer, method, type Rule, readAttributes, text } from '../xml/attributes.ts';
import { type Element, elementsOf } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';
import { type Audible, readAudible } from './audible.ts';
import { RECOGNISED } from './languages.ts';

/** `<Gather>`: listens for keys, speech, or whichever comes first. */
export interface Gather {
  readonly type: 'gather';
  readonly takesKeys: boolean;
  readonly takesSpeech: boolean;
  readonly action: string | undefined;
  readonly method: HttpMethod;
  readonly timeoutSeconds: number;
  /** Silence that ends speech, or `auto`. */
  readonly speechTimeout: number | 'auto';
  readonly numDigits: number | undefined;
  /** A key, or nothing at all. */
  readonly finishOnKey: string;
  readonly actionOnEmptyResult: boolean;
  readonly language: string;
  readonly hints: readonly string[];
  readonly partialResultCallback: string | undefined;
  readonly partialResultCallbackMethod: HttpMethod;
  readonly nested: readonly Audible[];
}

const INPUTS = new Set(['dtmf', 'speech', 'dtmf speech', 'speech dtmf']);

const input: Rule<string> = {
  absent: 'dtmf',
  read: (value) => (INPUTS.has(value.trim()) ? value.trim() : undefined),
  code: 12200,
};

const speechTimeout: Rule<number | 'auto' | undefined> = {
  absent: undefined,
  read: (value) => (/^(?:auto|[1-9]\d*)$/.test(value) ? seconds(value) : undefined),
  code: 13313,
};

const seconds = (value: string): number | 'auto' => (value === 'auto' ? 'auto' : Number(value));

const rules = {
  input,
  action: text,
  method: method(13312),
  timeout: integer(5, { min: 1, code: 13313 }),
  speechTimeout,
  numDigits: integer(undefined, { min: 1, code: 13314 }),
  actionOnEmptyResult: flag(false),
  hints: text,
  language: { absent: 'en-US', read: (value: string) => value.trim() || undefined, code: 12200 },
  speechModel: text,
  profanityFilter: flag(true),
  partialResultCallback: text,
  partialResultCallbackMethod: method(12200),
  enhanced: flag(false),
  bargeIn: flag(true),
  maxSpeechTime: integer(60, { min: 1, code: 12200 }),
  debug: flag(false),
};

/** Reads `<Gather>` with the verbs nested in it. Source: https://www.twilio.com/docs/voice/twiml/gather */
export function readGather(element: Element, notes: Notes): Gather {
  const finishOnKey = readFinishOnKey(element, notes);
  const { finishOnKey: _, ...attributes } = element.attributes;
  const read = readAttributes({ ...element, attributes }, rules, notes);
  return {
    type: 'gather',
    takesKeys: read.input.includes('dtmf'),
    takesSpeech: read.input.includes('speech') && isRecognised(element, read.language, notes),
    action: read.action,
    method: read.method,
    timeoutSeconds: read.timeout,
    speechTimeout: speechTimeoutOf(element, read, notes),
    numDigits: read.numDigits,
    finishOnKey,
    actionOnEmptyResult: read.actionOnEmptyResult,
    language: read.language,
    hints: read.hints?.split(',').map((hint) => hint.trim()) ?? [],
    partialResultCallback: read.partialResultCallback,
    partialResultCallbackMethod: read.partialResultCallbackMethod,
    nested: elementsOf(element).flatMap((child) => readAudible(child, notes) ?? []),
  };
}

/** A language that is not recognised leaves the Gather without speech. */
function isRecognised(element: Element, language: string, notes: Notes): boolean {
  if (RECOGNISED.has(language)) return true;
  notes.push(warning(12200, `<Gather> does not recognise the language "${language}"`, element.line));
  return false;
}

/** A key that is none is 13310, several are 13311; either way `#` stands. */
function readFinishOnKey(element: Element, notes: Notes): string {
  const { finishOnKey = '#' } = element.attributes;
  if (/^[0-9#*]?$/.test(finishOnKey)) return finishOnKey;
  const code = finishOnKey.length > 1 ? 13311 : 13310;
  notes.push(warning(code, `<Gather> has an invalid finishOnKey: "${finishOnKey}"`, element.line));
  return '#';
}

interface SpeechTiming {
  readonly speechTimeout: number | 'auto' | undefined;
  readonly timeout: number;
  readonly speechModel: string | undefined;
}

/** A named model ends speech by a number of seconds only, so `auto` is then taken for the timeout. */
function speechTimeoutOf(element: Element, read: SpeechTiming, notes: Notes): number | 'auto' {
  const isNamed = read.speechModel !== undefined && read.speechModel !== 'default';
  if (isNamed && read.speechTimeout === 'auto') {
    notes.push(warning(12200, '<Gather> with a speechModel needs a speechTimeout in seconds', element.line));
    return read.timeout;
  }
  return read.speechTimeout ?? read.timeout;
}
