import { hidesKnown, type Place, placeAmong } from './boundaries.ts';
import { namesInOrder, type Parameters } from './signature.ts';

/** What a kind of webhook may carry. */
export interface ParameterRules {
  /** Names whose values are read: each comes once at most, and no name may extend one. */
  readonly known: readonly string[];
  /** Names that Twilio itself sends and that begin as a known one does. */
  readonly alike: readonly string[];
  /** Names that stand behind a known one in what is signed, and so could be taken for the end of its value. */
  readonly behind: readonly string[];
  /** What the value of a known name looks like; anything where nothing is said. Without a prototype: a name may be any word. */
  readonly shapes: Readonly<Record<string, RegExp>>;
}

/** Whether all names and values can be Twilio's, and none of the names that matter has been hidden in another. */
export type AreSound = (parameters: Parameters) => boolean;

/** The check of one kind of webhook: the signature does not say where a name ends and its value begins. */
export function createSoundness(rules: ParameterRules): AreSound {
  const expected = [...rules.known, ...rules.alike, ...rules.behind].sort();
  const traitsOf = createTraits(rules, expected);
  const before = (next: string | undefined): number =>
    next === undefined ? expected.length : traitsOf(next).place.before;
  return (parameters) => {
    const names = namesInOrder(parameters);
    for (let at = 0; at < names.length; at += 1) {
      const [name = '', next] = [names[at], names[at + 1]];
      const value = parameters[name] ?? '';
      const traits = traitsOf(name);
      if (!mayCome(traits, value)) return false;
      const from = traits.place.upTo;
      const until = before(next);
      if (from < until && hidesKnown(`${name}${String(value)}`, expected, { from, until })) return false;
    }
    return true;
  };
}

/** Known names come once; an empty value is an absent one. */
const mayCome = ({ isPlain, isKnown, shape }: Traits, value: string | readonly string[]): boolean =>
  isPlain && (!isKnown || (typeof value === 'string' && (value === '' || shape === undefined || shape.test(value))));

/** What there is to know of a name, whatever its value. */
interface Traits {
  readonly isKnown: boolean;
  /** Unknown names may come, but none may extend a known one, where a value could have been cut. */
  readonly isPlain: boolean;
  readonly shape: RegExp | undefined;
  readonly place: Place;
}

/** More names than Twilio has would be somebody else's. */
const MAX_SEEN = 500;

/** Names looked at before are remembered: Twilio's are always the same. */
function createTraits({ known, alike, shapes }: ParameterRules, expected: readonly string[]): (name: string) => Traits {
  const seen = new Map<string, Traits>();
  const knownNames: ReadonlySet<string> = new Set(known);
  const alikeNames: ReadonlySet<string> = new Set(alike);
  const extendsKnown = (name: string): boolean =>
    known.some((shorter) => name.length > shorter.length && name.startsWith(shorter));
  return (name) => {
    const before = seen.get(name);
    if (before) return before;
    const isKnown = knownNames.has(name);
    const isPlain = isKnown || alikeNames.has(name) || !extendsKnown(name);
    const traits = { isKnown, isPlain, shape: shapes[name], place: placeAmong(expected, name) };
    if (isPlain && seen.size < MAX_SEEN) seen.set(name, traits);
    return traits;
  };
}
