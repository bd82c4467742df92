import type { FastifyRequest } from 'fastify';
import { readVoiceRequest, type VoiceRequest } from '../twilio/voice-request.ts';
import { parametersOf } from './signed-forms.ts';

/** The voice webhook that a request is; nothing where it is none, or another account's. */
export function voiceRequestOf(request: FastifyRequest, accountSid: string | undefined): VoiceRequest | undefined {
  const parameters = parametersOf(request);
  return parameters && readVoiceRequest(parameters, accountSid);
}
