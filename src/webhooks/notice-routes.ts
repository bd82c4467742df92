import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Notice, TakeNotice } from '../calls/notices.ts';
import { UNWATCHED, type WebhookWatch } from '../calls/watch-webhooks.ts';
import { hungUp, isOver, numberOf } from '../twilio/events.ts';
import type { VoiceRequest } from '../twilio/voice-request.ts';
import { outcomeOf } from './answering.ts';
import { voiceRequestOf } from './voice-request-of.ts';

export interface NoticeRoutesOptions {
  readonly takeNotice: TakeNotice;
  readonly accountSid: string | undefined;
  readonly watch?: WebhookWatch;
}

/** The webhooks that are not answered with a document: always 204, and taken down if that can be done. */
export function noticeRoutes(
  app: FastifyInstance,
  { takeNotice, accountSid, watch = UNWATCHED }: NoticeRoutesOptions,
): void {
  const note = async (
    request: FastifyRequest,
    reply: FastifyReply,
    read: (voice: VoiceRequest) => Notice | undefined,
  ) => {
    const voice = voiceRequestOf(request, accountSid);
    if (!voice) {
      watch.refused('form');
      return reply.code(400).send();
    }
    const notice = read(voice);
    const began = performance.now();
    try {
      if (notice) await takeNotice(notice);
      watch.answered('notice', 'new', performance.now() - began);
    } catch (error) {
      watch.answered('notice', outcomeOf(error), performance.now() - began);
      request.log.error({ callSid: voice.sid, err: error }, 'notice failed');
    }
    return reply.code(204).send();
  };

  app.post('/twilio/status', (request, reply) => note(request, reply, callStatus));
  app.post('/twilio/recording', (request, reply) => note(request, reply, (voice) => recordingStatus(voice)));
  app.post('/twilio/recording/talk', (request, reply) =>
    note(request, reply, (voice) => recordingStatus(voice, 'talk')),
  );
}

/** A call that rings, or was answered, is no news: only its end is. */
function callStatus(voice: VoiceRequest): Notice | undefined {
  if (!isOver(voice)) return undefined;
  const ended = hungUp(voice);
  return { sid: voice.sid, key: `status.${ended.status}`, ended };
}

/** What was recorded is told by the address that we gave for it: the carrier's own word for it is not documented. */
function recordingStatus({ sid, get }: VoiceRequest, purpose?: 'talk'): Notice | undefined {
  const recording = get('RecordingSid');
  if (recording === undefined) return undefined;
  const status = get('RecordingStatus') ?? 'completed';
  const seconds = numberOf(get('RecordingDuration')) ?? 0;
  const fact = { type: 'recording-ready', recording, seconds, ...(purpose ? { purpose } : {}) } as const;
  return { sid, key: `recording.${recording}.${status}`, facts: [fact] };
}
