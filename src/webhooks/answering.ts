import type { FastifyReply, FastifyRequest } from 'fastify';
import { StoreUnavailable } from '../calls/ports.ts';
import type { Reaching, Reduced } from '../calls/reduced.ts';
import type { Reply } from '../calls/turns.ts';
import { UNWATCHED, type WebhookOutcome, type WebhookWatch } from '../calls/watch-webhooks.ts';
import { toEvents } from '../twilio/events.ts';
import type { VoiceRequest } from '../twilio/voice-request.ts';
import { toArrival } from './arrival.ts';
import { voiceRequestOf } from './voice-request-of.ts';

export interface AnsweringOptions {
  readonly reduced: Reduced;
  readonly accountSid: string | undefined;
  readonly watch?: WebhookWatch;
}

/** A webhook of a call that has state. */
export interface InState {
  readonly lane: 'call' | 'wait';
  /** For the log; the path itself holds the nonce, which is nobody's to read. */
  readonly turn: number | 'fallback';
  readonly take: (voice: VoiceRequest) => Promise<Reply>;
}

/** Answers webhooks with documents, and tells how. */
export interface Answering {
  /** Answers with a document whatever happens: a caller who hears an application error is lost. */
  inState(request: FastifyRequest, reply: FastifyReply, how: InState): Promise<FastifyReply>;
  /** Answers in the reduced mode. */
  withoutState(request: FastifyRequest, reply: FastifyReply, write: (voice: VoiceRequest) => string): FastifyReply;
}

/** Who a webhook is about, for the reduced mode. */
export const reaching = (voice: VoiceRequest): Reaching => ({ ...toArrival(voice), sid: voice.sid });

export const XML = 'text/xml; charset=utf-8';

export function createAnswering({ reduced, accountSid, watch = UNWATCHED }: AnsweringOptions): Answering {
  const refuse = (reply: FastifyReply, why: 'form' | 'nonce'): FastifyReply => {
    watch.refused(why);
    return reply.code(why === 'form' ? 400 : 403).send();
  };

  const inReducedMode = (voice: VoiceRequest, lane: InState['lane']): string => {
    const arrival = reaching(voice);
    return lane === 'wait' ? reduced.wait(arrival) : reduced.greet(arrival, toEvents(voice));
  };

  return {
    async inState(request, reply, { lane, turn, take }) {
      const voice = voiceRequestOf(request, accountSid);
      if (!voice) return refuse(reply, 'form');
      const began = performance.now();
      const watched = turn === 'fallback' ? turn : lane;
      try {
        const taken = await take(voice);
        if (taken.type === 'forbidden') return refuse(reply, 'nonce');
        const tookMs = performance.now() - began;
        watch.answered(watched, howAnswered(taken), tookMs);
        request.log.info({ callSid: voice.sid, lane, turn, tookMs: round(tookMs) }, 'turn');
        return reply.type(XML).send(taken.body);
      } catch (error) {
        watch.answered(watched, outcomeOf(error), performance.now() - began);
        request.log.error({ callSid: voice.sid, err: error }, 'turn failed');
        return reply.type(XML).send(inReducedMode(voice, lane));
      }
    },

    withoutState(request, reply, write) {
      const voice = voiceRequestOf(request, accountSid);
      if (!voice) return refuse(reply, 'form');
      const began = performance.now();
      const body = write(voice);
      watch.answered('reduced', 'reduced', performance.now() - began);
      return reply.type(XML).send(body);
    },
  };
}

const howAnswered = ({ isRepeated }: { readonly isRepeated?: true }): WebhookOutcome =>
  isRepeated ? 'repeated' : 'new';

/** What a webhook comes to that could not be answered as it should have been. */
export const outcomeOf = (error: unknown): WebhookOutcome => (error instanceof StoreUnavailable ? 'reduced' : 'failed');

const round = (ms: number): number => Math.round(ms * 100) / 100;
