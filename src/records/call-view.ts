import type { CallRecord } from '../calls/call-record.ts';
import type { QueueVisit } from '../calls/record/queue-history.ts';
import { showTail } from '../values/phone-number.ts';

/** What whoever looks at calls may see of them. */
export interface ViewOptions {
  /** Whether the names and words of callers are shown. */
  readonly withWords: boolean;
}

/**
 * A call as it is shown: the number masked, instants in ISO 8601 (UTC), and without what is not known. Lists, single calls
 * and exports in JSON have the same.
 */
export type CallView = ReturnType<typeof toCallView>;

export function toCallView(call: CallRecord, { withWords }: ViewOptions) {
  const { sid, startedAt, endedAt, caller, callerName, transcript, visits, disposition, ...rest } = call;
  const { lastAt: _at, lastTurn: _turn, lastIndex: _index, callerTail: _tail, ...known } = rest;
  return {
    callSid: sid,
    startedAt: toIso(startedAt),
    ...(endedAt === undefined ? {} : { endedAt: toIso(endedAt) }),
    disposition: disposition ?? ('running' as const),
    ...(caller === undefined ? {} : { caller: showTail(caller) }),
    ...known,
    visits: visits.map(toVisitView),
    ...(withWords && callerName !== undefined ? { callerName } : {}),
    ...(withWords && transcript !== undefined ? { transcript } : {}),
  };
}

function toVisitView({ joinedAt, leftAt, ...visit }: QueueVisit) {
  return {
    ...visit,
    joinedAt: toIso(joinedAt),
    ...(leftAt === undefined ? {} : { leftAt: toIso(leftAt) }),
  };
}

const toIso = (at: number): string => new Date(at).toISOString();
