/** What a webhook asks for: a turn, what is heard in a queue, help with a reply, anything without state, or nothing. */
export type WebhookLane = 'call' | 'wait' | 'fallback' | 'reduced' | 'notice';

/**
 * How a webhook was answered: by what was new, by the stored reply of a turn that was done before, by the reduced mode
 * because the store did not answer, or by the reduced mode after a fault of ours.
 */
export type WebhookOutcome = 'new' | 'repeated' | 'reduced' | 'failed';

/** Why a webhook was refused: nobody signed it, it cannot be read, or its address was never given to its call. */
export type WebhookRefusal = 'signature' | 'form' | 'nonce';

/** Told how each webhook was answered, and never what was in it. Stands in the way of callers: it must cost nothing. */
export interface WebhookWatch {
  answered(lane: WebhookLane, outcome: WebhookOutcome, tookMs: number): void;
  refused(why: WebhookRefusal): void;
}

/** For whoever does not want to know. */
export const UNWATCHED: WebhookWatch = { answered: () => undefined, refused: () => undefined };
