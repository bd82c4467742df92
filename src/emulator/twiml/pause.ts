import { integer, readAttributes } from '../xml/attributes.ts';
import type { Element } from '../xml/element.ts';
import type { Notes } from '../xml/note.ts';

/** `<Pause>`: silence. */
export interface Pause {
  readonly type: 'pause';
  readonly seconds: number;
}

/**
 * Reads `<Pause>`; one second unless `length` says another whole number. Source:
 * https://www.twilio.com/docs/voice/twiml/pause
 */
export function readPause(element: Element, notes: Notes): Pause {
  const { length } = readAttributes(element, { length: integer(1, { min: 1, code: 13910 }) }, notes);
  return { type: 'pause', seconds: length };
}
