import type { FlowSet } from './flow-set.ts';

/** The values that a variable may have, where they are a closed set: of an enum, yes or no, languages and regions. */
export function closedSetOf(variable: string, set: FlowSet): readonly string[] {
  if (variable === 'language') return set.languages;
  if (variable === 'region') return Object.keys(set.files.regions?.value?.regions ?? {});
  const type = set.typeOf(variable);
  if (type?.type === 'boolean') return ['yes', 'no'];
  return type?.type === 'enum' ? (type.values ?? []) : [];
}
