import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { TurnListener } from '../calls/watch-turns.ts';
import type { Twilio } from '../emulator/twilio.ts';
import type { Release } from '../flow/release.ts';
import { isE164 } from '../values/phone-number.ts';
import { createStreams, PAGE_HEADERS, type SendEvent, servePage } from './pages.ts';
import { type BrowserCall, createBrowserCalls } from './phone-calls.ts';
import { fromThisMachineOnly } from './phone-guard.ts';

export interface PhoneOptions {
  readonly twilio: Twilio;
  readonly release: Pick<Release, 'numbers' | 'regions' | 'calendars' | 'defaultRegion'>;
  /** Tells each turn of every call from now on. */
  readonly watch: (listener: TurnListener) => void;
}

const Parties = z.strictObject({
  from: z.string().refine((from) => from === 'anonymous' || isE164(from), 'is no number'),
  to: z.string().refine(isE164, 'is no number'),
});
const Keys = z.strictObject({ keys: z.string().regex(/^[0-9*#]{1,40}$/) });
const Words = z.strictObject({ words: z.string().trim().min(1).max(500), confidence: z.number().min(0).max(1) });
const BySid = z.object({ sid: z.string() });

/** `/phone`: a telephone in the browser, for where the emulator is the carrier. Only for browsers on this machine. */
export const phone: FastifyPluginAsync<PhoneOptions> = async (app, { twilio, release, watch }) => {
  const calls = createBrowserCalls(twilio);
  watch(calls.showTurn);
  app.addHook('onRequest', fromThisMachineOnly);
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS));

  await servePage(app, '/phone', new URL('./phone/', import.meta.url));
  app.get('/phone/scene', async () => ({ now: twilio.clock.now(), numbers: numbersOf(twilio, release) }));

  app.post('/phone/calls', async (request, reply) => {
    const parties = Parties.safeParse(request.body);
    const isOurs = twilio.numbers().some(({ phoneNumber }) => phoneNumber === parties.data?.to);
    if (!parties.success || !isOurs) return refuse(reply, 400, 'A call needs a number of the hotline and a caller.');
    const call = calls.place(parties.data);
    if (!call) return refuse(reply, 429, 'Too many calls are under way. Hang up another one first.');
    return reply.code(201).send({ sid: call.phone.sid });
  });

  app.post('/phone/calls/:sid/keys', async (request, reply) => {
    const keys = Keys.safeParse(request.body);
    if (!keys.success) return refuse(reply, 400, 'Keys are 0-9, * and #.');
    return act(request, reply, ({ phone: line }) => void line.presses(keys.data.keys));
  });
  app.post('/phone/calls/:sid/words', async (request, reply) => {
    const spoken = Words.safeParse(request.body);
    if (!spoken.success) return refuse(reply, 400, 'Words are 1 to 500 letters, with a confidence from 0 to 1.');
    return act(request, reply, ({ phone: line }) => line.say(spoken.data.words, spoken.data.confidence));
  });
  app.delete('/phone/calls/:sid', async (request, reply) => act(request, reply, ({ phone: line }) => line.hangUp()));

  const openStream = createStreams(app);
  app.get('/phone/calls/:sid/sights', async (request, reply) => {
    const call = callOf(request);
    if (!call) return refuse(reply, 404, NO_SUCH_CALL);
    const send = openStream(reply, () => stop());
    const stop = follow(call, request, send);
    return reply;
  });

  function callOf(request: FastifyRequest): BrowserCall | undefined {
    const params = BySid.safeParse(request.params);
    return params.success ? calls.find(params.data.sid) : undefined;
  }

  function act(request: FastifyRequest, reply: FastifyReply, does: (call: BrowserCall) => void): FastifyReply {
    const call = callOf(request);
    if (!call) return refuse(reply, 404, NO_SUCH_CALL);
    does(call);
    return reply.code(204).send();
  }
};

const NO_SUCH_CALL = 'There is no such call.';

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: message });

/** The numbers that can be rung with what they stand for, as the page lists them; the agents' line is none of customers. */
const numbersOf = (twilio: Twilio, { numbers, regions, calendars, defaultRegion }: PhoneOptions['release']) =>
  twilio.numbers().map(({ phoneNumber: number }) => {
    const region = numbers[number]?.region;
    return {
      number,
      isForAgents: !Object.hasOwn(numbers, number),
      region: region ?? null,
      language: numbers[number]?.language ?? null,
      zone: calendars[regions[region ?? defaultRegion]?.calendar ?? '']?.zone ?? 'UTC',
    };
  });

/** Sends all that has been seen of a call and then each new sight; a page that comes back goes on. Gives the way to stop. */
function follow(call: BrowserCall, { headers }: FastifyRequest, send: SendEvent): () => void {
  const seen = Number(headers['last-event-id'] ?? -1);
  for (const [index, sight] of call.sights.entries()) if (index > seen) send(sight, index);
  return call.look(send);
}
