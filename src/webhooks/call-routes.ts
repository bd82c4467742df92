import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Reduced } from '../calls/reduced.ts';
import type { Reply, TakeTurn } from '../calls/turns.ts';
import type { AnswerWait } from '../calls/waiting.ts';
import { toEvents, toWaitEvent } from '../twilio/events.ts';
import type { VoiceRequest } from '../twilio/voice-request.ts';
import { toArrival } from './arrival.ts';
import { FALLBACK_PATH } from './signed-addresses.ts';
import { voiceRequestOf } from './voice-request-of.ts';

export interface CallRoutesOptions {
  readonly takeTurn: TakeTurn;
  readonly answerWait: AnswerWait;
  readonly reduced: Reduced;
  readonly accountSid: string | undefined;
}

interface InLane {
  readonly Params: { readonly turn: string; readonly nonce: string };
}

interface Answering {
  readonly lane: 'call' | 'wait';
  /** For the log; the path itself holds the nonce, which is nobody's to read. */
  readonly turn: number | 'fallback';
  readonly take: (voice: VoiceRequest) => Promise<Reply>;
}

const TURN = /^\d{1,6}$/;
const NONCE = /^[\w-]+$/;
export const XML = 'text/xml; charset=utf-8';

/** Whether a webhook asks what a caller in a queue hears: such a document must not end the call. */
export const isWaitDocument = ({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean =>
  /^\/twilio\/(?:reduced\/)?wait\b/.test(routeOptions.url ?? '');

/** The webhooks that are answered with a document: the entry, the lanes `call` and `wait`, and the fallback. */
export function callRoutes(
  app: FastifyInstance,
  { takeTurn, answerWait, reduced, accountSid }: CallRoutesOptions,
): void {
  /** Answers with a document whatever happens: a caller who hears an application error is lost. */
  const answer = async (request: FastifyRequest, reply: FastifyReply, { lane, turn, take }: Answering) => {
    const voice = voiceRequestOf(request, accountSid);
    if (!voice) return reply.code(400).send();
    const began = performance.now();
    try {
      const taken = await take(voice);
      if (taken.type === 'forbidden') return reply.code(403).send();
      request.log.info({ callSid: voice.sid, lane, turn, tookMs: round(performance.now() - began) }, 'turn');
      return reply.type(XML).send(taken.body);
    } catch (error) {
      request.log.error({ callSid: voice.sid, err: error }, 'turn failed');
      const arrival = toArrival(voice);
      return reply.type(XML).send(lane === 'wait' ? reduced.wait(arrival) : reduced.greet(arrival, toEvents(voice)));
    }
  };

  app.post('/twilio/voice', (request, reply) =>
    answer(request, reply, {
      lane: 'call',
      turn: 0,
      take: (voice) => takeTurn({ ...toArrival(voice), sid: voice.sid, turn: 0, events: [] }),
    }),
  );

  app.post<InLane>('/twilio/call/:turn/:nonce', (request, reply) => {
    const at = turnIn(request.params);
    if (!at) return reply.code(404).send();
    const take: Answering['take'] = (voice) =>
      takeTurn({ ...toArrival(voice), sid: voice.sid, ...at, events: toEvents(voice) });
    return answer(request, reply, { lane: 'call', turn: at.turn, take });
  });

  app.post<InLane>('/twilio/wait/:turn/:nonce', (request, reply) => {
    const at = turnIn(request.params);
    if (!at) return reply.code(404).send();
    const take: Answering['take'] = (voice) => answerWait({ sid: voice.sid, ...at, event: toWaitEvent(voice) });
    return answer(request, reply, { lane: 'wait', turn: at.turn, take });
  });

  app.post('/twilio/reduced/wait', (request, reply) => {
    const voice = voiceRequestOf(request, accountSid);
    return voice ? reply.type(XML).send(reduced.wait(toArrival(voice))) : reply.code(400).send();
  });
  app.post('/twilio/reduced/call', (request, reply) => {
    const voice = voiceRequestOf(request, accountSid);
    return voice ? reply.type(XML).send(reduced.after(toArrival(voice), toEvents(voice))) : reply.code(400).send();
  });

  app.post(FALLBACK_PATH, (request, reply) => {
    const take: Answering['take'] = (voice) => {
      const refused = voice.get('ErrorCode') ?? 'unknown';
      request.log.error({ callSid: voice.sid, code: refused }, 'the carrier could not use a reply');
      return takeTurn({ ...toArrival(voice), sid: voice.sid, turn: 0, refused, events: [] });
    };
    return answer(request, reply, { lane: 'call', turn: 'fallback', take });
  });
}

/** The turn and the nonce that an address names; nothing where no call was ever given such an address. */
function turnIn({ turn, nonce }: InLane['Params']): { readonly turn: number; readonly nonce: string } | undefined {
  return TURN.test(turn) && NONCE.test(nonce) ? { turn: Number(turn), nonce } : undefined;
}

const round = (ms: number): number => Math.round(ms * 100) / 100;
