import { SaxesParser } from 'saxes';

/** A verb of an answer, with what it speaks and what is nested in it. */
export interface VerbNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly VerbNode[];
}

interface OpenVerb {
  readonly name: string;
  text: string;
  readonly children: VerbNode[];
}

/** The verbs of a TwiML document and their texts, without attributes. Throws when it is not well-formed TwiML. */
export function toTwimlVerbs(document: string): string {
  const root: OpenVerb = { name: '', text: '', children: [] };
  const open: OpenVerb[] = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    open.push({ name: tag.name, text: '', children: [] });
  });
  parser.on('text', (text) => {
    const innermost = open.at(-1);
    if (innermost !== undefined) {
      innermost.text += text;
    }
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined) {
      open.at(-1)?.children.push(closed);
    }
  });
  parser.write(document).close();
  const [response] = root.children;
  if (response?.name !== 'Response') {
    throw new Error('The answer is not a TwiML document.');
  }
  return writeVerbs(response.children);
}

/** Verbs on one line. What is said by several neighbouring Say verbs is written as one, since callers hear it as one. */
export function writeVerbs(verbs: readonly VerbNode[]): string {
  return joinSpeech(verbs)
    .map((verb) => {
      const text = verb.text.replaceAll(/\s+/g, ' ').trim();
      const nested = writeVerbs(verb.children);
      return `${verb.name}(${text}${nested})`;
    })
    .join(' ');
}

function joinSpeech(verbs: readonly VerbNode[]): readonly VerbNode[] {
  const joined: VerbNode[] = [];
  for (const verb of verbs) {
    const before = joined.at(-1);
    if (before?.name === 'Say' && verb.name === 'Say') {
      joined[joined.length - 1] = { ...before, text: `${before.text} ${verb.text}` };
    } else {
      joined.push(verb);
    }
  }
  return joined;
}
