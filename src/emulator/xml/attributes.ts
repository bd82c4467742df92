import type { HttpMethod } from '../options.ts';
import type { Element } from './element.ts';
import { type Notes, warning } from './note.ts';

/** How one attribute is read: what stands for its absence, and `undefined` for what Twilio would not take. */
export interface Rule<T> {
  readonly absent: T;
  read(text: string): T | undefined;
  /** The warning for a value that is not taken; the default is used then. */
  readonly code: number;
}

type Values<Rules> = { readonly [Name in keyof Rules]: Rules[Name] extends Rule<infer T> ? T : never };

/** Schema warning: a name that Twilio does not know there is passed over. */
export const UNKNOWN = 12200;

/** Any text, or `undefined` where the attribute is not there. An empty value is a value. */
export const text: Rule<string | undefined> = { absent: undefined, read: (value) => value, code: UNKNOWN };

/** One of a list of words, otherwise `absent`. */
export const choice = <T extends string>(words: readonly T[], absent: T, code: number): Rule<T> => ({
  absent,
  read: (value) => words.find((word) => word === value.trim()),
  code,
});

/** `true` or `false`. */
export const flag = (absent: boolean, code = UNKNOWN): Rule<boolean> => ({
  absent,
  read: (value) => (/^(?:true|false)$/.test(value.trim()) ? value.trim() === 'true' : undefined),
  code,
});

/** GET or POST, in either case, POST where nothing is said. */
export const method = (code: number): Rule<HttpMethod> => ({
  absent: 'POST',
  read: (value) => (['GET', 'POST'] as const).find((word) => word === value.trim().toUpperCase()),
  code,
});

/** A whole number within `min` and `max`, both included. */
export const integer = <T extends number | undefined>(
  absent: T,
  { min, max = Number.MAX_SAFE_INTEGER, code }: { readonly min: number; readonly max?: number; readonly code: number },
): Rule<T | number> => ({
  absent,
  read: (value) => {
    const number = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  },
  code,
});

/**
 * Reads an element's attributes by their rules. A name without a rule is warned of with 12200 and passed over; a value
 * that its rule refuses is warned of with the rule's code, and the default stands.
 */
export function readAttributes<Rules extends Readonly<Record<string, Rule<unknown>>>>(
  element: Element,
  rules: Rules,
  notes: Notes,
): Values<Rules> {
  for (const name of Object.keys(element.attributes)) {
    if (!Object.hasOwn(rules, name)) {
      notes.push(warning(UNKNOWN, `<${element.name}> has no attribute "${name}"`, element.line));
    }
  }
  const values = Object.entries(rules).map(([name, rule]) => [name, readOne(element, name, rule, notes)]);
  // The entries are those of `rules`, each read by its own rule.
  return Object.fromEntries(values) as Values<Rules>;
}

function readOne(element: Element, name: string, rule: Rule<unknown>, notes: Notes): unknown {
  const written = element.attributes[name];
  if (written === undefined) return rule.absent;
  const value = rule.read(written);
  if (value !== undefined) return value;
  notes.push(warning(rule.code, `<${element.name}> has an invalid ${name}: "${written}"`, element.line));
  return rule.absent;
}
