import type { Element } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';
import { type Pause, readPause } from './pause.ts';
import { type Play, readPlay } from './play.ts';
import { readSay, type Say } from './say.ts';

/** What can be nested in a Gather. */
export type Audible = Say | Play | Pause;

/** Reads the verbs nested in a Gather; any other is warned of with 13320 and passed over, and so are tones. */
export function readAudible(element: Element, notes: Notes): Audible | undefined {
  switch (element.name) {
    case 'Say':
      return readSay(element, notes);
    case 'Pause':
      return readPause(element, notes);
    case 'Play': {
      const play = readPlay(element, notes);
      if (play?.digits === undefined) return play;
      notes.push(warning(13320, '<Play digits> is not allowed in <Gather>', element.line));
      return undefined;
    }
    default:
      notes.push(warning(13320, `<Gather> does not take <${element.name}>`, element.line));
      return undefined;
  }
}
