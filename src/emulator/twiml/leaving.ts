import type { HttpMethod } from '../options.ts';
import { choice, method, readAttributes } from '../xml/attributes.ts';
import { type Element, textOf } from '../xml/element.ts';
import { type Notes, warning } from '../xml/note.ts';

/** `<Redirect>`: another document takes over. */
export interface Redirect {
  readonly type: 'redirect';
  readonly url: string;
  readonly method: HttpMethod;
}

/** `<Reject>`: the call is not answered. */
export interface Reject {
  readonly type: 'reject';
  readonly reason: 'rejected' | 'busy';
}

/** `<Hangup>` ends the call, `<Leave>` the wait in a queue. */
export interface Leaving {
  readonly type: 'hang-up' | 'leave';
}

/**
 * Reads `<Redirect>`; an empty one leads to the document it stands in. Source:
 * https://www.twilio.com/docs/voice/twiml/redirect
 */
export function readRedirect(element: Element, notes: Notes): Redirect {
  return { type: 'redirect', url: textOf(element), ...readAttributes(element, { method: method(12200) }, notes) };
}

/** Reads `<Reject>`. Source: https://www.twilio.com/docs/voice/twiml/reject */
export function readReject(element: Element, notes: Notes): Reject {
  const rules = { reason: choice(['rejected', 'busy'] as const, 'rejected', 12200) };
  return { type: 'reject', ...readAttributes(element, rules, notes) };
}

/** Reads `<Hangup>`. Source: https://www.twilio.com/docs/voice/twiml/hangup */
export const readHangup = (element: Element, notes: Notes): Leaving => readEmpty('hang-up', element, notes);

/** Reads `<Leave>`. Source: https://www.twilio.com/docs/voice/twiml/leave */
export const readLeave = (element: Element, notes: Notes): Leaving => readEmpty('leave', element, notes);

function readEmpty(type: Leaving['type'], element: Element, notes: Notes): Leaving {
  readAttributes(element, {}, notes);
  if (textOf(element) !== '') notes.push(warning(12200, `<${element.name}> takes no text`, element.line));
  return { type };
}
