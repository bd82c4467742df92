import type { Input, Moment } from '../calls/line.ts';
import { sendWebhook } from '../calls/send-webhook.ts';
import type { Gather } from '../twiml/gather.ts';
import type { Parameters } from '../webhooks/signature.ts';
import { goTo, resolveUrl } from './requests.ts';
import { sound } from './sound.ts';
import { cut, next, type Outcome, type Stage } from './stage.ts';

type Key = Extract<Moment, { readonly type: 'key' }>;
type Speech = Extract<Moment, { readonly type: 'speech' }>;

/** What was keyed: the digits without the key that ended them, and that key. */
interface Keyed {
  readonly digits: string;
  readonly finishedOnKey: string;
  readonly isCut: boolean;
}

/** Speech is heard for at most this long. */
const LONGEST_SPEECH_MS = 60_000;
/** The silence that `speechTimeout="auto"` takes for an end. */
const AUTO_SILENCE_MS = 1000;

/**
 * Listens. The first key, or the first speech, decides which of the two is gathered, and ends what is being heard. The
 * timeout begins when all that is nested has been heard, and anew with each key.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/gather
 */
export async function gather(stage: Stage, verb: Gather): Promise<Outcome> {
  const { leg } = stage;
  const { takesKeys: keys, takesSpeech: speech, numDigits, finishOnKey, timeoutSeconds, language, hints } = verb;
  leg.tell({ type: 'listening', takes: { keys, speech, numDigits, finishOnKey, timeoutSeconds, language, hints } });
  const first = await firstInput(stage, verb);
  switch (first.type) {
    case 'key':
      return submitKeys(stage, verb, await collectKeys(stage, verb, first));
    case 'speech':
      return collectSpeech(stage, verb, first);
    case 'cut':
      return cut;
    default:
      return empty(stage, verb, '');
  }
}

async function firstInput(stage: Stage, verb: Gather): Promise<Moment> {
  const isTaken = (moment: Input) =>
    (moment.type === 'key' && verb.takesKeys) || (moment.type === 'speech' && verb.takesSpeech);
  for (const audible of verb.nested) {
    const moment = await sound(stage, audible, isTaken);
    if (moment.type !== 'elapsed') return moment;
  }
  stage.leg.tell({ type: 'silence', timeoutSeconds: verb.timeoutSeconds });
  return stage.leg.line.next(verb.timeoutSeconds * 1000, isTaken);
}

async function collectKeys(stage: Stage, verb: Gather, first: Key): Promise<Keyed> {
  let digits = '';
  let moment: Moment = first;
  while (moment.type === 'key') {
    if (moment.key === verb.finishOnKey) return { digits, finishedOnKey: moment.key, isCut: false };
    digits += moment.key;
    if (digits.length === verb.numDigits) break;
    moment = await stage.leg.line.next(verb.timeoutSeconds * 1000, ({ type }) => type === 'key');
  }
  return { digits, finishedOnKey: '', isCut: moment.type === 'cut' };
}

function submitKeys(stage: Stage, verb: Gather, { digits, finishedOnKey, isCut }: Keyed): Outcome | Promise<Outcome> {
  const parameters = { Digits: digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' };
  if (isCut) return cutShort(stage, verb, parameters);
  return digits === '' ? empty(stage, verb, finishedOnKey) : goTo(stage, actionOf(verb), parameters);
}

/** Keys before a hang-up go nowhere, unless that switch is on. */
async function cutShort(stage: Stage, verb: Gather, parameters: Parameters): Promise<Outcome> {
  const url = stage.network.switches.gatherActionOnHangUp
    ? resolveUrl(stage, verb.action ?? stage.base ?? '')
    : undefined;
  if (url !== undefined) {
    await sendWebhook(stage.network, stage.leg, { purpose: 'callback', url, method: verb.method, parameters });
  }
  return cut;
}

function empty(stage: Stage, verb: Gather, finishedOnKey: string): Outcome {
  if (!verb.actionOnEmptyResult) return next;
  const digits = stage.network.switches.sendsEmptyDigits && verb.takesKeys ? { Digits: '' } : {};
  return goTo(stage, actionOf(verb), { ...digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' });
}

async function collectSpeech(stage: Stage, verb: Gather, first: Speech): Promise<Outcome> {
  const silenceMs = verb.speechTimeout === 'auto' ? AUTO_SILENCE_MS : verb.speechTimeout * 1000;
  const heard: Speech[] = [];
  let moment: Moment = first;
  while (moment.type === 'speech') {
    heard.push(moment);
    const spoken = await stage.leg.line.next(Math.min(moment.durationMs, LONGEST_SPEECH_MS), () => false);
    if (spoken.type === 'cut') return cut;
    moment = await stage.leg.line.next(silenceMs, ({ type }) => type === 'speech');
  }
  if (moment.type === 'cut') return cut;
  return submitSpeech(stage, verb, heard);
}

function submitSpeech(stage: Stage, verb: Gather, heard: readonly Speech[]): Outcome {
  const words = heard
    .map((speech) => speech.words)
    .join(' ')
    .trim();
  if (words === '') return empty(stage, verb, '');
  const confidence = Math.min(...heard.map((speech) => speech.confidence));
  sendPartialResult(stage, verb, words);
  const parameters = { SpeechResult: words, Confidence: confidence.toFixed(7) };
  return goTo(stage, actionOf(verb), parameters);
}

/** The emulated recogniser has one partial result, the whole. Its answer is not obeyed. */
function sendPartialResult(stage: Stage, verb: Gather, words: string): void {
  const url = verb.partialResultCallback && resolveUrl(stage, verb.partialResultCallback);
  if (!url) return;
  const parameters = { UnstableSpeechResult: words, StableSpeechResult: '', Stability: '0.9', SequenceNumber: '0' };
  const method = verb.partialResultCallbackMethod;
  const sent = sendWebhook(stage.network, stage.leg, { purpose: 'callback', url, method, parameters });
  stage.network.inBackground(sent);
}

const actionOf = ({ action, method }: Gather) => ({ url: action, method });
