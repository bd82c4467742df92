import type { HttpMethod } from '../options.ts';
import { choice, method, readAttributes, text } from '../xml/attributes.ts';
import { type Element, elementsOf } from '../xml/element.ts';
import { error, type Notes, warning } from '../xml/note.ts';
import { recordingEvents } from './record.ts';

/** `<Start><Recording>`: records both sides of the call from here on, while the documents go on. */
export interface StartRecording {
  readonly type: 'start-recording';
  /** What `<Stop>` names it by; without it nothing but the end of the call stops it. */
  readonly name: string | undefined;
  readonly channels: 1 | 2;
  readonly recordingStatusCallback: string | undefined;
  readonly recordingStatusCallbackMethod: HttpMethod;
  readonly recordingStatusCallbackEvents: readonly string[];
}

/** `<Stop><Recording>`: ends a recording by its name. */
export interface StopRecording {
  readonly type: 'stop-recording';
  readonly name: string | undefined;
}

const rules = {
  name: text,
  channels: choice(['mono', 'dual'], 'dual', 12200),
  track: choice(['inbound', 'outbound', 'both'], 'both', 12200),
  trim: choice(['trim-silence', 'do-not-trim'], 'trim-silence', 12200),
  recordingStatusCallback: text,
  recordingStatusCallbackMethod: method(12200),
  recordingStatusCallbackEvent: recordingEvents,
  recordingConfigurationId: text,
};

/**
 * Reads `<Start>` with a `<Recording>`, the only one of its nouns that is known here.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/recording
 */
export function readStart(element: Element, notes: Notes): StartRecording | undefined {
  const noun = recordingIn(element, notes);
  if (!noun) return undefined;
  const read = readAttributes(noun, rules, notes);
  const callback = read.recordingStatusCallback;
  // The page says that it may be relative; whoever tried it was told 15004.
  if (callback !== undefined && !URL.canParse(callback)) {
    notes.push(error(15004, `<Recording> takes an absolute recordingStatusCallback, not "${callback}"`, noun.line));
  }
  return {
    type: 'start-recording',
    name: read.name,
    channels: read.channels === 'mono' ? 1 : 2,
    recordingStatusCallback: callback !== undefined && URL.canParse(callback) ? callback : undefined,
    recordingStatusCallbackMethod: read.recordingStatusCallbackMethod,
    recordingStatusCallbackEvents: read.recordingStatusCallbackEvent,
  };
}

/** Reads `<Stop>` with a `<Recording>`. */
export function readStop(element: Element, notes: Notes): StopRecording | undefined {
  const noun = recordingIn(element, notes);
  return noun && { type: 'stop-recording', name: readAttributes(noun, { name: text }, notes).name };
}

function recordingIn(element: Element, notes: Notes): Element | undefined {
  readAttributes(element, {}, notes);
  const [noun, ...more] = elementsOf(element);
  if (!noun) notes.push(warning(12200, `<${element.name}> starts or stops nothing`, element.line));
  for (const other of noun?.name === 'Recording' ? more : [noun, ...more]) {
    if (other) notes.push(warning(12200, `<${element.name}> does not take <${other.name}> here`, other.line));
  }
  return noun?.name === 'Recording' ? noun : undefined;
}
