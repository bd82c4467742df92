import type { TypedValue } from '../values/typed-value.ts';
import type { Catalogue, Catalogues, Prompt, PromptId } from './catalogue.ts';
import { PromptError } from './errors.ts';
import { type Message, type MessagePart, type Options, readMessage } from './message.ts';
import type { Piece } from './piece.ts';
import { type Scene, verbalise } from './verbalise.ts';

export interface SpeakRequest extends Scene {
  readonly prompt: PromptId;
  /** By the name of the placeholder; those that the prompt does not use are passed over. */
  readonly values: Readonly<Record<string, TypedValue>>;
}

/** A prompt that is always the same, ready made; or one that waits for its values. */
type Compiled =
  | { readonly type: 'fixed'; readonly pieces: readonly Piece[] }
  | { readonly type: 'open'; readonly message: Message };

/** What is compiled lives as long as its catalogue. */
const compiled = new WeakMap<Catalogue, Map<PromptId, Compiled>>();

/**
 * What is spoken for a prompt. The same frozen pieces each time where the prompt has no placeholders.
 *
 * @throws {PromptError} `unknown_language` or `unknown_prompt` where the catalogues lack it; `missing_value` where a
 *   placeholder has none; `bad_message` where its text is not ICU MessageFormat; and all that `verbalise` throws.
 */
export function speak(catalogues: Catalogues, request: SpeakRequest): readonly Piece[] {
  const catalogue = Object.hasOwn(catalogues, request.language) ? catalogues[request.language] : undefined;
  if (!catalogue) throw new PromptError('unknown_language', request.language);

  const found = compiledIn(catalogue, request.prompt);
  if (found.type === 'fixed') return found.pieces;
  return joined(said(found.message, { request, pound: NOTHING }));
}

function compiledIn(catalogue: Catalogue, prompt: PromptId): Compiled {
  const known = compiled.get(catalogue) ?? new Map<PromptId, Compiled>();
  const found = known.get(prompt);
  if (found) return found;

  const source = Object.hasOwn(catalogue, prompt) ? catalogue[prompt] : undefined;
  if (source === undefined) throw new PromptError('unknown_prompt', prompt);
  const fresh = compile(source, prompt);
  compiled.set(catalogue, known.set(prompt, fresh));
  return fresh;
}

function compile(source: Prompt, prompt: PromptId): Compiled {
  if (typeof source !== 'string') return fixed([{ type: 'audio', file: source.audio }]);
  const { message } = readMessage(source);
  if (!message) throw new PromptError('bad_message', prompt);
  const texts = message.filter((part) => part.type === 'text');
  return texts.length === message.length ? fixed(joined(texts)) : { type: 'open', message };
}

const fixed = (pieces: readonly Piece[]): Compiled => ({
  type: 'fixed',
  pieces: Object.freeze(pieces.map((piece) => Object.freeze(piece))),
});

/** Where a message is being said. */
interface Place {
  readonly request: SpeakRequest;
  /** The number that the nearest plural turns on, its offset taken off, or its amount. */
  readonly pound: TypedValue;
}

/** Outside of plurals, where no `#` is read as a number. */
const NOTHING: TypedValue = { type: 'count', value: 0 };

const said = (message: Message, place: Place): readonly Piece[] => message.flatMap((part) => saidPart(part, place));

function saidPart(part: MessagePart, place: Place): readonly Piece[] {
  switch (part.type) {
    case 'text':
      return [part];
    case 'value':
      return verbalise(valueNamed(part.name, place), place.request, part.gender);
    case 'pound':
      return verbalise(place.pound, place.request);
    case 'select':
      return said(selected(part.options, keyOf(part.name, place)), place);
    case 'plural':
      return saidPlural(part, place);
  }
}

function valueNamed(name: string, { request: { values } }: Place): TypedValue {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (!value) throw new PromptError('missing_value', name);
  return value;
}

function keyOf(name: string, place: Place): string {
  const value = valueNamed(name, place);
  if (value.type === 'enum') return value.value;
  if (value.type === 'boolean') return value.value ? 'yes' : 'no';
  throw new PromptError('bad_value', name);
}

function saidPlural(part: Extract<MessagePart, { type: 'plural' }>, place: Place): readonly Piece[] {
  const value = valueNamed(part.name, place);
  if (value.type === 'money') {
    const option = value.value.minor === 0 ? part.options.get('=0') : undefined;
    return said(option ?? selected(part.options, 'other'), { ...place, pound: value });
  }
  if (value.type !== 'count' && value.type !== 'ordinal') throw new PromptError('bad_value', part.name);
  const rest = value.value - part.offset;
  const category = rulesOf(place.request.language, part.rules).select(rest);
  const option = part.options.get(`=${value.value}`) ?? selected(part.options, category);
  return said(option, { ...place, pound: { type: value.type, value: rest } });
}

const selected = (options: Options, key: string): Message => options.get(key) ?? options.get('other') ?? [];

/** Making rules costs some hundred times their use. Bounded by the number of catalogues' languages. */
const rules = new Map<string, Intl.PluralRules>();

function rulesOf(language: string, type: 'cardinal' | 'ordinal'): Intl.PluralRules {
  const key = `${language} ${type}`;
  const known = rules.get(key) ?? new Intl.PluralRules(language, { type });
  rules.set(key, known);
  return known;
}

/** Joins text to the text before it, so that a voice reads one sentence and not its parts. */
function joined(parts: readonly Piece[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const piece of parts) {
    const last = pieces.at(-1);
    if (piece.type === 'text' && last?.type === 'text') {
      pieces[pieces.length - 1] = { type: 'text', text: last.text + piece.text };
    } else if (piece.type !== 'text' || piece.text !== '') {
      pieces.push(piece);
    }
  }
  return pieces;
}
