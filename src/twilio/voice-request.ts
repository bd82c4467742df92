import { type CallSid, isCallSid } from '../values/call-sid.ts';
import { type E164, isE164 } from '../values/phone-number.ts';
import { hidesKnown } from './boundaries.ts';
import type { Parameters } from './signature.ts';

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

const STATUSES = new Set([
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
]);
const MAX_DIALLED = 200;

/**
 * Takes a webhook's parameters, or nothing where they are not a voice webhook's: the signature does not say where a name
 * ends and its value begins, so names and shapes are checked as well. Callers without a telephone number (withheld,
 * clients, SIP) have no `caller`.
 *
 * @see https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function readVoiceRequest(parameters: Parameters, accountSid: string | undefined): VoiceRequest | undefined {
  if (!hasPlainNames(parameters) || hidesKnown(parameters, EXPECTED)) return undefined;
  const get = (name: ParameterName): string | undefined => {
    const value = parameters[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const sid = get('CallSid');
  const from = get('From');
  const dialled = get('To') ?? '';
  if (!sid || !isCallSid(sid) || dialled.length > MAX_DIALLED || !hasShapes(get)) return undefined;
  if (accountSid !== undefined && get('AccountSid') !== accountSid) return undefined;
  return { sid, caller: from !== undefined && isE164(from) ? from : undefined, dialled, get };
}

/** Known names come once; unknown ones may come, but none may extend a known one, where a value could have been cut. */
function hasPlainNames(parameters: Parameters): boolean {
  for (const name in parameters) {
    const isKnown = KNOWN_NAMES.has(name);
    if (isKnown ? typeof parameters[name] !== 'string' : !isPlain(name)) return false;
  }
  return true;
}

/** Names seen and found plain; Twilio's are always the same. A name that is refused is looked at again. */
const plainNames = new Set<string>();
/** More names than Twilio has would be somebody else's. */
const MAX_PLAIN_NAMES = 500;

function isPlain(name: string): boolean {
  if (plainNames.has(name)) return true;
  if (!TWILIO_NAMES.has(name) && extendsKnown(name)) return false;
  if (plainNames.size < MAX_PLAIN_NAMES) plainNames.add(name);
  return true;
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(KNOWN);

/** Names that Twilio itself sends and that begin as a known one does. */
const TWILIO_NAMES: ReadonlySet<string> = new Set(
  ['City', 'State', 'Zip', 'Country'].flatMap((part) => [`From${part}`, `To${part}`]),
);

/** Names that stand behind a known one in what is signed, and so could be taken for the end of its value. */
const BEHIND = [
  ...['City', 'State', 'Zip', 'Country'].map((part) => `Caller${part}`),
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

const WORDS = ['QueueResult', 'DialCallStatus', 'RecordingStatus'] as const;
const NUMBERS = ['CallDuration', 'DialCallDuration', 'RecordingDuration'] as const;

function hasShapes(get: VoiceRequest['get']): boolean {
  const fits = (name: ParameterName, shape: RegExp): boolean => {
    const value = get(name);
    return value === undefined || shape.test(value);
  };
  const status = get('CallStatus');
  return (
    (status === undefined || STATUSES.has(status)) &&
    // However many keys a caller presses: too many are no entry, and no reason to break the call off.
    fits('Digits', /^(?:[0-9*#A-Dw]+|hangup)$/) &&
    fits('ErrorCode', /^\d{1,9}$/) &&
    WORDS.every((name) => fits(name, /^[a-z-]+$/)) &&
    NUMBERS.every((name) => fits(name, /^-?[\d.]{1,20}$/)) &&
    fits('FinishedOnKey', /^[0-9*#a-z]{1,10}$/) &&
    fits('Confidence', /^(?:\d(?:\.\d+)?(?:e-?\d{1,3})?|NaN)$/i) &&
    fits('QueueTime', /^\d{1,9}$/) &&
    fits('QueuePosition', /^\d{1,9}$/) &&
    fits('DialCallSid', /^CA[0-9a-f]{32}$/i) &&
    fits('RecordingSid', /^RE[0-9a-f]{32}$/i)
  );
}
