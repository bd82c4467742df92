import { integer, type Rule, readAttributes } from '../xml/attributes.ts';
import { type Element, textOf } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';

/** `<Play>`: an audio file, or keys sent as tones. */
export interface Play {
  readonly type: 'play';
  readonly url: string;
  /** Tones, where there are any; `w` is half a second of silence, `W` a whole one. */
  readonly digits: string | undefined;
  /** 0 is without end. */
  readonly loop: number;
}

const tones: Rule<string | undefined> = {
  absent: undefined,
  read: (value) => (/^[0-9A-D#*wW]+$/.test(value) ? value : undefined),
  code: 12200,
};

/** Reads `<Play>`. Without a URL and without digits it is passed over. Source: https://www.twilio.com/docs/voice/twiml/play */
export function readPlay(element: Element, notes: Notes): Play | undefined {
  const { loop, digits } = readAttributes(
    element,
    {
      loop: integer(1, { min: 0, code: 13410 }),
      digits: tones,
    },
    notes,
  );
  const url = textOf(element);
  if (url === '' && digits === undefined) {
    notes.push(warning(12200, '<Play> names neither a file nor digits', element.line));
    return undefined;
  }
  return { type: 'play', url, digits, loop };
}
