import type { Fact, FactOf } from '../flow/facts.ts';
import { isEnough, type Level } from '../flow/variables.ts';
import type { CallSid } from '../values/call-sid.ts';
import { type Course, NO_COURSE, withCourse } from './record/course.ts';
import { answered, type Ending, ended, reaped, refutesLoss } from './record/ending.ts';
import { cameOut, joined, type QueueHistory, reopenVisit, TALK_TOLD, talkedTo } from './record/queue-history.ts';

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
export interface CallRecord extends Course, QueueHistory, Ending {
  readonly sid: CallSid;
  /** When the call was answered; where that fact is missing, its earliest fact. Epoch milliseconds, as are the others. */
  readonly startedAt: number;
  /** The place of the latest fact that the record follows from. */
  readonly lastAt: number;
  readonly lastTurn: string;
  readonly lastIndex: number;
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
  /** What the caller rang about: the tag `topic`, as set last. */
  readonly topic?: string;
  /** The tag `rating`, as set last. */
  readonly rating?: string;
  /** The highest level that was reached. */
  readonly verification: Level;
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
    visits: [],
    queues: [],
    waitedSeconds: 0,
    handleSeconds: 0,
    talkSeconds: 0,
    transferred: false,
    verification: 'none',
    ...NO_COURSE,
  };
  return withLater(withFact(blank, first, first.at), later);
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
    if (compareFacts(last, fact) !== 0) next = withFact(next, fact, last.at);
    last = fact;
  }
  return { ...next, lastAt: last.at, lastTurn: last.turn, lastIndex: last.index };
}

/** `lastAt` is when the call was last heard of before. */
function withFact(before: CallRecord, { turn, at, fact }: RecordedFact, lastAt: number): CallRecord {
  const record = refutesLoss(before, fact) ? live(before) : before;
  switch (fact.type) {
    case 'call-started':
      return record.release === undefined ? withStart(record, at, fact) : record;
    case 'call-ended':
      return ended(record, fact, at);
    case 'call-lasted':
      return { ...record, durationSeconds: fact.seconds };
    case 'reaped':
      return reaped(record, lastAt);
    case 'language-set':
      return { ...record, language: fact.language };
    case 'region-set':
      return { ...record, region: fact.region };
    case 'verified':
      return isEnough(record.verification, fact.level) ? record : { ...record, verification: fact.level };
    case 'queue-joined':
      return joined(record, fact.queue, at);
    case 'queue-left':
      return withWait(record, fact, at);
    case 'dialled':
      return turn.startsWith(TALK_TOLD) ? answered(talkedTo(record, fact.talkSeconds, at)) : withTalk(record, fact);
    case 'tagged':
      return withTag(record, fact);
    default:
      return withCourse(record, fact);
  }
}

/** A call that something is heard of was not lost. */
function live({ endedAt: _endedAt, disposition: _disposition, ...record }: CallRecord): CallRecord {
  return reopenVisit(record);
}

function withStart(record: CallRecord, at: number, fact: FactOf<'call-started'>): CallRecord {
  const { caller, callerName, agent, dialled, release } = fact;
  const { language = fact.language, region = fact.region } = record;
  return {
    ...record,
    startedAt: at,
    dialled,
    release,
    ...(language === undefined ? {} : { language }),
    ...(region === undefined ? {} : { region }),
    ...(caller === undefined ? {} : { caller, callerTail: caller.slice(-TAIL_DIGITS) }),
    ...(callerName === undefined ? {} : { callerName }),
    ...(agent === undefined ? {} : { agent }),
  };
}

function withWait(record: CallRecord, fact: FactOf<'queue-left'>, at: number): CallRecord {
  const waited = cameOut(record, fact, at);
  return fact.result === 'bridged' ? answered(waited) : waited;
}

/** An agent who talks to those who wait is put through to nobody. */
function withTalk(record: CallRecord, { talkSeconds, outcome }: FactOf<'dialled'>): CallRecord {
  const talked = { ...record, talkSeconds: record.talkSeconds + talkSeconds };
  if (outcome !== 'completed') return talked;
  return answered({ ...talked, transferred: record.transferred || record.agent === undefined });
}

function withTag(record: CallRecord, { key, value }: FactOf<'tagged'>): CallRecord {
  if (key === 'topic') return { ...record, topic: value };
  return key === 'rating' ? { ...record, rating: value } : record;
}
