import type { HttpMethod } from '../options.ts';
import { integer, method, type Rule, readAttributes, text } from '../xml/attributes.ts';
import { type Element, elementsOf } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';

/** `<Enqueue>`: the caller waits in a queue. */
export interface Enqueue {
  readonly type: 'enqueue';
  readonly queue: string;
  readonly action: string | undefined;
  readonly method: HttpMethod;
  /** Not there: Twilio's music. Empty: silence. */
  readonly waitUrl: string | undefined;
  readonly waitUrlMethod: HttpMethod;
  readonly maxQueueSize: number | undefined;
}

/** Without a wait URL of its own a call hears Twilio's music, which is got by GET. */
const waitUrlMethod: Rule<HttpMethod> = method(12200);

const rules = {
  action: text,
  method: method(12200),
  waitUrl: text,
  waitUrlMethod,
  maxQueueSize: integer(undefined, { min: 1, max: 5000, code: 12200 }),
  workflowSid: text,
};

/**
 * Reads `<Enqueue>`. Its queue is its text without that of a nested `<Task>`, which is read past; a name of more than 64
 * characters is cut there.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/enqueue
 */
export function readEnqueue(element: Element, notes: Notes): Enqueue | undefined {
  const read = readAttributes(element, rules, notes);
  for (const child of elementsOf(element)) {
    if (child.name !== 'Task') notes.push(warning(12200, `<Enqueue> does not take <${child.name}>`, child.line));
  }
  const words = element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
  const queue = (words === '' ? (read.workflowSid ?? '') : words).slice(0, 64);
  if (queue === '') {
    notes.push(warning(12200, '<Enqueue> names no queue', element.line));
    return undefined;
  }
  return {
    type: 'enqueue',
    queue,
    action: read.action,
    method: read.method,
    waitUrl: read.waitUrl,
    waitUrlMethod: read.waitUrlMethod,
    maxQueueSize: read.maxQueueSize,
  };
}
