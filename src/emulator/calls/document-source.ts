import type { HttpMethod } from '../options.ts';
import type { Parameters } from '../webhooks/signature.ts';

/** Where a TwiML document comes from: an address asked with parameters, or the text itself. */
export type DocumentSource =
  | { readonly type: 'url'; readonly url: string; readonly method: HttpMethod; readonly parameters: Parameters }
  | { readonly type: 'twiml'; readonly text: string };
