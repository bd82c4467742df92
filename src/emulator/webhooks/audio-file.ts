import type { Clock } from '../time/clock.ts';
import { type Note, warning } from '../xml/note.ts';
import { exchange } from './exchange.ts';

/** How long an audio file plays, or why it cannot be. */
export type AudioFile =
  | { readonly type: 'playable'; readonly durationMs: number }
  | { readonly type: 'unplayable'; readonly note: Note };

/** The length of what is not fetched or does not tell its own. */
const USUAL_MS = 5000;

/** Types that Twilio plays: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const AUDIO = /^audio\/(?:mpeg|mp3|wav|wave|x-wav|aiff|x-aifc|x-aiff|x-gsm|gsm|ulaw)\b/;

/**
 * Fetches an audio file by GET, without parameters or signature, and reads how long it is. Files on other machines are
 * taken to be there and to last five seconds: the emulator never leaves its own.
 */
export async function durationOf(clock: Clock, url: string): Promise<AudioFile> {
  if (!/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)) {
    return { type: 'playable', durationMs: USUAL_MS };
  }
  const reply = await clock.during(
    exchange({
      method: 'GET',
      url,
      headers: { accept: '*/*', 'user-agent': 'TwilioProxy/1.1' },
      body: undefined,
      connectTimeoutMs: 5000,
      readTimeoutMs: 15_000,
      totalTimeoutMs: 15_000,
    }),
  );
  if (reply.type === 'failure' || reply.status !== 200) return unplayable(11200, 'the audio file cannot be had');
  const contentType = reply.headers['content-type'] ?? '';
  if (!AUDIO.test(contentType)) return unplayable(13420, `<Play> has an invalid content type: ${contentType}`);
  return { type: 'playable', durationMs: wavMs(reply.body, Number(reply.headers['content-length'] ?? 0)) ?? USUAL_MS };
}

const unplayable = (code: number, message: string): AudioFile => ({ type: 'unplayable', note: warning(code, message) });

/** The length by a WAV's header: its bytes a second stand at offset 28, and its samples after 44 bytes. */
function wavMs(start: Buffer, length: number): number | undefined {
  if (start.length < 44 || start.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  const bytesPerSecond = start.readUInt32LE(28);
  const samples = Math.max(length, start.length) - 44;
  return bytesPerSecond === 0 ? undefined : Math.round((samples / bytesPerSecond) * 1000);
}
