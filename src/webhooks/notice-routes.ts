import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Notice, TakeNotice } from '../calls/notices.ts';
import { transcriptNotice } from '../calls/transcripts/transcript-notice.ts';
import { UNWATCHED, type WebhookWatch } from '../calls/watch-webhooks.ts';
import { hungUp, isOver, numberOf } from '../twilio/events.ts';
import { readTranscription, type TranscriptionRequest } from '../twilio/transcription.ts';
import { type ReadRequest, readVoiceRequest, type VoiceRequest } from '../twilio/voice-request.ts';
import { outcomeOf } from './answering.ts';
import { requestOf } from './voice-request-of.ts';

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
  const taking =
    <Name extends string>(read: ReadRequest<Name>, toNotice: (told: VoiceRequest<Name>) => Notice | undefined) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const told = requestOf(read, request, accountSid);
      if (!told) {
        watch.refused('form');
        return reply.code(400).send();
      }
      const notice = toNotice(told);
      const began = performance.now();
      try {
        if (notice) await takeNotice(notice);
        watch.answered('notice', 'new', performance.now() - began);
      } catch (error) {
        watch.answered('notice', outcomeOf(error), performance.now() - began);
        request.log.error({ callSid: told.sid, err: error }, 'notice failed');
      }
      return reply.code(204).send();
    };

  app.post('/twilio/status', taking(readVoiceRequest, callStatus));
  app.post('/twilio/recording', taking(readVoiceRequest, recordingStatus()));
  app.post('/twilio/recording/unheard', taking(readVoiceRequest, recordingStatus('unheard')));
  app.post('/twilio/recording/talk', taking(readVoiceRequest, recordingStatus('talk')));
  app.post('/twilio/transcription', taking(readTranscription, transcription));
}

/** A call that rings, or was answered, is no news: only its end is. */
function callStatus(voice: VoiceRequest): Notice | undefined {
  if (!isOver(voice)) return undefined;
  const ended = hungUp(voice);
  return { sid: voice.sid, key: `status.${ended.status}`, ended };
}

/** What was recorded is told by the address that we gave for it: the carrier's own word for it is not documented. */
const recordingStatus =
  (what?: 'talk' | 'unheard') =>
  ({ sid, get }: VoiceRequest): Notice | undefined => {
    const recording = get('RecordingSid');
    if (recording === undefined) return undefined;
    const status = get('RecordingStatus') ?? 'completed';
    const seconds = numberOf(get('RecordingDuration')) ?? 0;
    const purpose = what === 'talk' ? { purpose: what } : {};
    const unheard = what === 'unheard' && status === 'completed' ? { unheard: recording } : {};
    const fact = { type: 'recording-ready', recording, seconds, ...purpose } as const;
    return { sid, key: `recording.${recording}.${status}`, facts: [fact], ...unheard };
  };

/** A transcription that is still being made is no news. */
function transcription({ sid, get }: TranscriptionRequest): Notice | undefined {
  const recording = get('RecordingSid');
  const status = get('TranscriptionStatus');
  if (recording === undefined || (status !== 'completed' && status !== 'failed')) return undefined;
  return transcriptNotice({ sid, recording, text: status === 'completed' ? get('TranscriptionText') : undefined });
}
