import type { Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import { sendWebhook } from '../calls/send-webhook.ts';
import { warning } from '../xml/note.ts';
import type { Recording } from './recordings.ts';

/** What a transcription is made of, and where it is told. */
export interface TranscriptionOrder {
  readonly recording: Recording;
  /** What the caller said in it. */
  readonly words: string;
  /** Absolute; nothing is told where there is none. */
  readonly url: string | undefined;
}

/** A transcription is made so long after its recording is ready. */
const MADE_AFTER_MS = 5000;
/** Recordings of so many seconds and fewer, or so many and more, are not transcribed. */
const TOO_SHORT_SECONDS = 2;
const TOO_LONG_SECONDS = 120;
const OUT_OF_RANGE = 13617;

/**
 * Puts a recording into words, a while after it is ready, and tells so; of one that is too short or too long only the
 * log tells.
 *
 * Sources: https://www.twilio.com/docs/voice/twiml/record#transcribe, https://www.twilio.com/docs/api/errors/13617
 */
export async function transcribe(
  network: Network,
  leg: Leg,
  { recording, words, url }: TranscriptionOrder,
): Promise<void> {
  const { durationSeconds } = recording;
  if (durationSeconds <= TOO_SHORT_SECONDS || durationSeconds >= TOO_LONG_SECONDS) {
    leg.note(warning(OUT_OF_RANGE, `a recording of ${durationSeconds} s is not transcribed`), url);
    return;
  }
  await network.clock.sleep(MADE_AFTER_MS);
  if (!url) return;
  const text = network.recognise(words);
  const sid = network.newSid('TR');
  await sendWebhook(network, leg, {
    purpose: 'callback',
    url,
    method: 'POST',
    parameters: {
      RecordingSid: recording.sid,
      RecordingUrl: recording.url,
      TranscriptionSid: sid,
      TranscriptionStatus: text === undefined ? 'failed' : 'completed',
      TranscriptionText: text ?? '',
      TranscriptionType: 'fast',
      TranscriptionUrl: `${recording.url}/Transcriptions/${sid}`,
    },
  });
}
