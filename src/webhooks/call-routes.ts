import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TakeTurn } from '../calls/turns.ts';
import type { AnswerWait } from '../calls/waiting.ts';
import { toEvents, toWaitEvent } from '../twilio/events.ts';
import { type AnsweringOptions, createAnswering, type InState, reaching } from './answering.ts';
import { toArrival } from './arrival.ts';
import { FALLBACK_PATH } from './signed-addresses.ts';

export interface CallRoutesOptions extends AnsweringOptions {
  readonly takeTurn: TakeTurn;
  readonly answerWait: AnswerWait;
}

interface InLane {
  readonly Params: { readonly turn: string; readonly nonce: string };
}

const TURN = /^\d{1,6}$/;
const NONCE = /^[\w-]+$/;

/** Whether a webhook asks what a caller in a queue hears: such a document must not end the call. */
export const isWaitDocument = ({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean =>
  /^\/twilio\/(?:reduced\/)?wait\b/.test(routeOptions.url ?? '');

/** The webhooks that are answered with a document: the entry, the lanes `call` and `wait`, and the fallback. */
export function callRoutes(app: FastifyInstance, options: CallRoutesOptions): void {
  const { takeTurn, answerWait, reduced } = options;
  const { inState, withoutState } = createAnswering(options);

  app.post('/twilio/voice', (request, reply) =>
    inState(request, reply, {
      lane: 'call',
      turn: 0,
      take: (voice) => takeTurn({ ...toArrival(voice), sid: voice.sid, turn: 0, events: [] }),
    }),
  );

  app.post<InLane>('/twilio/call/:turn/:nonce', (request, reply) => {
    const at = turnIn(request.params);
    if (!at) return reply.code(404).send();
    const take: InState['take'] = (voice) =>
      takeTurn({ ...toArrival(voice), sid: voice.sid, ...at, events: toEvents(voice) });
    return inState(request, reply, { lane: 'call', turn: at.turn, take });
  });

  app.post<InLane>('/twilio/wait/:turn/:nonce', (request, reply) => {
    const at = turnIn(request.params);
    if (!at) return reply.code(404).send();
    const take: InState['take'] = (voice) => answerWait({ sid: voice.sid, ...at, event: toWaitEvent(voice) });
    return inState(request, reply, { lane: 'wait', turn: at.turn, take });
  });

  app.post('/twilio/reduced/wait', (request, reply) =>
    withoutState(request, reply, (voice) => reduced.wait(reaching(voice))),
  );
  app.post('/twilio/reduced/call', (request, reply) =>
    withoutState(request, reply, (voice) => reduced.after(reaching(voice), toEvents(voice))),
  );

  app.post(FALLBACK_PATH, (request, reply) => {
    const take: InState['take'] = (voice) => {
      const refused = voice.get('ErrorCode') ?? 'unknown';
      request.log.error({ callSid: voice.sid, code: refused }, 'the carrier could not use a reply');
      return takeTurn({ ...toArrival(voice), sid: voice.sid, turn: 0, refused, events: [] });
    };
    return inState(request, reply, { lane: 'call', turn: 'fallback', take });
  });
}

/** The turn and the nonce that an address names; nothing where no call was ever given such an address. */
function turnIn({ turn, nonce }: InLane['Params']): { readonly turn: number; readonly nonce: string } | undefined {
  return TURN.test(turn) && NONCE.test(nonce) ? { turn: Number(turn), nonce } : undefined;
}
