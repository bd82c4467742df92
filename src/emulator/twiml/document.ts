import { type Element, elementsOf, readXml } from '../xml/element.ts';
import { error, type Note, type Notes, warning } from '../xml/note.ts';
import { type Dial, readDial } from './dial.ts';
import { type Enqueue, readEnqueue } from './enqueue.ts';
import { type Gather, readGather } from './gather.ts';
import {
  type Leaving,
  type Redirect,
  type Reject,
  readHangup,
  readLeave,
  readRedirect,
  readReject,
} from './leaving.ts';
import { type Pause, readPause } from './pause.ts';
import { type Play, readPlay } from './play.ts';
import { type RecordVerb, readRecord } from './record.ts';
import { readSay, type Say } from './say.ts';
import { readStart, readStop, type StartRecording, type StopRecording } from './start.ts';

/** One instruction of a TwiML document. */
export type Verb =
  | Say
  | Play
  | Pause
  | Gather
  | RecordVerb
  | StartRecording
  | StopRecording
  | Enqueue
  | Dial
  | Redirect
  | Reject
  | Leaving;

/** A TwiML document as far as it can be obeyed, or the error that makes it none. */
export type Reading =
  | { readonly type: 'document'; readonly verbs: readonly Verb[]; readonly notes: readonly Note[] }
  | { readonly type: 'unreadable'; readonly note: Note };

const readers: Readonly<Record<string, (element: Element, notes: Notes) => Verb | undefined>> = {
  Say: readSay,
  Play: readPlay,
  Pause: readPause,
  Gather: readGather,
  Record: readRecord,
  Start: readStart,
  Stop: readStop,
  Enqueue: readEnqueue,
  Leave: readLeave,
  Dial: readDial,
  Redirect: readRedirect,
  Reject: readReject,
  Hangup: readHangup,
};

/** Verbs that hold no element. */
const CHILDLESS = new Set(['Play', 'Pause', 'Record', 'Leave', 'Redirect', 'Reject', 'Hangup']);

/**
 * Reads a TwiML document. What is not XML with the root `<Response>` is error 12100; what Twilio's schema does not know
 * is warned of with 12200 and passed over.
 *
 * Source: https://www.twilio.com/docs/voice/twiml, https://www.twilio.com/docs/api/errors/12100 and 12200
 */
export function readDocument(text: string): Reading {
  const xml = readXml(text);
  if (xml.type === 'broken') return { type: 'unreadable', note: error(12100, `Document parse failure: ${xml.reason}`) };
  if (xml.root.name !== 'Response') {
    return { type: 'unreadable', note: error(12100, `Document parse failure: the root is <${xml.root.name}>`) };
  }
  const notes: Note[] = [];
  if (Object.keys(xml.root.attributes).length > 0) notes.push(warning(12200, '<Response> has no attributes', 1));
  for (const child of xml.root.children) {
    if (typeof child === 'string' && child.trim() !== '') notes.push(warning(12200, '<Response> takes no text'));
  }
  const verbs = elementsOf(xml.root).flatMap((element) => readVerb(element, notes) ?? []);
  return { type: 'document', verbs, notes };
}

function readVerb(element: Element, notes: Notes): Verb | undefined {
  const read = Object.hasOwn(readers, element.name) ? readers[element.name] : undefined;
  if (!read) {
    notes.push(warning(12200, `<Response> does not take <${element.name}>`, element.line));
    return undefined;
  }
  if (CHILDLESS.has(element.name)) {
    for (const child of elementsOf(element)) {
      notes.push(warning(12200, `<${element.name}> does not take <${child.name}>`, child.line));
    }
  }
  return read(element, notes);
}
