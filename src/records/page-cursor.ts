import { isCallSid } from '../values/call-sid.ts';
import type { PageStart } from './call-search.ts';

/** Which form it has: another one says so, and neither is taken for the other. */
const VERSION = 'p1';
/** The last instant that JavaScript has a date for, epoch milliseconds. */
const LAST_INSTANT = 8.64e15;

/** Where a page begins, as a word that stands in an address and means nothing to whoever passes it on. */
export const toCursor = ({ startedAt, sid }: PageStart): string => `${VERSION}-${startedAt.toString(36)}-${sid}`;

/** Reads it back; nothing of a text that is none. The call need not exist any more: pages go on after its place. */
export function readCursor(text: string): PageStart | undefined {
  const [version, at = '', sid = '', ...rest] = text.split('-');
  if (version !== VERSION || rest.length > 0 || !/^[0-9a-z]{1,11}$/.test(at) || !isCallSid(sid)) return undefined;
  const startedAt = Number.parseInt(at, 36);
  return startedAt <= LAST_INSTANT ? { startedAt, sid } : undefined;
}
