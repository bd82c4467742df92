/** How identifiers of a known length are grouped: as people know case numbers, payment references and phone numbers. */
const GROUPS: Readonly<Record<number, readonly number[]>> = {
  5: [5],
  6: [3, 3],
  7: [3, 4],
  9: [3, 3, 3],
  10: [2, 4, 4],
  11: [3, 4, 4],
};

/**
 * The digits of an identifier in the groups in which they are read. Letters and signs are not read: `CN-261123-0042`
 * is 26, 1123, 0042. Lengths without a custom are read in fours from the end, never with a single digit in front.
 */
export function digitGroups(identifier: string): readonly string[] {
  const digits = identifier.replace(/[^0-9]/g, '');
  const groups: string[] = [];
  let from = 0;
  for (const size of GROUPS[digits.length] ?? inFours(digits.length)) {
    groups.push(digits.slice(from, from + size));
    from += size;
  }
  return groups;
}

function inFours(length: number): readonly number[] {
  const fours = Array.from({ length: Math.floor(length / 4) }, () => 4);
  const rest = length % 4;
  if (rest === 1 && length > 1) return [2, 3, ...fours.slice(1)];
  return rest === 0 ? fours : [rest, ...fours];
}
