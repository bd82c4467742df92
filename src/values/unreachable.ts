/** Marks a branch that the types rule out; reached only when data from outside slipped past its border. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
