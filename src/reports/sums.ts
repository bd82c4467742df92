/** Numbers under names that are known beforehand. */
export type Sums<Name extends string> = Readonly<Record<Name, number>>;

export const toSums = <Name extends string>(names: readonly Name[], numberOf: (name: Name) => number): Sums<Name> =>
  // `fromEntries` forgets which names there are.
  Object.fromEntries(names.map((name) => [name, numberOf(name)])) as Sums<Name>;

export const addSums = <Name extends string>(names: readonly Name[], one: Sums<Name>, other: Sums<Name>): Sums<Name> =>
  toSums(names, (name) => one[name] + other[name]);
