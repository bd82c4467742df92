import type { Disposition, Fact } from '../flow/facts.ts';
import { isEnough, type Level } from '../flow/variables.ts';
import type { CallSid } from '../values/call-sid.ts';

/** Where in a call a fact stands. No two facts of a call have the same place. */
export interface FactPlace {
  /** Lane and turn, such as `c.3`. */
  readonly turn: string;
  /** Place within the turn, from 0. */
  readonly index: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A fact with its place in the call. */
export interface RecordedFact extends FactPlace {
  readonly fact: Fact;
}

/** What is known of a call at a glance. Everything in it follows from the call's facts. */
export interface CallRecord {
  readonly sid: CallSid;
  /** When the call was answered; where that fact is missing, its earliest fact. Epoch milliseconds, as are the others. */
  readonly startedAt: number;
  /** The place of the latest fact that the record follows from. */
  readonly lastAt: number;
  readonly lastTurn: string;
  readonly lastIndex: number;
  readonly endedAt?: number;
  readonly caller?: string;
  /** The last four digits of the caller's number, for lists in which numbers are masked. */
  readonly callerTail?: string;
  readonly callerName?: string;
  /** Set where an agent rang to take calls. */
  readonly agent?: string;
  readonly dialled?: string;
  readonly release?: string;
  readonly region?: string;
  readonly language?: string;
  /** The queue joined last. */
  readonly queue?: string;
  /** In all queues together. */
  readonly waitedSeconds: number;
  /** On all numbers that the call was transferred to. */
  readonly talkSeconds: number;
  /** The whole call, as the carrier counts it. */
  readonly durationSeconds?: number;
  /** What the caller rang about: the tag `topic`, as set last. */
  readonly topic?: string;
  /** The tag `rating`, as set last. */
  readonly rating?: string;
  /** The highest level that was reached. */
  readonly verification: Level;
  readonly disposition?: Disposition;
  /** The carrier's word for how the call ended. */
  readonly status?: string;
}

const LANES = 'cwn';
const TAIL_DIGITS = 4;

/**
 * Orders the facts of a call as they happened: by time, at one time by lane (the caller's first), then by turn and
 * place. The order is total: two facts compare as equal only where they are the same fact.
 */
export function compareFacts(one: FactPlace, other: FactPlace): number {
  return one.at - other.at || compareTurns(one.turn, other.turn) || one.index - other.index;
}

function compareTurns(one: string, other: string): number {
  if (one === other) return 0;
  const lanes = LANES.indexOf(one.charAt(0)) - LANES.indexOf(other.charAt(0));
  const turns = Number(one.slice(2)) - Number(other.slice(2));
  if (lanes !== 0 || turns) return lanes || turns;
  return one < other ? -1 : 1;
}

/**
 * The record that follows from the facts of a call, in whatever order and however often each is given.
 *
 * @throws RangeError where there is no fact: nothing is known of such a call.
 */
export function foldFacts(sid: CallSid, facts: readonly RecordedFact[]): CallRecord {
  const [first, ...later] = facts.toSorted(compareFacts);
  if (!first) throw new RangeError(`no fact of ${sid}`);
  const blank: CallRecord = {
    sid,
    startedAt: first.at,
    lastAt: first.at,
    lastTurn: first.turn,
    lastIndex: first.index,
    waitedSeconds: 0,
    talkSeconds: 0,
    verification: 'none',
  };
  return withLater(withFact(blank, first), later);
}

/**
 * The record with further facts, the same as if all were folded at once. Undefined where one of them does not come
 * after all that the record follows from: then only all facts together tell.
 */
export function extendRecord(record: CallRecord, facts: readonly RecordedFact[]): CallRecord | undefined {
  const sorted = facts.toSorted(compareFacts);
  return sorted[0] && compareFacts(lastPlace(record), sorted[0]) >= 0 ? undefined : withLater(record, sorted);
}

const lastPlace = ({ lastAt, lastTurn, lastIndex }: CallRecord): FactPlace => ({
  at: lastAt,
  turn: lastTurn,
  index: lastIndex,
});

/** Facts must be sorted; each counts once. */
function withLater(record: CallRecord, sorted: readonly RecordedFact[]): CallRecord {
  let next = record;
  let last = lastPlace(record);
  for (const fact of sorted) {
    if (compareFacts(last, fact) !== 0) next = withFact(next, fact);
    last = fact;
  }
  return { ...next, lastAt: last.at, lastTurn: last.turn, lastIndex: last.index };
}

function withFact(record: CallRecord, { at, fact }: RecordedFact): CallRecord {
  switch (fact.type) {
    case 'call-started':
      return record.release === undefined ? withStart(record, at, fact) : record;
    case 'call-ended':
      return record.endedAt === undefined ? withEnd(record, at, fact) : record;
    case 'call-lasted':
      return { ...record, durationSeconds: fact.seconds };
    case 'language-set':
      return { ...record, language: fact.language };
    case 'region-set':
      return { ...record, region: fact.region };
    case 'verified':
      return isEnough(record.verification, fact.level) ? record : { ...record, verification: fact.level };
    case 'queue-joined':
      return { ...record, queue: fact.queue };
    case 'queue-left':
      return withWait(record, fact);
    case 'dialled':
      return withTalk(record, fact);
    case 'tagged':
      return withTag(record, fact);
    default:
      return record;
  }
}

type FactOf<Type extends Fact['type']> = Extract<Fact, { readonly type: Type }>;

function withStart(record: CallRecord, at: number, fact: FactOf<'call-started'>): CallRecord {
  const { caller, callerName, agent, dialled, release } = fact;
  return {
    ...record,
    startedAt: at,
    dialled,
    release,
    ...(caller === undefined ? {} : { caller, callerTail: caller.slice(-TAIL_DIGITS) }),
    ...(callerName === undefined ? {} : { callerName }),
    ...(agent === undefined ? {} : { agent }),
  };
}

function withEnd(record: CallRecord, at: number, { disposition, status, seconds }: FactOf<'call-ended'>): CallRecord {
  const duration = seconds === undefined ? {} : { durationSeconds: seconds };
  return { ...record, endedAt: at, disposition, status, ...duration };
}

function withWait(record: CallRecord, { waitSeconds, result }: FactOf<'queue-left'>): CallRecord {
  const waited = { ...record, waitedSeconds: record.waitedSeconds + waitSeconds };
  return result === 'bridged' ? answered(waited) : waited;
}

function withTalk(record: CallRecord, { talkSeconds, outcome }: FactOf<'dialled'>): CallRecord {
  const talked = { ...record, talkSeconds: record.talkSeconds + talkSeconds };
  return outcome === 'completed' ? answered(talked) : talked;
}

/** The end of a call may be told before the talk that it ended: then only what comes later says that there was one. */
const answered = (record: CallRecord): CallRecord =>
  record.disposition === 'abandoned-in-queue' || record.disposition === 'caller-hung-up'
    ? { ...record, disposition: 'answered' }
    : record;

function withTag(record: CallRecord, { key, value }: FactOf<'tagged'>): CallRecord {
  if (key === 'topic') return { ...record, topic: value };
  return key === 'rating' ? { ...record, rating: value } : record;
}
