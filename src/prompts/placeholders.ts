import type { ValueType } from '../values/typed-value.ts';
import type { Prompt } from './catalogue.ts';
import { type Message, type MessageFault, type MessagePart, readMessage } from './message.ts';

/** What a prompt does with a variable. `keys` are the cases it names, `other` among them. */
export type PlaceholderUse =
  | { readonly type: 'printed' }
  | { readonly type: 'plural' | 'selectordinal' | 'select'; readonly keys: readonly string[] };

export interface Placeholder {
  readonly name: string;
  /** Each way in which the prompt uses it, once; the cases of several selects together. */
  readonly uses: readonly PlaceholderUse[];
}

export interface Placeholders {
  /** Empty where there is a fault. */
  readonly placeholders: readonly Placeholder[];
  readonly faults: readonly MessageFault[];
}

/** The variables that a prompt needs, whichever of its cases is spoken, or why it cannot be read. A recording needs none. */
export function placeholdersOf(prompt: Prompt): Placeholders {
  if (typeof prompt !== 'string') return { placeholders: [], faults: [] };
  const { message, faults } = readMessage(prompt);
  const found: Found = new Map();
  if (message) collect(message, found);
  const placeholders = [...found].map(([name, uses]) => ({
    name,
    uses: [...uses].map(([type, keys]) => (type === 'printed' ? { type } : { type, keys: [...keys] })),
  }));
  return { placeholders, faults };
}

/** Of an amount only nothing is a case of its own. */
const MONEY_CASES: readonly string[] = ['=0', 'other'];

/** Whether a variable of this type may stand there: cases are told apart by closed sets, numbers by their plural. */
export function mayBeUsed(use: PlaceholderUse, type: ValueType): boolean {
  switch (use.type) {
    case 'printed':
      return type !== 'enum' && type !== 'boolean';
    case 'plural':
      return type === 'count' || (type === 'money' && use.keys.every((key) => MONEY_CASES.includes(key)));
    case 'selectordinal':
      return type === 'ordinal' || type === 'count';
    case 'select':
      return type === 'enum' || type === 'boolean';
  }
}

/** By name, then by use. */
type Found = Map<string, Map<PlaceholderUse['type'], Set<string>>>;

function collect(message: Message, found: Found): void {
  for (const part of message) {
    if (part.type === 'text' || part.type === 'pound') continue;
    note(part, found);
    if (part.type !== 'value') for (const option of part.options.values()) collect(option, found);
  }
}

type Placed = Exclude<MessagePart, { type: 'text' | 'pound' }>;

function note(part: Placed, found: Found): void {
  const uses = found.get(part.name) ?? new Map<PlaceholderUse['type'], Set<string>>();
  found.set(part.name, uses);
  const type = useOf(part);
  const keys = uses.get(type) ?? new Set();
  uses.set(type, keys);
  if (part.type !== 'value') for (const key of part.options.keys()) keys.add(key);
}

function useOf(part: Placed): PlaceholderUse['type'] {
  if (part.type === 'value') return 'printed';
  return part.type === 'plural' && part.rules === 'ordinal' ? 'selectordinal' : part.type;
}
