import type { Disposition, FactOf } from '../../flow/facts.ts';
import { endVisit, hasAnswered, type QueueHistory } from './queue-history.ts';

/** How a call ended. All of it is absent while nobody has told. */
export interface Ending {
  /** Of a lost call the last that was heard of it. Epoch milliseconds. */
  readonly endedAt?: number;
  /** `lost` where the end never came. */
  readonly disposition?: Disposition | 'lost';
  /** The carrier's word for how the call ended. */
  readonly status?: string;
  /** The whole call, as the carrier counts it. */
  readonly durationSeconds?: number;
  /** Whose side ended the call, or the talk that it was about. Absent where no fact tells. */
  readonly endedBy?: 'caller' | 'agent' | 'system';
}

/** A call ends once; what is told of another end changes nothing. */
export function ended<Of extends Ending & QueueHistory>(record: Of, fact: FactOf<'call-ended'>, at: number): Of {
  if (record.endedAt !== undefined) return record;
  const { disposition, status, seconds } = fact;
  const duration = seconds === undefined ? {} : { durationSeconds: seconds };
  const ending = { endedAt: at, disposition, status, endedBy: endedBy(disposition, record), ...duration };
  return endVisit({ ...record, ...ending }, at, disposition === 'abandoned-in-queue' ? 'abandoned' : 'left');
}

/** The end of a call may be told before the talk that it ended: then only what comes later says that there was one. */
export const answered = <Of extends Ending>(record: Of): Of =>
  record.disposition === 'abandoned-in-queue' || record.disposition === 'caller-hung-up'
    ? { ...record, disposition: 'answered' }
    : record;

/** Takes a call of which no end was told for lost, since it was last heard of. */
export const reaped = <Of extends Ending & QueueHistory>(record: Of, lastAt: number): Of =>
  record.endedAt === undefined
    ? endVisit({ ...record, endedAt: lastAt, disposition: 'lost' as const }, lastAt, 'lost')
    : record;

/** What comes of a call after its end, and so is no sign that a lost one lives. */
const AFTER_END: ReadonlySet<string> = new Set([
  'recording-ready',
  'transcribed',
  'not-transcribed',
  'call-lasted',
  'reaped',
]);

/** Whether a fact tells that a call which was taken for lost was not. */
export const refutesLoss = ({ disposition }: Ending, { type }: { readonly type: string }): boolean =>
  disposition === 'lost' && !AFTER_END.has(type);

const ENDED_BY: Readonly<Record<Exclude<Disposition, 'answered'>, NonNullable<Ending['endedBy']>>> = {
  completed: 'system',
  'caller-hung-up': 'caller',
  'abandoned-in-queue': 'caller',
  'no-answer': 'caller',
  failed: 'system',
};

/** A talk that was over before the call was ended by whoever the caller talked to. */
function endedBy(disposition: Disposition, record: QueueHistory): NonNullable<Ending['endedBy']> {
  if (disposition !== 'answered') return ENDED_BY[disposition];
  return hasAnswered(record) || record.transferred ? 'agent' : 'caller';
}
