import type { FactOf } from '../../flow/facts.ts';

/** How a visit of a queue ended. `lost` where the call was lost while it waited; nobody knows for how long it did. */
export type VisitResult =
  | 'answered'
  | 'abandoned'
  | 'callback'
  | 'message'
  | 'timeout'
  | 'full'
  | 'unavailable'
  | 'left'
  | 'lost';

/** One wait of a call in one queue, and the talk that came of it. */
export interface QueueVisit {
  readonly queue: string;
  /** Epoch milliseconds. */
  readonly joinedAt: number;
  /** When the wait was over, epoch milliseconds; absent while nobody has told. */
  readonly leftAt?: number;
  /** A way on of the queue node too, where a flow has others than these. Absent while nobody has told. */
  readonly result?: VisitResult | (string & {});
  readonly waitSeconds?: number;
  /** Talk with whoever answered, as the agents' line tells it, else until the talk was told to be over. */
  readonly handleSeconds: number;
}

/** What a call did in queues. The sums follow from the visits. */
export interface QueueHistory {
  /** In the order in which they began. */
  readonly visits: readonly QueueVisit[];
  /** Queues joined, each once, in the order in which they were first joined. */
  readonly queues: readonly string[];
  /** The queue joined last. */
  readonly queue?: string;
  /** In all queues together. */
  readonly waitedSeconds: number;
  /** Of talks that came of queues. */
  readonly handleSeconds: number;
  /** Of all talks: those that came of queues, and on numbers that the call was put through to. */
  readonly talkSeconds: number;
  /** The call was put through to a number outside, or joined another queue once it had been answered. */
  readonly transferred: boolean;
}

interface Ended {
  readonly endedAt?: number;
}

/** Adds a visit. Whoever joins the queue that they wait in already, as after a reply that was refused, waits on. */
export function joined<Of extends QueueHistory>(record: Of, queue: string, at: number): Of {
  const last = record.visits.at(-1);
  if (last && last.result === undefined && last.queue === queue) return record;
  const before = last && last.result === undefined ? replaceLast(record.visits, left(last, at)) : record.visits;
  const visit: QueueVisit = { queue, joinedAt: at, handleSeconds: 0 };
  const queues = record.queues.includes(queue) ? record.queues : [...record.queues, queue];
  const transferred = record.transferred || hasAnswered(record);
  return withVisits({ ...record, queue, queues, transferred }, [...before, visit]);
}

/**
 * Ends the visit of the queue; one that only the end of the call had ended counts as it is told here. A visit of which
 * the beginning was never told began when its wait did.
 */
export function cameOut<Of extends QueueHistory & Ended>(record: Of, fact: FactOf<'queue-left'>, at: number): Of {
  const { queue, waitSeconds } = fact;
  const last = record.visits.at(-1);
  const isIts = last?.queue === queue && (last.result === undefined || isEndedByCall(record, last));
  const waitMs = Math.round(waitSeconds * 1000);
  const joinedAt = isIts ? last.joinedAt : at - waitMs;
  const result = resultOf(fact);
  // Of an answered one this is told when the talk is over, or later than the end of the call.
  const untilMs = Math.min(at, record.endedAt ?? at);
  const derived = result === 'answered' ? Math.max(0, untilMs - joinedAt - waitMs) / 1000 : 0;
  const handleSeconds = (isIts && last.handleSeconds) || derived;
  const visit = { queue, joinedAt, leftAt: joinedAt + waitMs, result, waitSeconds, handleSeconds };
  if (isIts) return withVisits(record, replaceLast(record.visits, visit));
  const queues = record.queues.includes(queue) ? record.queues : [...record.queues, queue];
  return withVisits({ ...record, queues }, [...record.visits, visit]);
}

/** How the agents' line names what it tells of a talk to the caller's call: this, and then the agent's call and turn. */
export const TALK_TOLD = 'n.talk.';

/** Twilio counts whole seconds. */
const ROUNDING_MS = 1000;

/** Puts down how long a talk with an agent lasted that is over, with the visit that it came of: the last before it began. */
export function talkedTo<Of extends QueueHistory>(record: Of, talkSeconds: number, at: number): Of {
  const begunAt = at - talkSeconds * 1000 + ROUNDING_MS;
  const place = record.visits.findLastIndex(({ joinedAt }) => joinedAt <= begunAt);
  const visit = record.visits[place];
  if (!visit) return { ...record, talkSeconds: record.talkSeconds + talkSeconds };
  return withVisits(record, record.visits.with(place, { ...visit, handleSeconds: talkSeconds }));
}

/** Ends the visit that the call ended in, until a fact tells more of it. */
export function endVisit<Of extends QueueHistory>(record: Of, at: number, result: 'abandoned' | 'left' | 'lost'): Of {
  const last = record.visits.at(-1);
  if (!last || last.result !== undefined) return record;
  if (result !== 'lost') return withVisits(record, replaceLast(record.visits, { ...left(last, at), result }));
  return withVisits(record, replaceLast(record.visits, { ...last, leftAt: at, result }));
}

/** Lets the visit go on in which the call was taken for lost. */
export function reopenVisit<Of extends QueueHistory>(record: Of): Of {
  const last = record.visits.at(-1);
  if (last?.result !== 'lost') return record;
  const { leftAt: _leftAt, result: _result, ...open } = last;
  return withVisits(record, replaceLast(record.visits, open));
}

export const hasAnswered = ({ visits }: QueueHistory): boolean => visits.some(({ result }) => result === 'answered');

const RESULTS: Readonly<Record<string, VisitResult>> = {
  bridged: 'answered',
  full: 'full',
  failed: 'unavailable',
  'hung-up': 'abandoned',
};

const resultOf = ({ result, exit }: FactOf<'queue-left'>): string => RESULTS[result] ?? exit ?? 'left';

const left = (visit: QueueVisit, at: number): QueueVisit => ({
  ...visit,
  leftAt: at,
  result: 'left',
  waitSeconds: (at - visit.joinedAt) / 1000,
});

const isEndedByCall = ({ endedAt }: Ended, { leftAt }: QueueVisit): boolean =>
  endedAt !== undefined && leftAt === endedAt;

const replaceLast = (visits: readonly QueueVisit[], visit: QueueVisit): readonly QueueVisit[] => [
  ...visits.slice(0, -1),
  visit,
];

function withVisits<Of extends QueueHistory>(record: Of, visits: readonly QueueVisit[]): Of {
  const waitedSeconds = sum(visits.map(({ waitSeconds = 0 }) => waitSeconds));
  const handleSeconds = sum(visits.map((visit) => visit.handleSeconds));
  const talkSeconds = sum([record.talkSeconds, handleSeconds, -record.handleSeconds]);
  return { ...record, visits, waitedSeconds, handleSeconds, talkSeconds };
}

/** Whole milliseconds, so that no sum tells a millionth of a second. */
const sum = (seconds: readonly number[]): number =>
  Math.round(seconds.reduce((total, part) => total + part, 0) * 1000) / 1000;
