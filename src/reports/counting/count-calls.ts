import type { CallRecord, RecordedFact } from '../../calls/call-record.ts';
import { hasAnswered } from '../../calls/record/queue-history.ts';
import { addCallCounts, CALL_SUMS, type CallCounts, OUTCOME_SUMS, type Outcome, toArrival } from '../call-counts.ts';
import type { CallRow, CallsAsked } from '../reports.ts';
import { toSums } from '../sums.ts';
import { type Codes, codesOf } from './codes.ts';
import { findRepeats, type Repeats } from './repeats.ts';
import { createTally } from './tally.ts';

/** A call with all that is counted of it. */
export interface ReportedCall {
  readonly call: CallRecord;
  readonly facts: readonly RecordedFact[];
  /** What stands for the caller's number; absent where it was withheld or erased. */
  readonly callerKey?: string;
}

/**
 * Counts calls from their records and facts: what any database that answers for them must say. All calls that there are
 * must be given, also those after the stretches, which may repeat one in them.
 */
export function countCalls(calls: readonly ReportedCall[], { stretches, region }: CallsAsked): readonly CallRow[] {
  const ofCallers = calls.filter(({ call }) => call.agent === undefined);
  const repeatsOf = findRepeats(ofCallers);
  const tally = createTally(stretches, addCallCounts);
  for (const reported of ofCallers) {
    const { call, facts } = reported;
    if (region !== undefined && call.region !== region) continue;
    const counts = countCall({ ...reported, codes: codesOf(call, facts), repeats: repeatsOf(reported) });
    tally.add(call.startedAt, toArrival(call.arrival), counts);
  }
  return tally.rows().map(({ word, ...row }) => ({ ...row, arrival: toArrival(word) }));
}

/** What became of a call. */
function outcomeOf(call: CallRecord): Outcome {
  const { disposition } = call;
  if (call.endedAt === undefined) return 'running';
  if (hasPerson(call)) return 'answered';
  if (call.callback) return 'callback';
  if (call.voicemail) return 'message';
  if (call.task === 'completed') return 'self-service';
  if (disposition === 'abandoned-in-queue') return 'abandoned';
  if (disposition === 'caller-hung-up') return 'hung-up';
  if (disposition === 'completed') return 'informed';
  return disposition === 'lost' ? 'lost' : 'failed';
}

/** Whether the caller talked to somebody, whoever ended the talk. */
const hasPerson = (call: CallRecord): boolean => call.disposition === 'answered' || hasAnswered(call);

interface CountedCall extends ReportedCall {
  readonly codes: Codes;
  readonly repeats: Repeats;
}

const stayedInIvr = ({ call }: CountedCall): boolean =>
  call.endedAt !== undefined && call.queues.length === 0 && !call.transferred && call.disposition !== 'answered';

const isContained = ({ call }: CountedCall): boolean =>
  call.endedAt !== undefined && call.task === 'completed' && !hasPerson(call);

const isDeflected = (counted: CountedCall): boolean =>
  stayedInIvr(counted) &&
  counted.call.disposition === 'caller-hung-up' &&
  !(counted.call.task === 'completed' || counted.call.callback || counted.call.voicemail);

const isIdentified = ({ call, callerKey }: CountedCall): boolean =>
  call.endedAt !== undefined && callerKey !== undefined && call.topic !== undefined;

type Count = (counted: CountedCall) => number | boolean;

const isOutcome =
  (name: (typeof OUTCOME_SUMS)[Outcome]): Count =>
  ({ call }) =>
    OUTCOME_SUMS[outcomeOf(call)] === name;

const isRated =
  (rating: string): Count =>
  ({ call }) =>
    call.rating === rating;

const isRepeated =
  (days: 1 | 7 | 30): Count =>
  (counted) =>
    isIdentified(counted) && counted.repeats.sameTopic <= days * DAY_MS;

const DAY_MS = 86_400_000;

/** What each count adds for a call. */
const COUNTS: Readonly<Record<keyof CallCounts, Count>> = {
  calls: () => true,
  running: isOutcome('running'),
  answered: isOutcome('answered'),
  callback: isOutcome('callback'),
  message: isOutcome('message'),
  selfService: isOutcome('selfService'),
  abandoned: isOutcome('abandoned'),
  hungUp: isOutcome('hungUp'),
  informed: isOutcome('informed'),
  lost: isOutcome('lost'),
  failed: isOutcome('failed'),
  endedInIvr: stayedInIvr,
  tasksStarted: ({ call }) => call.task !== undefined,
  tasksCompleted: ({ call }) => call.task === 'completed',
  contained: isContained,
  containedRepeated: (counted) => isContained(counted) && counted.repeats.anyTopic <= DAY_MS,
  deflected: isDeflected,
  identified: isIdentified,
  repeatedIn1Day: isRepeated(1),
  repeatedIn7Days: isRepeated(7),
  repeatedIn30Days: isRepeated(30),
  transferred: ({ call }) => call.transferred,
  callbacks: ({ call }) => call.callback,
  messages: ({ call }) => call.voicemail,
  zeroOuts: ({ call }) => call.zeroOuts,
  misses: ({ call }) => call.misses,
  errors: ({ call }) => call.errors,
  codesBySms: ({ call }) => call.codes.includes('sms'),
  verifiedBySms: ({ codes }) => codes.verified.has('sms'),
  codesByEmail: ({ call }) => call.codes.includes('email'),
  verifiedByEmail: ({ codes }) => codes.verified.has('email'),
  callsTryingCodes: ({ codes }) => codes.tries > 0,
  codeTries: ({ codes }) => codes.tries,
  rated1: isRated('1'),
  rated2: isRated('2'),
  rated3: isRated('3'),
  rated4: isRated('4'),
  rated5: isRated('5'),
};

const countCall = (counted: CountedCall): CallCounts => toSums(CALL_SUMS, (name) => Number(COUNTS[name](counted)));
