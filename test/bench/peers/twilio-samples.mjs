// The call written as Twilio's samples are: Express, a route for each step, twilio.webhook(), VoiceResponse, and
// express-session with its store in Redis as connect-redis shows it.
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import twilio from 'twilio';
import { callTexts } from '../call-texts.ts';

const { PORT, PUBLIC_URL, REDIS_URL, TWILIO_AUTH_TOKEN } = process.env;
const VoiceResponse = twilio.twiml.VoiceResponse;
const voice = { language: 'en-US', voice: 'Polly.Joanna-Neural' };
const publicAddress = new URL(PUBLIC_URL);

const redisClient = createClient({ url: REDIS_URL });
await redisClient.connect();

const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(
  session({
    store: new RedisStore({ client: redisClient, prefix: 'samples:call:', ttl: 14400 }),
    resave: false,
    saveUninitialized: false,
    secret: 'a secret of the benchmark',
  }),
);
const router = express.Router();
router.use(twilio.webhook(TWILIO_AUTH_TOKEN, { protocol: 'https', host: publicAddress.host }));

router.post('/', (request, response) => {
  const at = Date.now();
  request.session.call = {
    turn: 1,
    place: 'languageMenu',
    from: request.body.From,
    language: 'en',
    topic: '',
    issue: '',
    startedAt: at,
    at,
    misses: 0,
  };
  sendTwiml(response, listen('languageMenu', '/twilio/voice/language'));
});

router.post('/language', (request, response) => {
  if (request.body.Digits !== '2') {
    return again(request, response, 'languageMenu', '/twilio/voice/language');
  }
  goOn(request, 'mainMenu', { language: 'en' });
  sendTwiml(response, listen('mainMenu', '/twilio/voice/menu'));
});

router.post('/menu', (request, response) => {
  if (request.body.Digits !== '2') {
    return again(request, response, 'mainMenu', '/twilio/voice/menu');
  }
  goOn(request, 'paymentMenu', { topic: 'payment-status' });
  sendTwiml(response, listen('paymentMenu', '/twilio/voice/payment'));
});

router.post('/payment', (request, response) => {
  if (request.body.Digits !== '1') {
    return again(request, response, 'paymentMenu', '/twilio/voice/payment');
  }
  goOn(request, 'failedAdvice', { issue: 'failed' });
  sendTwiml(response, listen('failedAdvice', '/twilio/voice/anything-else'));
});

router.post('/anything-else', (request, response) => {
  if (request.body.Digits !== '2') {
    return again(request, response, 'failedAdvice', '/twilio/voice/anything-else');
  }
  goOn(request, 'goodbye', {});
  const twiml = new VoiceResponse();
  speak(twiml, 'goodbye');
  twiml.hangup();
  sendTwiml(response, twiml);
});

app.use('/twilio/voice', router);

function goOn(request, place, answers) {
  const { call } = request.session;
  request.session.call = { ...call, ...answers, turn: call.turn + 1, place, at: Date.now() };
}

function again(request, response, place, action) {
  goOn(request, place, { misses: request.session.call.misses + 1 });
  sendTwiml(response, listen(place, action));
}

function listen(place, action) {
  const twiml = new VoiceResponse();
  const gather = twiml.gather({ input: 'dtmf', timeout: 5, finishOnKey: '', numDigits: 1, actionOnEmptyResult: true, action });
  speak(gather, place);
  return twiml;
}

function speak(parent, place) {
  for (const text of callTexts[place]) {
    parent.say(voice, text);
  }
}

function sendTwiml(response, twiml) {
  response.type('text/xml');
  response.send(twiml.toString());
}

app.listen(Number(PORT), '127.0.0.1');
