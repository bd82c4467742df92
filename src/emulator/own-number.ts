import type { CallEvent } from './calls/call-event.ts';
import { isOver, type Leg } from './calls/leg.ts';
import { speechDurationMs } from './time/speech-duration.ts';

/**
 * Joins the two legs of a call from the account to one of its own numbers: `outer` was dialled, `inner` rings at the
 * number. What the document of one makes heard is speech and keys to the other, and the end of one is the end of both.
 */
export function joinLegs(outer: Leg, inner: Leg): void {
  outer.onEvent((event) => passOver(event, inner));
  inner.onEvent((event) => passOver(event, outer));
}

function passOver(event: CallEvent, to: Leg): void {
  if (isOver(to)) return;
  switch (event.type) {
    case 'heard':
      speak(event.text, to);
      break;
    case 'told':
      speak(event.words, to);
      break;
    case 'tones':
      for (const key of event.digits.replace(/w/gi, '')) to.line.give({ type: 'key', key });
      break;
    case 'ended':
      to.line.cut({ type: 'hung-up', by: 'other' });
      break;
    default:
  }
}

function speak(words: string, to: Leg): void {
  to.line.give({ type: 'speech', words, confidence: 1, durationMs: speechDurationMs(words) });
}
