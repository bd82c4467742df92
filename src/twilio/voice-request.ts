import { type CallSid, isCallSid } from '../values/call-sid.ts';
import { type E164, isE164 } from '../values/phone-number.ts';
import type { Parameters } from './signature.ts';
import { type AreSound, createSoundness, type ParameterRules } from './sound-parameters.ts';

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
export interface VoiceRequest<Name extends string = ParameterName> {
  readonly sid: CallSid;
  readonly caller: E164 | undefined;
  readonly dialled: string;
  readonly get: (name: Name | ParameterName) => string | undefined;
}

/** Takes the parameters of a webhook, or nothing where they are none, or another account's than the one that is given. */
export type ReadRequest<Name extends string = ParameterName> = (
  parameters: Parameters,
  accountSid: string | undefined,
) => VoiceRequest<Name> | undefined;

const MAX_DIALLED = 200;

/**
 * Reads webhooks of a kind about a call: names and shapes are checked as well as the signature. Callers without a
 * telephone number (withheld, clients, SIP) have no `caller`.
 *
 * @see https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export const createRequestReader =
  <Name extends string>(areSound: AreSound): ReadRequest<Name> =>
  (parameters, accountSid) => {
    if (!areSound(parameters)) return undefined;
    const get = (name: Name | ParameterName): string | undefined => {
      const value = parameters[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const sid = get('CallSid');
    const from = get('From');
    const dialled = get('To') ?? '';
    if (!sid || !isCallSid(sid) || dialled.length > MAX_DIALLED) return undefined;
    if (accountSid !== undefined && get('AccountSid') !== accountSid) return undefined;
    return { sid, caller: from !== undefined && isE164(from) ? from : undefined, dialled, get };
  };

/** What Twilio tells of a number's whereabouts. */
const WHEREABOUTS = ['City', 'State', 'Zip', 'Country'];

/** Names that begin as a known one does. */
const ALIKE = WHEREABOUTS.flatMap((part) => [`From${part}`, `To${part}`]);

const BEHIND = [
  ...WHEREABOUTS.map((part) => `Caller${part}`),
  'Direction',
  'QueueSid',
  'SequenceNumber',
  'StirPassportToken',
  'StirStatus',
  'StirVerstat',
  'Timestamp',
  'msg',
];

const WORD = /^[a-z-]+$/;
const SECONDS = /^-?[\d.]{1,20}$/;
const COUNT = /^\d{1,9}$/;

/** What values look like, by name. */
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

/** What the webhooks of a call carry. */
export const VOICE_RULES: ParameterRules = { known: KNOWN, alike: ALIKE, behind: BEHIND, shapes: SHAPES };

/** Any webhook of a call but those about the words of a recording. */
export const readVoiceRequest: ReadRequest = createRequestReader(createSoundness(VOICE_RULES));
