import type { Input, Moment } from '../calls/line.ts';
import { rfc2822 } from '../calls/parameters.ts';
import type { Recording } from '../calls/recordings.ts';
import { sendWebhook } from '../calls/send-webhook.ts';
import type { RecordVerb } from '../twiml/record.ts';
import { goTo, resolveUrl, tellAfterHangUp } from './requests.ts';
import { cut, next, type Outcome, type Stage } from './stage.ts';

/** A recording is ready this long after it ended. */
const READY_AFTER_MS = 2000;
/** Recordings are counted in whole seconds, from one. */
const SECOND_MS = 1000;

/** How a recording ended. */
interface Taken {
  readonly end: Moment;
  readonly startedAt: number;
  /** When the last word ended; `undefined` where there was none. */
  readonly spokenUntil: number | undefined;
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
  let spokenUntil: number | undefined;
  for (;;) {
    const leftMs = endsAt - clock.now();
    const moment = await stage.leg.line.next(
      Math.min(silenceMs, leftMs),
      (input) => ends(input) || input.type === 'speech',
    );
    if (moment.type !== 'speech') return { end: moment, startedAt, spokenUntil };
    const spoken = await stage.leg.line.next(Math.min(moment.durationMs, endsAt - clock.now()), ends);
    spokenUntil = clock.now();
    if (spoken.type !== 'elapsed' || clock.now() >= endsAt) return { end: spoken, startedAt, spokenUntil };
  }
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
function keep(stage: Stage, verb: RecordVerb, { startedAt, spokenUntil }: Taken): Recording {
  const { network, leg } = stage;
  const endedAt = verb.trimsSilence && spokenUntil !== undefined ? spokenUntil : network.clock.now();
  const durationSeconds = spokenUntil === undefined ? 0 : Math.max(1, Math.round((endedAt - startedAt) / SECOND_MS));
  const recording = network.recordings.add(leg, startedAt, durationSeconds);
  leg.tell({ type: 'recorded', recordingSid: recording.sid, durationSeconds });
  network.inBackground(finish(stage, verb, recording));
  return recording;
}

async function finish(stage: Stage, verb: RecordVerb, recording: Recording): Promise<void> {
  await stage.network.clock.sleep(READY_AFTER_MS);
  recording.status = recording.durationSeconds === 0 ? 'absent' : 'completed';
  await tellStatus(stage, verb, {
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: recording.status,
    RecordingDuration: String(recording.durationSeconds),
    RecordingStartTime: rfc2822(recording.startedAt),
  });
}

function tellAbsence(stage: Stage, verb: RecordVerb): void {
  const RecordingSid = stage.network.newSid('RE');
  stage.network.inBackground(
    tellStatus(stage, verb, { RecordingSid, RecordingStatus: 'absent', RecordingDuration: '0' }),
  );
}

type StatusParameters = Readonly<Record<string, string>> & { readonly RecordingStatus: string };

async function tellStatus(stage: Stage, verb: RecordVerb, parameters: StatusParameters): Promise<void> {
  const url = verb.recordingStatusCallback && resolveUrl(stage, verb.recordingStatusCallback);
  if (!url || !verb.recordingStatusCallbackEvents.includes(parameters.RecordingStatus)) return;
  const { network, leg } = stage;
  const common = {
    AccountSid: network.accountSid,
    CallSid: leg.sid,
    RecordingChannels: '1',
    RecordingSource: 'RecordVerb',
  };
  await sendWebhook(network, leg, {
    purpose: 'callback',
    isBare: true,
    url,
    method: verb.recordingStatusCallbackMethod,
    parameters: { ...common, RecordingTrack: 'both', ...parameters },
  });
}
