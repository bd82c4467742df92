import type { AskContext, Logger } from '../../src/calls/ports.ts';
import type { Call } from '../../src/flow/call.ts';
import { type CallSid, isCallSid } from '../../src/values/call-sid.ts';
import { type E164, isE164 } from '../../src/values/phone-number.ts';
import { okpay } from '../support/okpay-release.ts';

const AT = Date.parse('2026-11-23T02:00:00Z');

/** A log that nobody reads. */
export const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function number(text: string): E164 {
  if (!isE164(text)) throw new Error(`${text} is no telephone number`);
  return text;
}

function sid(): CallSid {
  const text = `CA${'0'.repeat(32)}`;
  if (!isCallSid(text)) throw new Error(`${text} is no CallSid`);
  return text;
}

/** A call that stands somewhere in the flow; only what is given matters. */
export const call = (given: Partial<Call> = {}): Call => ({
  version: 1,
  sid: sid(),
  release: okpay.id,
  dialled: '+85230000000',
  startedAt: AT,
  language: 'en',
  verification: { level: 'none', at: AT },
  variables: {},
  node: okpay.start,
  phase: 'asking',
  stack: [],
  heard: [],
  spoken: [],
  failedVisits: 0,
  requests: 0,
  ...given,
});

/** What a service knows of the call that asks it. */
export const context = (given: Partial<Call>): AskContext => ({
  call: call(given),
  release: okpay,
  at: AT,
  idempotencyKey: 'CA0/1/0',
  signal: new AbortController().signal,
});
