import type { DocumentSource } from '../calls/document-source.ts';
import type { Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import type { Verb } from '../twiml/document.ts';
import type { Parameters } from '../webhooks/signature.ts';

/** What a verb comes to. */
export type Outcome =
  /** The next verb is due. */
  | { readonly type: 'next' }
  /** Another document takes over. */
  | { readonly type: 'go'; readonly to: DocumentSource }
  | { readonly type: 'hang-up' }
  | { readonly type: 'rejected'; readonly status: 'busy' | 'no-answer' }
  /** Out of the queue; in wait documents only. */
  | { readonly type: 'leave' }
  /** The leg was taken away from its document. */
  | { readonly type: 'cut' }
  /** Neither a document nor its fallback was to be had. */
  | { readonly type: 'failed' }
  /** The fallback gave verbs that are now the call's. */
  | { readonly type: 'taken-over'; readonly verbs: readonly Verb[]; readonly base: string | undefined };

/**
 * What a document may do and says in its requests: one that runs a call, one for who waits, one for who is about to be
 * connected.
 */
export interface Role {
  readonly type: 'call' | 'wait' | 'whisper';
  /** The verbs that are obeyed; all where there is no list. */
  readonly takes: ReadonlySet<Verb['type']> | undefined;
  /** Parameters of its requests besides the standard ones. */
  parameters(): Parameters;
}

/** Where a verb is carried out. */
export interface Stage {
  readonly network: Network;
  readonly leg: Leg;
  readonly role: Role;
  /** The document's own address; none where its text came by REST. */
  readonly base: string | undefined;
  /** Runs a document, and those it leads to, on this leg or another, until they are over. */
  run(leg: Leg, to: DocumentSource, role: Role): Promise<Outcome>;
}

/** The next verb is due. */
export const next: Outcome = { type: 'next' };
/** The leg was taken away. */
export const cut: Outcome = { type: 'cut' };

/** What a document for a call may do: everything. */
export const callRole: Role = { type: 'call', takes: undefined, parameters: () => ({}) };
