import type { NodeId } from '../../flow/ids.ts';
import { isEnough, type Level } from '../../flow/variables.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { showTail } from '../../values/phone-number.ts';
import type { CallRecord } from '../call-record.ts';
import type { LiveEvent } from './live-event.ts';

/** A call that runs, at a glance: all that the live events of it have told. */
export interface RunningCall {
  readonly callSid: CallSid;
  /** When it was first heard of; epoch milliseconds. */
  readonly startedAt: number;
  readonly dialled?: string;
  /** As `+44••••••0123`. */
  readonly caller?: string;
  readonly isAgent?: true;
  readonly region?: string;
  readonly language?: string;
  /** The one entered last. */
  readonly node?: NodeId;
  /** The queue that the caller waits in, and since when; epoch milliseconds. */
  readonly waiting?: { readonly queue: string; readonly since: number };
  /** The queues joined so far. */
  readonly queues: readonly string[];
  /** The highest level that was reached. */
  readonly verification: Level;
}

/** A call that runs, by its record. */
export function toRunningCall(record: CallRecord): RunningCall {
  const { sid, startedAt, caller, agent, dialled, region, language, lastNode, queues, visits, verification } = record;
  const visit = visits.at(-1);
  return {
    callSid: sid,
    startedAt,
    queues,
    verification,
    ...(dialled === undefined ? {} : { dialled }),
    ...(caller === undefined ? {} : { caller: showTail(caller) }),
    ...(agent === undefined ? {} : { isAgent: true }),
    ...(region === undefined ? {} : { region }),
    ...(language === undefined ? {} : { language }),
    ...(lastNode === undefined ? {} : { node: lastNode }),
    ...(visit && visit.leftAt === undefined ? { waiting: { queue: visit.queue, since: visit.joinedAt } } : {}),
  };
}

/** The call after an event, of which it may be the first that is heard; nothing where the call has ended. */
export function withLiveEvent(known: RunningCall | undefined, event: LiveEvent): RunningCall | undefined {
  const { callSid, at } = event;
  const call = known ?? { callSid, startedAt: at, queues: [], verification: 'none' as const };
  switch (event.type) {
    case 'started': {
      const { type: _type, at: _at, ...start } = event;
      return { ...call, ...start };
    }
    case 'region':
      return { ...call, region: event.region };
    case 'language':
      return { ...call, language: event.language };
    case 'node':
      return { ...call, node: event.node };
    case 'verified':
      return isEnough(call.verification, event.level) ? call : { ...call, verification: event.level };
    case 'queue-joined':
      return { ...call, waiting: { queue: event.queue, since: at }, queues: withQueue(call.queues, event.queue) };
    case 'queue-left': {
      const { waiting: _waiting, ...left } = call;
      return left;
    }
    case 'service-unavailable':
      return call;
    case 'ended':
      return undefined;
  }
}

const withQueue = (queues: readonly string[], queue: string): readonly string[] =>
  queues.includes(queue) ? queues : [...queues, queue];
