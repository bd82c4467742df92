import type { FastifyRequest } from 'fastify';
import { type ReadRequest, readVoiceRequest, type VoiceRequest } from '../twilio/voice-request.ts';
import { parametersOf } from './signed-forms.ts';

/** The voice webhook that a request is; nothing where it is none, or another account's. */
export const voiceRequestOf = (request: FastifyRequest, accountSid: string | undefined): VoiceRequest | undefined =>
  requestOf(readVoiceRequest, request, accountSid);

/** The same of webhooks of one kind. */
export function requestOf<Name extends string>(
  read: ReadRequest<Name>,
  request: FastifyRequest,
  accountSid: string | undefined,
): VoiceRequest<Name> | undefined {
  const parameters = parametersOf(request);
  return parameters && read(parameters, accountSid);
}
