// The call written as jambonz's webhooks are: Express, JSON signed with an HMAC over time and body, an array of verbs as
// the answer, and two commands of ioredis a turn.
import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { Redis } from 'ioredis';
import { callTexts } from '../call-texts.ts';

const { PORT, REDIS_URL, TWILIO_AUTH_TOKEN } = process.env;
const stateTtlSeconds = 14400;
const toleranceSeconds = 300;
const synthesizer = { vendor: 'aws', language: 'en-US', voice: 'Joanna-Neural' };

const redis = new Redis(REDIS_URL);
const app = express();
app.use(express.json());
app.use((request, response, next) => {
  if (!isSigned(request)) {
    return response.sendStatus(403);
  }
  next();
});

app.post('/twilio/voice', (request, response, next) => {
  takeTurn(request.body, response).catch(next);
});
app.post('/twilio/voice/turn', (request, response, next) => {
  takeTurn(request.body, response).catch(next);
});

function isSigned(request) {
  const header = request.get('jambonz-signature');
  if (!header) {
    return false;
  }
  const parts = Object.fromEntries(header.split(',').map((part) => part.split('=')));
  const age = Math.floor(Date.now() / 1000) - Number(parts.t);
  if (!(age <= toleranceSeconds) || typeof parts.v1 !== 'string') {
    return false;
  }
  const expected = createHmac('sha256', TWILIO_AUTH_TOKEN)
    .update(`${parts.t}.${JSON.stringify(request.body)}`, 'utf8')
    .digest('hex');
  return parts.v1.length === expected.length && timingSafeEqual(Buffer.from(parts.v1), Buffer.from(expected));
}

async function takeTurn(body, response) {
  const key = `jambonz:call:${body.CallSid}`;
  const stored = await redis.get(key);
  const state = stateAfter(stored === null ? undefined : JSON.parse(stored), body);
  await redis.set(key, JSON.stringify(state), 'EX', stateTtlSeconds);
  response.status(200).json(toVerbs(state.place));
}

function stateAfter(state, body) {
  const at = Date.now();
  if (state === undefined) {
    return {
      turn: 1,
      place: 'languageMenu',
      from: body.From,
      language: 'en',
      topic: '',
      issue: '',
      startedAt: at,
      at,
      misses: 0,
    };
  }
  const next = { ...state, turn: state.turn + 1, at };
  switch (`${state.place} ${body.Digits}`) {
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

function toVerbs(place) {
  const say = { text: callTexts[place].join(' '), synthesizer };
  if (place === 'goodbye') {
    return [{ verb: 'say', ...say }, { verb: 'hangup' }];
  }
  return [{ verb: 'gather', actionHook: '/twilio/voice/turn', input: ['digits'], numDigits: 1, timeout: 5, say }];
}

app.listen(Number(PORT), '127.0.0.1');
