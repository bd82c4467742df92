import type { Input, Moment } from '../calls/line.ts';
import { makeReady, tellStatus } from '../recordings/recording-status.ts';
import type { Recording, StatusCallback } from '../recordings/recordings.ts';
import { transcribe } from '../recordings/transcription.ts';
import type { RecordVerb } from '../twiml/record.ts';
import { goTo, resolveUrl, tellAfterHangUp } from './requests.ts';
import { cut, next, type Outcome, type Stage } from './stage.ts';

/** Recordings are counted in whole seconds, from one. */
const SECOND_MS = 1000;

/** How a recording ended. */
interface Taken {
  readonly end: Moment;
  readonly startedAt: number;
  /** When the last word ended; `undefined` where there was none. */
  readonly spokenUntil: number | undefined;
  /** What was said. */
  readonly words: string;
}

/**
 * Records until a key, a silence, the longest length or the caller's hanging up ends it, and then leads to the action. A
 * recording without a word goes on with the next verb, or to the action as well, by a switch.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/record
 */
export async function record(stage: Stage, verb: RecordVerb): Promise<Outcome> {
  const { leg, network } = stage;
  if (verb.playsBeep) leg.tell({ type: 'beep' });
  leg.tell({ type: 'recording', maxLengthSeconds: verb.maxLengthSeconds });
  const taken = await take(stage, verb);
  const isGone = taken.end.type === 'cut';
  if (taken.spokenUntil === undefined && network.switches.emptyRecordingFallsThrough && !isGone) {
    tellAbsence(stage, verb);
    return next;
  }
  const recording = keep(stage, verb, taken);
  const parameters = parametersOf(recording, digitsOf(stage, taken.end));
  if (!isGone) return goTo(stage, { url: verb.action, method: verb.method }, parameters);
  if (leg.line.peekCut()?.type === 'hung-up')
    await tellAfterHangUp(stage, { url: verb.action, method: verb.method }, parameters);
  return cut;
}

async function take(stage: Stage, verb: RecordVerb): Promise<Taken> {
  const { clock } = stage.network;
  const startedAt = clock.now();
  const endsAt = startedAt + verb.maxLengthSeconds * SECOND_MS;
  const ends = (moment: Input) => moment.type === 'key' && verb.finishOnKey.includes(moment.key);
  const silenceMs = verb.timeoutSeconds === 0 ? Number.POSITIVE_INFINITY : verb.timeoutSeconds * SECOND_MS;
  const words: string[] = [];
  let spokenUntil: number | undefined;
  for (;;) {
    const leftMs = endsAt - clock.now();
    const moment = await stage.leg.line.next(
      Math.min(silenceMs, leftMs),
      (input) => ends(input) || input.type === 'speech',
    );
    if (moment.type !== 'speech') return { end: moment, startedAt, spokenUntil, words: words.join(' ') };
    const beganAt = clock.now();
    const spoken = await stage.leg.line.next(Math.min(moment.durationMs, endsAt - beganAt), ends);
    spokenUntil = clock.now();
    words.push(beginningOf(moment.words, (spokenUntil - beganAt) / moment.durationMs));
    if (spoken.type !== 'elapsed' || spokenUntil >= endsAt)
      return { end: spoken, startedAt, spokenUntil, words: words.join(' ') };
  }
}

/** The first words of what was cut short, by the share of its time that there was. */
function beginningOf(words: string, share: number): string {
  const all = words.split(/\s+/);
  return all.slice(0, Math.round(all.length * share)).join(' ');
}

function digitsOf({ network }: Stage, end: Moment): string | undefined {
  if (end.type === 'key') return end.key;
  return end.type === 'cut' ? 'hangup' : network.switches.recordTimeoutDigits;
}

function parametersOf(recording: Recording, digits: string | undefined) {
  return {
    RecordingUrl: recording.url,
    RecordingSid: recording.sid,
    RecordingDuration: String(recording.durationSeconds),
    ...(digits !== undefined && { Digits: digits }),
  };
}

/** Stores what was recorded, which is ready, and told of, a little later. */
function keep(stage: Stage, verb: RecordVerb, { startedAt, spokenUntil, words }: Taken): Recording {
  const { network, leg } = stage;
  const endedAt = verb.trimsSilence && spokenUntil !== undefined ? spokenUntil : network.clock.now();
  const durationSeconds = spokenUntil === undefined ? 0 : Math.max(1, Math.round((endedAt - startedAt) / SECOND_MS));
  const made = { source: 'RecordVerb', channels: 1, startedAt, durationSeconds, status: 'processing' } as const;
  const recording = network.recordings.add(leg.sid, made);
  leg.tell({ type: 'recorded', recordingSid: recording.sid, durationSeconds });
  const url = verb.transcribeCallback && resolveUrl(stage, verb.transcribeCallback);
  const ready = makeReady(network, leg, recording, callbackOf(stage, verb));
  network.inBackground(
    verb.transcribes ? ready.then(() => transcribe(network, leg, { recording, words, url })) : ready,
  );
  return recording;
}

function tellAbsence(stage: Stage, verb: RecordVerb): void {
  const { network, leg } = stage;
  const parameters = {
    RecordingSid: network.newSid('RE'),
    RecordingStatus: 'absent',
    RecordingDuration: '0',
    RecordingChannels: '1',
    RecordingSource: 'RecordVerb',
    RecordingTrack: 'both',
  };
  network.inBackground(tellStatus(network, leg, { to: callbackOf(stage, verb), parameters }));
}

const callbackOf = (stage: Stage, verb: RecordVerb): StatusCallback => ({
  url: verb.recordingStatusCallback && resolveUrl(stage, verb.recordingStatusCallback),
  method: verb.recordingStatusCallbackMethod,
  events: verb.recordingStatusCallbackEvents,
});
