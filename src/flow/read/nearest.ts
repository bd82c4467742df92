/** Names offered when a name is not known. */
const MAX_OFFERED = 3;

/** What to do about an unknown name: the known ones that are spelled most like it, or all where there are few. */
export function nearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'There is none yet: add it first.';
  const wanted = name.slice(0, 60);
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 2))
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, MAX_OFFERED)
    .map(({ candidate }) => candidate);
  if (ranked.length > 0) return `Did you mean ${ranked.join(' or ')}?`;
  const some = known.slice(0, 12).join(', ');
  return known.length > 12 ? `Use one that exists, such as ${some}.` : `Use one of ${some}.`;
}

/** Edits between two words: Levenshtein's distance, row by row. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
