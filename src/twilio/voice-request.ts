import { type CallSid, isCallSid } from '../values/call-sid.ts';
import { type E164, isE164 } from '../values/phone-number.ts';
import { hidesKnown, type Place, placeAmong } from './boundaries.ts';
import { namesInOrder, type Parameters } from './signature.ts';

/** The parameters that the hotline reads of a voice webhook, in order; every other is kept for the signature only. */
const KNOWN = [
  'AccountSid',
  'CallDuration',
  'CallSid',
  'CallStatus',
  'CallerName',
  'Confidence',
  'DialCallDuration',
  'DialCallSid',
  'DialCallStatus',
  'Digits',
  'ErrorCode',
  'ErrorUrl',
  'FinishedOnKey',
  'From',
  'QueuePosition',
  'QueueResult',
  'QueueTime',
  'RecordingDuration',
  'RecordingSid',
  'RecordingStatus',
  'RecordingUrl',
  'SpeechResult',
  'To',
] as const;
export type ParameterName = (typeof KNOWN)[number];

/** A checked webhook: who it is about, and single values by known names; an empty value is an absent one. */
export interface VoiceRequest {
  readonly sid: CallSid;
  readonly caller: E164 | undefined;
  readonly dialled: string;
  readonly get: (name: ParameterName) => string | undefined;
}

const MAX_DIALLED = 200;

/**
 * Takes a webhook's parameters, or nothing where they are not a voice webhook's: the signature does not say where a name
 * ends and its value begins, so names and shapes are checked as well. Callers without a telephone number (withheld,
 * clients, SIP) have no `caller`.
 *
 * @see https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function readVoiceRequest(parameters: Parameters, accountSid: string | undefined): VoiceRequest | undefined {
  if (!isSound(parameters)) return undefined;
  const get = (name: ParameterName): string | undefined => {
    const value = parameters[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const sid = get('CallSid');
  const from = get('From');
  const dialled = get('To') ?? '';
  if (!sid || !isCallSid(sid) || dialled.length > MAX_DIALLED) return undefined;
  if (accountSid !== undefined && get('AccountSid') !== accountSid) return undefined;
  return { sid, caller: from !== undefined && isE164(from) ? from : undefined, dialled, get };
}

/** Whether all names and values can be Twilio's, and none of the names that matter has been hidden in another. */
function isSound(parameters: Parameters): boolean {
  const names = namesInOrder(parameters);
  for (let at = 0; at < names.length; at += 1) {
    const [name = '', next] = [names[at], names[at + 1]];
    const value = parameters[name] ?? '';
    const traits = traitsOf(name);
    if (!traits.isPlain || (traits.isKnown && !hasShape(value, traits.shape))) return false;
    const from = traits.place.upTo;
    const until = next === undefined ? EXPECTED.length : traitsOf(next).place.before;
    if (from < until && hidesKnown(`${name}${String(value)}`, EXPECTED, { from, until })) return false;
  }
  return true;
}

/** Known names come once; an empty value is an absent one. */
const hasShape = (value: string | readonly string[], shape: RegExp | undefined): boolean =>
  typeof value === 'string' && (value === '' || shape === undefined || shape.test(value));

/** What there is to know of a name, whatever its value. */
interface Traits {
  readonly isKnown: boolean;
  /** Unknown names may come, but none may extend a known one, where a value could have been cut. */
  readonly isPlain: boolean;
  readonly shape: RegExp | undefined;
  readonly place: Place;
}

/** Names looked at before; Twilio's are always the same. */
const seen = new Map<string, Traits>();
/** More names than Twilio has would be somebody else's. */
const MAX_SEEN = 500;

function traitsOf(name: string): Traits {
  const known = seen.get(name);
  if (known) return known;
  const isKnown = KNOWN_NAMES.has(name);
  const isPlain = isKnown || TWILIO_NAMES.has(name) || !extendsKnown(name);
  const traits = { isKnown, isPlain, shape: SHAPES[name], place: placeAmong(EXPECTED, name) };
  if (isPlain && seen.size < MAX_SEEN) seen.set(name, traits);
  return traits;
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(KNOWN);

/** What Twilio tells of a number's whereabouts. */
const WHEREABOUTS = ['City', 'State', 'Zip', 'Country'];

/** Names that Twilio itself sends and that begin as a known one does. */
const TWILIO_NAMES: ReadonlySet<string> = new Set(WHEREABOUTS.flatMap((part) => [`From${part}`, `To${part}`]));

/** Names that stand behind a known one in what is signed, and so could be taken for the end of its value. */
const BEHIND = [
  ...WHEREABOUTS.map((part) => `Caller${part}`),
  'QueueSid',
  'SequenceNumber',
  'StirPassportToken',
  'StirStatus',
  'StirVerstat',
  'Timestamp',
  'msg',
];

const EXPECTED: readonly string[] = [...KNOWN, ...TWILIO_NAMES, ...BEHIND].sort();

const extendsKnown = (name: string): boolean =>
  KNOWN.some((known) => name.length > known.length && name.startsWith(known));

const WORD = /^[a-z-]+$/;
const SECONDS = /^-?[\d.]{1,20}$/;
const COUNT = /^\d{1,9}$/;

/** What values look like, by name. Without a prototype: a name may be any word. */
const SHAPES: Readonly<Record<string, RegExp>> = Object.assign(Object.create(null), {
  CallStatus: /^(?:queued|initiated|ringing|in-progress|completed|busy|failed|no-answer|canceled)$/,
  // However many keys a caller presses: too many are no entry, and no reason to break the call off.
  Digits: /^(?:[0-9*#A-Dw]+|hangup)$/,
  ErrorCode: COUNT,
  QueueResult: WORD,
  DialCallStatus: WORD,
  RecordingStatus: WORD,
  CallDuration: SECONDS,
  DialCallDuration: SECONDS,
  RecordingDuration: SECONDS,
  Confidence: /^(?:NaN|[\d.E+-]{1,25})$/i,
  FinishedOnKey: /^[0-9*#a-z]{1,10}$/,
  QueueTime: COUNT,
  QueuePosition: COUNT,
  DialCallSid: /^CA[0-9a-f]{32}$/i,
  RecordingSid: /^RE[0-9a-f]{32}$/i,
} satisfies Partial<Record<ParameterName, RegExp>>);
