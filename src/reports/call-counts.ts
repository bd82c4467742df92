import { addSums, type Sums, toSums } from './sums.ts';

/** What became of a call; each has exactly one, the first of these that is true of it. */
export const OUTCOMES = [
  /** It is not over. */
  'running',
  /** The caller talked to a person. */
  'answered',
  /** A call back is kept. */
  'callback',
  'message',
  /** Something that callers can do without a person was done. */
  'self-service',
  /** The caller hung up while waiting for a person. */
  'abandoned',
  /** The caller hung up before the hotline was done. */
  'hung-up',
  /** The hotline said goodbye. */
  'informed',
  /** The end never came. */
  'lost',
  'failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * What is counted of calls. A call counts in the stretch in which it began. Calls by which agents take calls are none.
 * Counts of two stretches add up to the counts of both.
 */
export const CALL_SUMS = [
  'calls',
  'running',
  'answered',
  'callback',
  'message',
  'selfService',
  'abandoned',
  'hungUp',
  'informed',
  'lost',
  'failed',
  /** Over without a queue, and without a talk on a number outside. */
  'endedInIvr',
  /** Something that callers can do without a person was begun, and of these was done. */
  'tasksStarted',
  'tasksCompleted',
  /** Over, a task completed, and nobody answered. */
  'contained',
  /** Of contained calls: the same caller rang again within 24 hours. */
  'containedRepeated',
  /** Hung up in the IVR with nothing done and nothing left: no task completed, no call back, no message. */
  'deflected',
  /** Over, and both caller and topic are known: what may be told as a repetition or not. */
  'identified',
  /** Of identified calls: the same caller rang again about the same within so many times 24 hours. */
  'repeatedIn1Day',
  'repeatedIn7Days',
  'repeatedIn30Days',
  /** Put through to a number outside, or to another queue after a talk. */
  'transferred',
  /** A call back is kept, or a message was left, whatever else became of the call. */
  'callbacks',
  'messages',
  /** Pressed 0, or asked for a person, anywhere; how often in all. */
  'zeroOuts',
  'misses',
  'errors',
  /** Calls in which a code was sent by text message, and in which one was then keyed right; the same by e-mail. */
  'codesBySms',
  'verifiedBySms',
  'codesByEmail',
  'verifiedByEmail',
  /** Calls in which a code was tried, and how often in all. */
  'callsTryingCodes',
  'codeTries',
  /** Calls rated so. */
  'rated1',
  'rated2',
  'rated3',
  'rated4',
  'rated5',
] as const;
export type CallCounts = Sums<(typeof CALL_SUMS)[number]>;

/** Where the count of an outcome stands. */
export const OUTCOME_SUMS = {
  running: 'running',
  answered: 'answered',
  callback: 'callback',
  message: 'message',
  'self-service': 'selfService',
  abandoned: 'abandoned',
  'hung-up': 'hungUp',
  informed: 'informed',
  lost: 'lost',
  failed: 'failed',
} as const satisfies Readonly<Record<Outcome, keyof CallCounts>>;

export const NO_CALL_COUNTS: CallCounts = toSums(CALL_SUMS, () => 0);

export const addCallCounts = (one: CallCounts, other: CallCounts): CallCounts => addSums(CALL_SUMS, one, other);

/** Whether people answered when a call came. */
export const ARRIVALS = ['open', 'closed', 'holiday', 'closure', 'unknown'] as const;
export type Arrival = (typeof ARRIVALS)[number];

/** What is in no list, or was never asked, is unknown. */
export const toArrival = (state: string | undefined): Arrival =>
  ARRIVALS.find((arrival) => arrival === state) ?? 'unknown';
