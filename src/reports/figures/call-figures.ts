import { type CallCounts, OUTCOME_SUMS, OUTCOMES, type Outcome } from '../call-counts.ts';
import { toSums } from '../sums.ts';
import { type Figure, ratio } from './ratio.ts';

/** How codes did that were sent by one channel. */
export interface CodeFigures {
  /** Calls in which one was sent. */
  readonly started: number;
  /** Calls in which one was keyed right / started. */
  readonly success: Figure;
}

/** The figures of calls. Calls that are not over are in `outcomes` and nowhere else. */
export interface CallFigures {
  readonly calls: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /**
   * Platform containment: calls that ended in the IVR / calls that are over. It flatters: whoever hangs up in anger is
   * contained. Source: OpsDog's definition of IVR containment, as platforms apply it.
   */
  readonly platformContainment: Figure;
  /** Self-service (task) rate: calls in which a task was completed / calls in which one was begun. */
  readonly selfService: Figure;
  /**
   * True containment: (task completed and no person − the same caller again within 24 hours) / calls that are over.
   * Sources: Turnella; OpsDog ("completed the desired action without a live person").
   */
  readonly trueContainment: Figure;
  /** Hung up in the IVR with nothing done and nothing left / calls that are over. Never part of containment. */
  readonly deflection: Figure;
  /**
   * First contact resolution, by its proxy: 1 − calls after which the same caller rang again about the same topic within
   * the window / calls of which caller and topic are known. Source of the ratio: Contact Center Pipeline, September 2025.
   * The last days still fall, as their callers may yet ring again.
   */
  readonly firstContactResolution: {
    readonly windowDays: RepeatWindow;
    readonly share: Figure;
    readonly repeated: number;
    readonly identified: number;
  };
  /** Put through to a number outside, or to another queue after a talk / calls that are over. */
  readonly transferRate: Figure;
  /** Calls with a call back that is kept / calls that are over. */
  readonly callbackRate: Figure;
  /** Calls that left a message / calls that are over. */
  readonly messageRate: Figure;
  readonly codes: {
    readonly sms: CodeFigures;
    readonly email: CodeFigures;
    /** How often a code was tried, for each call in which one was. */
    readonly meanAttempts: Figure;
  };
  readonly satisfaction: Satisfaction;
  /** How often callers asked for a person by key or word, for each call. */
  readonly zeroOutsPerCall: Figure;
  /** Silences, and what was not understood, for each call. */
  readonly missesPerCall: Figure;
}

/** What callers said who were asked for one to five. */
export interface Satisfaction {
  readonly responses: number;
  /** Responses / calls that are over. */
  readonly responseRate: Figure;
  /** 1 to 5. */
  readonly mean: Figure;
  /** Fours and fives / responses. */
  readonly satisfied: Figure;
}

/** Within how many times 24 hours another call about the same topic is a repetition. */
export const REPEAT_WINDOWS = [1, 7, 30] as const;
export type RepeatWindow = (typeof REPEAT_WINDOWS)[number];
export const DEFAULT_REPEAT_WINDOW: RepeatWindow = 7;

const REPEATED = {
  1: 'repeatedIn1Day',
  7: 'repeatedIn7Days',
  30: 'repeatedIn30Days',
} as const satisfies Readonly<Record<RepeatWindow, keyof CallCounts>>;

export function callFiguresOf(counts: CallCounts, windowDays: RepeatWindow): CallFigures {
  const { calls, identified } = counts;
  const ended = calls - counts.running;
  const repeated = counts[REPEATED[windowDays]];
  return {
    calls,
    outcomes: outcomesOf(counts),
    platformContainment: ratio(counts.endedInIvr, ended),
    selfService: ratio(counts.tasksCompleted, counts.tasksStarted),
    trueContainment: ratio(counts.contained - counts.containedRepeated, ended),
    deflection: ratio(counts.deflected, ended),
    firstContactResolution: { windowDays, share: ratio(identified - repeated, identified), repeated, identified },
    transferRate: ratio(counts.transferred, ended),
    callbackRate: ratio(counts.callbacks, ended),
    messageRate: ratio(counts.messages, ended),
    codes: {
      sms: { started: counts.codesBySms, success: ratio(counts.verifiedBySms, counts.codesBySms) },
      email: { started: counts.codesByEmail, success: ratio(counts.verifiedByEmail, counts.codesByEmail) },
      meanAttempts: ratio(counts.codeTries, counts.callsTryingCodes),
    },
    satisfaction: satisfactionOf(counts, ended),
    zeroOutsPerCall: ratio(counts.zeroOuts, calls),
    missesPerCall: ratio(counts.misses, calls),
  };
}

/** Calls that came while nobody answered. */
export interface ClosedHourFigures {
  readonly calls: number;
  /** Calls that came while nobody answered / calls of which it is known. */
  readonly share: Figure;
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

export const closedHourFiguresOf = (closed: CallCounts, open: CallCounts): ClosedHourFigures => ({
  calls: closed.calls,
  share: ratio(closed.calls, closed.calls + open.calls),
  outcomes: outcomesOf(closed),
});

const outcomesOf = (counts: CallCounts): Readonly<Record<Outcome, number>> =>
  toSums(OUTCOMES, (outcome) => counts[OUTCOME_SUMS[outcome]]);

/** Mean and share of fours and fives, each worth little without how many answered. */
function satisfactionOf({ rated1, rated2, rated3, rated4, rated5 }: CallCounts, ended: number): Satisfaction {
  const responses = rated1 + rated2 + rated3 + rated4 + rated5;
  const total = rated1 + 2 * rated2 + 3 * rated3 + 4 * rated4 + 5 * rated5;
  return {
    responses,
    responseRate: ratio(responses, ended),
    mean: ratio(total, responses),
    satisfied: ratio(rated4 + rated5, responses),
  };
}
