import { type CallEvent, endsTalk, type QueueResult, type WaitEvent } from '../flow/events.ts';
import { isCallSid } from '../values/call-sid.ts';
import type { VoiceRequest } from './voice-request.ts';

const TERMINAL = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/**
 * What a webhook of lane `call` tells the engine, in order. The action of a queue, a recording or a dial says how that
 * ended; a caller who has hung up meanwhile is told first.
 */
export function toEvents(request: VoiceRequest): readonly CallEvent[] {
  const { get } = request;
  const queueResult = get('QueueResult');
  const gone = queueResult === 'hangup' || get('Digits') === 'hangup' || isOver(request);
  const event = eventOf(request, queueResult);
  const hasTalked = event !== undefined && endsTalk(event);
  const end = { ...hungUp(request), ...(hasTalked ? { hasTalked } : {}) };
  return [...(gone ? [end] : []), ...(event ? [event] : [])];
}

/** A dial that took a caller out of a queue tells of that queue too: what it says first is about the dial. */
function eventOf(request: VoiceRequest, queueResult: string | undefined): CallEvent | undefined {
  if (request.get('DialCallStatus')) return dialled(request);
  return queueResult ? leftQueue(queueResult, request) : ofCaller(request);
}

/** More than any entry has: an entry of so many is none. */
const MAX_DIGITS = 100;
/** Of longer speech the beginning is enough. */
const MAX_TEXT = 500;

/** Whether a webhook says that its call is over. */
export const isOver = ({ get }: VoiceRequest): boolean => TERMINAL.has(get('CallStatus') ?? '');

/** The end of a call as its status callback tells it. */
export function hungUp({ get }: VoiceRequest): Extract<CallEvent, { type: 'hung-up' }> {
  const status = get('CallStatus') ?? 'completed';
  const seconds = numberOf(get('CallDuration'));
  return {
    type: 'hung-up',
    status: TERMINAL.has(status) ? status : 'completed',
    ...(seconds === undefined ? {} : { seconds }),
  };
}

function ofCaller({ get }: VoiceRequest): CallEvent | undefined {
  const recording = get('RecordingSid') ?? get('RecordingUrl')?.split('/').at(-1);
  if (recording !== undefined) return { type: 'recorded', recording, seconds: numberOf(get('RecordingDuration')) ?? 0 };
  const digits = get('Digits');
  if (digits === 'hangup') return { type: 'not-recorded' };
  if (digits !== undefined) return { type: 'digits', digits: digits.slice(0, MAX_DIGITS) };
  const text = get('SpeechResult');
  if (text !== undefined)
    return { type: 'speech', text: text.slice(0, MAX_TEXT), confidence: confidenceOf(get('Confidence')) };
  return get('FinishedOnKey') === '#' ? { type: 'digits', digits: '#' } : { type: 'no-input' };
}

const RESULTS: Readonly<Record<string, QueueResult>> = {
  bridged: 'bridged',
  'bridging-in-process': 'bridged',
  leave: 'left',
  'queue-full': 'full',
  hangup: 'hung-up',
  redirected: 'redirected',
  'redirected-from-bridged': 'redirected',
};

const leftQueue = (result: string, { get }: VoiceRequest): CallEvent => ({
  type: 'left-queue',
  result: RESULTS[result] ?? 'failed',
  waitSeconds: numberOf(get('QueueTime')) ?? 0,
});

const OUTCOMES: Readonly<Record<string, 'completed' | 'busy' | 'no-answer'>> = {
  completed: 'completed',
  answered: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
};

function dialled({ get }: VoiceRequest): CallEvent {
  const other = get('DialCallSid');
  return {
    type: 'dialled',
    outcome: OUTCOMES[get('DialCallStatus') ?? ''] ?? 'failed',
    talkSeconds: numberOf(get('DialCallDuration')) ?? 0,
    ...(other !== undefined && isCallSid(other) ? { with: other } : {}),
  };
}

/** What the wait document of a queue is asked with. */
export function toWaitEvent({ get }: VoiceRequest): WaitEvent {
  const digits = get('Digits');
  return {
    position: numberOf(get('QueuePosition')) ?? 1,
    waitSeconds: numberOf(get('QueueTime')) ?? 0,
    ...(digits === undefined ? {} : { digits }),
  };
}

/** Not negative; Twilio says -1 where there is nothing to count. */
export function numberOf(text: string | undefined): number | undefined {
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) || number < 0 ? undefined : number;
}

function confidenceOf(text: string | undefined): number | undefined {
  const confidence = numberOf(text);
  return confidence === undefined || confidence > 1 ? undefined : confidence;
}
