import { readAnswer, type Wire } from '../backoffice/wire/wire.ts';
import type { Answer } from '../flow/events.ts';
import { BackOfficeError, type BackOfficeErrorCode } from './errors.ts';

/** What came back over HTTP, read whole. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Fields that an error names at most: a wrong answer may be wrong in as many places as it likes. */
const MOST_FIELDS = 8;

/** Statuses that another attempt may not meet: a proxy without a server behind it, a server that is being restarted. */
const PASSING: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * The answer that a response holds.
 *
 * @throws {BackOfficeError} where it holds none
 */
export function judgeResponse({ status, contentType, body }: HttpResponse, operation: string, wire: Wire): Answer {
  if (status !== 200) {
    throw new BackOfficeError({ code: codeOf(status), operation, status, retryable: PASSING.has(status) });
  }
  if (!/^application\/json\s*(?:;|$)/i.test(contentType)) {
    throw new BackOfficeError({ code: 'not-json', operation, status });
  }
  const read = readAnswer(wire, parsed(body));
  if (read.ok) return read.value;
  const fields = read.problems.slice(0, MOST_FIELDS).map(({ field }) => field || 'answer');
  throw new BackOfficeError({ code: 'bad-answer', operation, status, fields });
}

function codeOf(status: number): BackOfficeErrorCode {
  if (status === 401 || status === 403) return 'token-refused';
  return status >= 500 || status === 429 ? 'failing' : 'request-refused';
}

/** Nothing where it is no JSON; the parser's own words would quote it. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
