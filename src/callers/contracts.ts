import type { Contract } from '../flow/contract.ts';

/** A caller must not wait for it: without an answer by then they are taken for new. */
const RECALL_MS = 300;

/** What is remembered of whoever calls. A number can be forged, so it is nothing that a caller could not have told. */
export const recallContract = {
  service: 'callers.recall',
  summary: 'Tells the language and the region that a caller had when they last called.',
  input: {},
  outcomes: {
    remembered: { output: { language: { type: 'enum' }, region: { type: 'enum' } } },
    /** No earlier call has told the region, or the hotline has it no more. */
    'language-only': { output: { language: { type: 'enum' } } },
    /** Never called, not for too long, or with the number withheld. */
    new: {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: RECALL_MS,
} as const satisfies Contract;

/**
 * Asked once language and region are known, and again when they change. A call counts once however often it is asked, so
 * that nothing has to be claimed: a claim would cost every call a commit more.
 */
export const rememberContract = {
  service: 'callers.remember',
  summary: 'Remembers the language and the region of the call for when the caller calls again.',
  input: {},
  outcomes: {
    kept: {},
    /** The number is withheld, or callers are not remembered at all. */
    'not-kept': {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: RECALL_MS,
} as const satisfies Contract;

/** What flows may ask about earlier calls; the hotline performs it itself. */
export const CALLER_CONTRACTS: readonly Contract[] = [recallContract, rememberContract];
