import type { Moment, Wants } from '../calls/line.ts';
import { speechDurationMs } from '../time/speech-duration.ts';
import type { Audible } from '../twiml/audible.ts';
import { durationOf } from '../webhooks/audio-file.ts';
import { resolveUrl } from './requests.ts';
import type { Stage } from './stage.ts';

/** Twilio gives up repeating here, and for `loop="0"` as well. Source: https://www.twilio.com/docs/voice/twiml/say#loop */
const MOST_LOOPS = 1000;

/**
 * Makes something heard, for as long as it lasts, and comes back with what ended it: `elapsed`, `cut`, or the first
 * input that `interrupts`.
 */
export async function sound(stage: Stage, audible: Audible, interrupts: Wants): Promise<Moment> {
  const times = audible.type === 'pause' ? 1 : audible.loop || MOST_LOOPS;
  for (let loop = 0; loop < Math.min(times, MOST_LOOPS); loop += 1) {
    const durationMs = await begin(stage, audible);
    if (durationMs === undefined) return { type: 'elapsed' };
    const moment = await stage.leg.line.next(durationMs, interrupts);
    if (moment.type !== 'elapsed') return moment;
  }
  return { type: 'elapsed' };
}

/** Tells the leg what it hears and for how many milliseconds, or `undefined` where there is nothing to hear. */
async function begin(stage: Stage, audible: Audible): Promise<number | undefined> {
  const { leg } = stage;
  switch (audible.type) {
    case 'pause':
      return audible.seconds * 1000;
    case 'say': {
      const { text, language, voice, breaksMs, stretchMs } = audible;
      leg.tell({ type: 'heard', text, language, voice });
      return speechDurationMs(text) + breaksMs + stretchMs;
    }
    case 'play':
      if (audible.digits === undefined) return beginFile(stage, audible.url);
      leg.tell({ type: 'tones', digits: audible.digits });
      return tonesMs(audible.digits);
  }
}

async function beginFile(stage: Stage, written: string): Promise<number | undefined> {
  const url = resolveUrl(stage, written);
  if (url === undefined) return undefined;
  const file = await durationOf(stage.network.clock, stage.network.route(url));
  if (file.type === 'unplayable') {
    stage.leg.note(file.note, url);
    return undefined;
  }
  if (stage.leg.line.isCut) return undefined;
  stage.leg.tell({ type: 'played', url });
  return file.durationMs;
}

const TONE_MS = 250;
const tonesMs = (digits: string): number =>
  [...digits].reduce((sum, tone) => sum + ({ w: 500, W: 1000 }[tone] ?? TONE_MS), 0);
