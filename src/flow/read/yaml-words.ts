/** A fault of the YAML in the words of the person who edits the file. */
export interface YamlWords {
  readonly message: string;
  readonly fix: string;
}

/** What the parser says, by its code or its words, and what a person who does not know YAML can do about it. */
const WORDS: readonly (readonly [RegExp, YamlWords])[] = [
  [
    /Missing closing/,
    { message: 'A quote is opened and not closed.', fix: 'Write the closing quote after the text, in the same line.' },
  ],
  [
    /and end with a [}\]]/,
    { message: 'A bracket of the line above is opened and not closed.', fix: 'Write its closing bracket: } or ].' },
  ],
  [
    /^(?:BLOCK_IN_FLOW|MISSING_CHAR Missing ,)/,
    { message: 'A comma is missing between { and }, or between [ and ].', fix: 'Write a comma before the next word.' },
  ],
  [
    /^BLOCK_AS_IMPLICIT_KEY/,
    {
      message: 'There is a second colon in the line, or the next line is indented too far.',
      fix: 'Put a text that has a colon in quotes, or begin the next line below the key that it goes with.',
    },
  ],
  [
    /^MULTILINE_IMPLICIT_KEY/,
    {
      message: 'The line does not say `name: text`.',
      fix: 'Write an ordinary colon and a blank after the name; the wide colon of Chinese is another sign.',
    },
  ],
  [
    /^BAD_INDENT/,
    {
      message: 'The line is indented otherwise than those that it goes with.',
      fix: 'Begin it in the same column as the other keys of its node.',
    },
  ],
];

/** What to tell of an error of the parser; its own first line where there is nothing better. */
export function yamlWords(code: string, message: string): YamlWords {
  const known = WORDS.find(([pattern]) => pattern.test(`${code} ${message}`));
  if (known) return known[1];
  const own = (message.split('\n', 1)[0] ?? message).replace(/[.:]$/, '');
  return { message: `${own}.`, fix: 'Mend the YAML at this place.' };
}
