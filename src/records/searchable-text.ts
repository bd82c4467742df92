const REPLACEMENT = '\uFFFD';

/**
 * Text as it is compared where somebody looks for a part of it: without regard to the case of letters, to how letters
 * with marks are put together, or to the width of characters. What no database can hold is as the record has it.
 */
export function toSearchable(text: string): string {
  const plain = text.toWellFormed().replaceAll('\0', REPLACEMENT).normalize('NFKC');
  // By way of capitals, which some letters share that have small ones of their own: ß, and the ς that ends a word.
  return plain.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** What an index can find by itself: three letters or digits in a row, or any other character than those and blanks. */
const FINDABLE = /[a-z0-9]{3}|[^a-z0-9 ]/;

/** Whether a text says enough to look for it; `ab` stands in too much. */
export const isFindable = (text: string): boolean => FINDABLE.test(toSearchable(text));
