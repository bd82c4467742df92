import type { CallRecord } from '../calls/call-record.ts';
import type { QueueVisit } from '../calls/record/queue-history.ts';
import { showTail } from '../values/phone-number.ts';
import type { CallSummary } from './call-search.ts';

/** What whoever looks at calls may see of them. */
export interface ViewOptions {
  /** Whether the names and words of callers are shown. */
  readonly withWords: boolean;
}

/** A call as a list shows it: the number masked, instants in ISO 8601 (UTC), and without what is not known. */
export type CallSummaryView = ReturnType<typeof toCallSummaryView>;

export function toCallSummaryView(call: CallSummary, { withWords }: ViewOptions) {
  const { caller, endedAt } = call;
  return {
    callSid: call.sid,
    startedAt: toIso(call.startedAt),
    endedAt: endedAt === undefined ? undefined : toIso(endedAt),
    endedBy: call.endedBy,
    disposition: call.disposition ?? ('running' as const),
    caller: caller === undefined ? undefined : showTail(caller),
    callerName: withWords ? call.callerName : undefined,
    status: call.status,
    durationSeconds: call.durationSeconds,
    agent: call.agent,
    dialled: call.dialled,
    release: call.release,
    region: call.region,
    language: call.language,
    topic: call.topic,
    rating: call.rating,
    verification: call.verification,
    codes: call.codes,
    arrival: call.arrival,
    lastNode: call.lastNode,
    misses: call.misses,
    zeroOuts: call.zeroOuts,
    errors: call.errors,
    task: call.task,
    queue: call.queue,
    queues: call.queues,
    waitedSeconds: call.waitedSeconds,
    handleSeconds: call.handleSeconds,
    talkSeconds: call.talkSeconds,
    transferred: call.transferred,
    callback: call.callback,
    voicemail: call.voicemail,
    transcript: withWords ? call.transcript : undefined,
  };
}

/** The same with all that happened in it, as a single call and an export in JSON have it. */
export type CallView = ReturnType<typeof toCallView>;

export const toCallView = (call: CallRecord, options: ViewOptions) => ({
  ...toCallSummaryView(call, options),
  nodes: call.nodes,
  visits: call.visits.map(toVisitView),
});

const toVisitView = ({ queue, joinedAt, leftAt, result, waitSeconds, handleSeconds }: QueueVisit) => ({
  queue,
  joinedAt: toIso(joinedAt),
  leftAt: leftAt === undefined ? undefined : toIso(leftAt),
  result,
  waitSeconds,
  handleSeconds,
});

const toIso = (at: number): string => new Date(at).toISOString();
