import { error, type Note } from '../xml/note.ts';
import type { Failure, Reply } from './exchange.ts';

/** Twilio's numbers for connections that fail: https://www.twilio.com/docs/api/errors/11200 and its neighbours. */
const CODES: Readonly<Record<Failure['reason'], number>> = {
  connect: 11205,
  tls: 11220,
  host: 11210,
  'read-timeout': 11200,
  reset: 11200,
  partial: 11200,
  protocol: 11206,
  redirects: 11215,
  address: 11100,
};

/** Types that can hold a document: https://www.twilio.com/docs/voice/twiml#data-formats */
const TWIML_TYPES = /^\s*(?:(?:text|application)\/xml|text\/html|text\/plain|audio\/)/i;

/** A reply that can be used, or the error that Twilio logs instead. */
export type Verdict =
  | { readonly type: 'usable'; readonly reply: Reply }
  | { readonly type: 'unusable'; readonly note: Note };

/** Whether what came of a request can be used at all, whatever it was for. */
export function judge(outcome: Reply | Failure): Verdict {
  if (outcome.type === 'failure') return unusable(CODES[outcome.reason], outcome.message);
  const { status, isTooLong } = outcome;
  if (status < 200 || status > 299) return unusable(11200, `HTTP retrieval failure: status ${status}`);
  return isTooLong ? unusable(11750, 'the response body is longer than 64 kB') : { type: 'usable', reply: outcome };
}

const unusable = (code: number, message: string): Verdict => ({ type: 'unusable', note: error(code, message) });

/** Why a reply that is otherwise well cannot be a document: it has no type (12300), or one that Twilio does not take. */
export function typeRefusalOf({ headers }: Reply): Note | undefined {
  const contentType = headers['content-type'];
  if (contentType === undefined) return error(12300, 'the response has no Content-Type');
  return TWIML_TYPES.test(contentType) ? undefined : error(12300, `invalid Content-Type: ${contentType}`);
}
