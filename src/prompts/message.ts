import {
  isArgumentElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  type MessageFormatElement,
  type PluralElement,
  parse,
  type SelectElement,
} from '@formatjs/icu-messageformat-parser';
import { cleanText } from './piece.ts';
import type { Gender } from './words/wording.ts';

/** A part of a prompt's text, read from ICU MessageFormat. */
export type MessagePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'value'; readonly name: string; readonly gender: Gender }
  /** The number that the plural around it turns on: `#`. */
  | { readonly type: 'pound' }
  | { readonly type: 'select'; readonly name: string; readonly options: Options }
  | {
      readonly type: 'plural';
      readonly name: string;
      readonly rules: 'cardinal' | 'ordinal';
      readonly offset: number;
      readonly options: Options;
    };

export type Message = readonly MessagePart[];

/** What is said in each case; `other` is always among them. */
export type Options = ReadonlyMap<string, Message>;

/** Something in a prompt's text that cannot be spoken. */
export interface MessageFault {
  readonly rule: 'icu-syntax' | 'icu-other' | 'icu-unsupported';
  /** Where in the text, in UTF-16 units from 0. */
  readonly offset: number;
  /** What is wrong, and what to do, a sentence each. */
  readonly message: string;
  readonly fix: string;
}

export interface ReadMessage {
  /** Absent where there is a fault. */
  readonly message: Message | undefined;
  readonly faults: readonly MessageFault[];
}

/** Where a line of Chinese was folded: unlike in English, nothing parts its lines. */
const FOLD = /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef]) (?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu;

/** A hyphen within a word, as in the values of enums: ICU MessageFormat has no such cases, and its parser takes none. */
const INNER_HYPHEN = /(?<=[a-z0-9])-(?=[a-z0-9])/g;
/** Stands for such a hyphen while the text is parsed: a letter as far as the parser knows, and as long, of private use. */
const STAND_IN = '\u{e000}';

const withHyphens = (text: string): string => text.replaceAll(STAND_IN, '-');

/** Reads a prompt's text. Never throws: what is not ICU MessageFormat, or not a part of it that is spoken, is a fault. */
export function readMessage(text: string): ReadMessage {
  try {
    const faults: MessageFault[] = [];
    const message = toParts(
      parse(text.trimEnd().replace(INNER_HYPHEN, STAND_IN), {
        ignoreTag: true,
        captureLocation: true,
        shouldParseSkeletons: false,
      }),
      faults,
    );
    return { message: faults.length === 0 ? message : undefined, faults };
  } catch (error) {
    return { message: undefined, faults: [syntaxFault(error)] };
  }
}

function toParts(elements: readonly MessageFormatElement[], faults: MessageFault[]): Message {
  return elements.flatMap((element) => {
    const part = toPart(element, faults);
    return part ? [part] : [];
  });
}

function toPart(element: MessageFormatElement, faults: MessageFault[]): MessagePart | undefined {
  if (isLiteralElement(element)) return { type: 'text', text: cleanText(withHyphens(element.value)).replace(FOLD, '') };
  if (isPoundElement(element)) return { type: 'pound' };
  faults.push(...nameFaults(element));
  if (isArgumentElement(element)) return { type: 'value', name: element.value, gender: 'masculine' };
  if (isSelectElement(element)) return { type: 'select', name: element.value, options: toOptions(element, faults) };
  if (isPluralElement(element)) {
    return {
      type: 'plural',
      name: element.value,
      rules: element.pluralType === 'ordinal' ? 'ordinal' : 'cardinal',
      offset: element.offset,
      options: toOptions(element, faults),
    };
  }
  if (isNumberElement(element) && (element.style === 'masculine' || element.style === 'feminine')) {
    return { type: 'value', name: element.value, gender: element.style };
  }
  faults.push({
    rule: 'icu-unsupported',
    offset: offsetOf(element),
    message: `\`${element.value}\` is given a format of its own.`,
    fix: `Write {${element.value}}: its type decides how it is said.`,
  });
  return undefined;
}

const toOptions = (element: SelectElement | PluralElement, faults: MessageFault[]): Options =>
  new Map(Object.entries(element.options).map(([key, option]) => [withHyphens(key), toParts(option.value, faults)]));

const offsetOf = (element: MessageFormatElement): number => element.location?.start.offset ?? 0;

/** Placeholders are variables of a flow, and those are camelCase. */
function nameFaults(element: Exclude<MessageFormatElement, { type: 7 }>): readonly MessageFault[] {
  if (/^[a-z][A-Za-z0-9]*$/.test(element.value)) return [];
  return [
    {
      rule: 'icu-syntax',
      offset: offsetOf(element),
      message: `\`${withHyphens(element.value)}\` is not the name of a variable.`,
      fix: 'Write the name in camelCase: letters and digits, the first a small letter.',
    },
  ];
}

/** What the parser throws: its message is the word for the kind of error. */
interface ParserError extends SyntaxError {
  readonly location: { readonly start: { readonly offset: number } };
}

const isParserError = (error: unknown): error is ParserError => error instanceof SyntaxError && 'location' in error;

/** A text that is nested too deep for the stack has no word and no place. */
function syntaxFault(error: unknown): MessageFault {
  const kind = isParserError(error) ? error.message : '';
  const offset = isParserError(error) ? error.location.start.offset : 0;
  if (kind === 'MISSING_OTHER_CLAUSE') {
    return {
      rule: 'icu-other',
      offset,
      message: 'A plural or select does not say what is spoken in all other cases.',
      fix: 'Add its last case: other {…}.',
    };
  }
  const [message, fix] = EXPLAINED.find(([pattern]) => pattern.test(kind))?.[1] ?? UNEXPLAINED;
  return { rule: 'icu-syntax', offset, message, fix };
}

type Explanation = readonly [message: string, fix: string];

const UNEXPLAINED: Explanation = ['The text is not ICU MessageFormat.', 'Write placeholders as {name}.'];

const EXPLAINED: readonly (readonly [kind: RegExp, Explanation])[] = [
  [/CLOSING_BRACE|UNCLOSED/, ['A brace is opened and not closed.', "Close it with }, or quote it: '{'."]],
  [/EMPTY_ARGUMENT/, ['A placeholder has no name.', 'Write the name of a variable between the braces.']],
  [
    /MALFORMED_ARGUMENT/,
    ['A placeholder is more than a name.', 'Write only the name of a variable between the braces.'],
  ],
  [
    /ARGUMENT_TYPE/,
    ['A placeholder has a format that does not exist.', 'Use plural, select or selectordinal, or only the name.'],
  ],
  [/DUPLICATE/, ['A plural or select has one case twice.', 'Keep one of the two.']],
  [/SELECTOR|OPTIONS/, ['A plural or select is not written as cases.', 'Write each as: key {what is spoken}.']],
  [/OFFSET/, ['The offset of a plural is not a number.', 'Write it as offset:1.']],
];
