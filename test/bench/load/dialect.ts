import type { LiveCall } from './call-pool.ts';

/** How a carrier and a variant speak to each other: the bytes of a webhook, and what its answer means. */
export interface Dialect {
  /** A call's next webhook, signed, as a whole HTTP request, a character a byte. */
  readonly toRequest: (call: LiveCall) => string;
  /** The same with a signature of the right shape that is not the right one. */
  readonly toForgedRequest: (call: LiveCall) => string;
  /** The path to which an answer sends the caller's next input; nothing when the answer ends the call. */
  readonly readNextPath: (body: string) => string | undefined;
  /** The verbs and texts of an answer in a form that is the same for all dialects. Throws when the answer is malformed. */
  readonly toVerbs: (body: string) => string;
}
