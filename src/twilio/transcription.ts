import type { Language } from '../values/language.ts';
import { createSoundness } from './sound-parameters.ts';
import { createRequestReader, type ReadRequest, VOICE_RULES, type VoiceRequest } from './voice-request.ts';

/**
 * Whether Twilio puts what is said in a language into words: English alone, and as it is spoken in the United States.
 *
 * @see https://www.twilio.com/docs/voice/twiml/record#transcribe
 */
export const isTranscribed = (language: Language): boolean => /^en(?:-|$)/i.test(language);

/** Twilio transcribes recordings of less than this. */
export const TRANSCRIBED_BELOW_SECONDS = 120;

/** The parameters that a webhook about the words of a recording has besides. */
const NAMES = [
  'TranscriptionSid',
  'TranscriptionStatus',
  'TranscriptionText',
  'TranscriptionType',
  'TranscriptionUrl',
] as const;

export type TranscriptionRequest = VoiceRequest<(typeof NAMES)[number]>;

/** Takes a webhook about the words of a recording. What was said may be any text. */
export const readTranscription: ReadRequest<(typeof NAMES)[number]> = createRequestReader(
  createSoundness({
    ...VOICE_RULES,
    known: [...VOICE_RULES.known, ...NAMES],
    shapes: Object.assign(Object.create(null), VOICE_RULES.shapes, {
      TranscriptionSid: /^TR[0-9a-f]{32}$/i,
      TranscriptionStatus: /^(?:in-progress|completed|failed)$/,
      TranscriptionType: /^[a-z-]{1,30}$/,
    }),
  }),
);
