import type { CallRecord } from '../../calls/call-record.ts';
import { toSearchable } from '../../records/searchable-text.ts';

/** What stands in the index as it is; with anything else in it, it stands for nothing else. */
const PLAIN = /[^a-z0-9 ]/g;
const MARK = 'Z';
/** `A` to `Y`: the mark only ever begins a character. */
const BASE = 25;
const FIRST_LETTER = 65;
const LETTERS = 4;

/**
 * Text as the index has it: letters of any script, signs and emoji are each spelt in capitals. So a part of a text is found
 * in the same way in whatever language, whatever locale the database has, and no sign means anything to `like`.
 */
export const toIndexed = (text: string): string => toSearchable(text).replace(PLAIN, spelt);

function spelt(character: string): string {
  let letters = '';
  let rest = character.charCodeAt(0);
  for (let place = 0; place < LETTERS; place += 1) {
    letters = String.fromCharCode(FIRST_LETTER + (rest % BASE)) + letters;
    rest = Math.floor(rest / BASE);
  }
  return MARK + letters;
}

/** Between two texts of a call: no text has it in it, once it is indexed. */
const BETWEEN = '/';

/** What calls are found by where somebody looks for words; nothing of a call without any. */
export function indexedWords({ callerName, transcript }: CallRecord): string | undefined {
  const texts = [callerName, transcript].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.map(toIndexed).join(BETWEEN);
}
