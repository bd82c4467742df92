// The call written with care the plain way: Fastify with its form parser, the twilio package's validator and builder,
// and two commands of ioredis a turn.
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import { Redis } from 'ioredis';
import twilio from 'twilio';
import { callTexts } from '../call-texts.ts';

const { PORT, PUBLIC_URL, REDIS_URL, TWILIO_AUTH_TOKEN } = process.env;
const stateTtlSeconds = 14400;
const voice = { language: 'en-US', voice: 'Polly.Joanna-Neural' };

const redis = new Redis(REDIS_URL);
const app = fastify({ logger: false });
app.register(formbody);

app.addHook('preHandler', async (request, reply) => {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || signature.length !== 28) {
    return reply.code(403).send();
  }
  if (!twilio.validateRequest(TWILIO_AUTH_TOKEN, signature, PUBLIC_URL + request.raw.url, request.body)) {
    return reply.code(403).send();
  }
});

app.post('/twilio/voice', (request, reply) => takeTurn(request.body, reply));
app.post('/twilio/voice/turn', (request, reply) => takeTurn(request.body, reply));

async function takeTurn(form, reply) {
  const key = `fastify:call:${form.CallSid}`;
  const stored = await redis.get(key);
  const state = stateAfter(stored === null ? undefined : JSON.parse(stored), form);
  await redis.set(key, JSON.stringify(state), 'EX', stateTtlSeconds);
  return reply.type('text/xml; charset=utf-8').send(toTwiml(state.place));
}

function stateAfter(state, form) {
  const at = Date.now();
  if (state === undefined) {
    return {
      turn: 1,
      place: 'languageMenu',
      from: form.From,
      language: 'en',
      topic: '',
      issue: '',
      startedAt: at,
      at,
      misses: 0,
    };
  }
  const next = { ...state, turn: state.turn + 1, at };
  switch (`${state.place} ${form.Digits}`) {
    case 'languageMenu 2':
      return { ...next, place: 'mainMenu', language: 'en' };
    case 'mainMenu 2':
      return { ...next, place: 'paymentMenu', topic: 'payment-status' };
    case 'paymentMenu 1':
      return { ...next, place: 'failedAdvice', issue: 'failed' };
    case 'failedAdvice 2':
      return { ...next, place: 'goodbye' };
    default:
      return { ...next, misses: state.misses + 1 };
  }
}

function toTwiml(place) {
  const response = new twilio.twiml.VoiceResponse();
  if (place === 'goodbye') {
    speak(response, place);
    response.hangup();
    return response.toString();
  }
  const gather = response.gather({
    input: 'dtmf',
    finishOnKey: '',
    numDigits: 1,
    timeout: 5,
    actionOnEmptyResult: true,
    action: '/twilio/voice/turn',
  });
  speak(gather, place);
  return response.toString();
}

function speak(parent, place) {
  for (const text of callTexts[place]) {
    parent.say(voice, text);
  }
}

await app.listen({ port: Number(PORT), host: '127.0.0.1' });
