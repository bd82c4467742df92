import { SaxesParser } from 'saxes';

/** An element of a TwiML document. Names are as written: TwiML knows upper from lower case. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
  /** Line of its start, from 1. */
  readonly line: number;
}

/** A well-formed document, or why it is none. */
export type Xml =
  | { readonly type: 'xml'; readonly root: Element }
  | { readonly type: 'broken'; readonly reason: string };

interface OpenElement extends Element {
  readonly children: (Element | string)[];
}

/**
 * Reads XML strictly: nothing, not even a byte order mark, may stand before the document, a document type is refused,
 * and so is every entity but XML's own five. Comments and processing instructions are passed over.
 *
 * Source: https://www.twilio.com/docs/api/errors/12100
 */
export function readXml(text: string): Xml {
  if (/^[\s\uFEFF]/.test(text))
    return { type: 'broken', reason: 'white space or a byte order mark before the document' };

  const top: OpenElement = { name: '', attributes: {}, children: [], line: 0 };
  const open: OpenElement[] = [top];
  const parser = new SaxesParser();
  const innermost = () => open.at(-1) ?? top;
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, children: [], line: parser.line };
    innermost().children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (words) => void innermost().children.push(words));
  parser.on('cdata', (words) => void innermost().children.push(words));
  parser.on('doctype', () => parser.fail('a document type is not allowed'));
  parser.on('error', (cause) => {
    throw cause;
  });
  try {
    parser.write(text).close();
  } catch (cause) {
    return { type: 'broken', reason: cause instanceof Error ? cause.message : String(cause) };
  }
  const root = top.children.find((child) => typeof child !== 'string');
  return root ? { type: 'xml', root } : { type: 'broken', reason: 'the document is empty' };
}

/** All text within the element, without white space at its ends. */
export const textOf = (element: Element): string => plainText(element).trim();

function plainText(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : plainText(child))).join('');
}

/** The elements within, in order. */
export const elementsOf = (element: Element): readonly Element[] =>
  element.children.filter((child) => typeof child !== 'string');
