/** Where a name stands among the names that matter: how many of them come before it, and how many up to itself. */
export interface Place {
  readonly before: number;
  readonly upTo: number;
}

/** The place of a name among `known`, which are in ascending order. */
export function placeAmong(known: readonly string[], name: string): Place {
  const behind = known.findIndex((other) => other > name);
  const upTo = behind < 0 ? known.length : behind;
  return { before: known[upTo - 1] === name ? upTo - 1 : upTo, upTo };
}

/**
 * Whether names or values may have been cut elsewhere than Twilio cut them. A signature is made of names and values in a
 * row, sorted by name and with nothing between: whoever moves a boundary keeps it valid, and so makes one parameter out
 * of two, or another name of the first letters of its value. What vanishes so is found in the text in which it vanished.
 *
 * `text` is a name and its value; `known` are the names that matter, in ascending order, and `from` and `until` bound
 * those of them that would stand between this name and the next that is there: only they can have been taken in here.
 */
export function hidesKnown(
  text: string,
  known: readonly string[],
  { from, until }: { readonly from: number; readonly until: number },
): boolean {
  for (let place = from; place < until; place += 1) {
    if (text.includes(known[place] ?? '')) return true;
  }
  return false;
}
