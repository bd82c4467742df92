import { namesInOrder, type Parameters } from './signature.ts';

/**
 * Whether names or values may have been cut elsewhere than Twilio cut them. A signature is made of names and values in a
 * row, sorted by name and with nothing between: whoever moves a boundary keeps it valid, and so makes one parameter out
 * of two, or another name of the first letters of its value. What vanishes so is found in the text in which it vanished.
 *
 * `known` are the names that matter, in ascending order; one that is there itself has not vanished.
 */
export function hidesKnown(parameters: Parameters, known: readonly string[]): boolean {
  const names = namesInOrder(parameters);
  let behind = 0;
  for (let at = 0; at < names.length; at += 1) {
    const [name = '', next] = [names[at], names[at + 1]];
    while (behind < known.length && (known[behind] ?? '') <= name) behind += 1;
    // Only what would stand between this name and the next can have been taken in here.
    for (let place = behind; isBefore(known[place], next); place += 1) {
      if (`${name}${String(parameters[name])}`.includes(known[place] ?? '')) return true;
    }
  }
  return false;
}

const isBefore = (known: string | undefined, next: string | undefined): boolean =>
  known !== undefined && (next === undefined || known < next);
