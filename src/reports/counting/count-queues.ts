import type { CallRecord } from '../../calls/call-record.ts';
import type { QueueVisit } from '../../calls/record/queue-history.ts';
import { addQueueCounts, NO_QUEUE_COUNTS, type QueueCounts } from '../queue-counts.ts';
import type { QueueRow, QueuesAsked } from '../reports.ts';
import { oneWait, toMs } from '../waits.ts';
import { createTally } from './tally.ts';

/** Counts the visits of queues from calls themselves: what any database that answers for them must say. */
export function countQueues(calls: readonly CallRecord[], asked: QueuesAsked): readonly QueueRow[] {
  const tally = createTally(asked.stretches, addQueueCounts);
  for (const { visits } of calls.filter((call) => asked.region === undefined || call.region === asked.region)) {
    for (const [place, visit] of visits.entries()) {
      if (asked.queue !== undefined && visit.queue !== asked.queue) continue;
      tally.add(visit.joinedAt, visit.queue, countVisit(visit, visits[place + 1]));
    }
  }
  return tally.rows().map(({ word: queue, ...row }) => ({ ...row, queue }));
}

/** `next` is the visit of the same call that came after. */
function countVisit({ queue, result, waitSeconds = 0, handleSeconds }: QueueVisit, next?: QueueVisit): QueueCounts {
  const wait = oneWait(toMs(Math.max(0, waitSeconds)));
  const offered = { ...NO_QUEUE_COUNTS, offered: 1 };
  switch (result) {
    case undefined:
      return offered;
    case 'answered': {
      const moved = next !== undefined && next.queue !== queue ? 1 : 0;
      return { ...offered, answered: 1, moved, handleMs: toMs(Math.max(0, handleSeconds)), answeredWaits: wait };
    }
    case 'abandoned':
      return { ...offered, abandoned: 1, abandonedWaits: wait };
    case 'lost':
      return { ...offered, lost: 1 };
    default:
      return { ...offered, diverted: 1, callbacksRequested: result === 'callback' ? 1 : 0 };
  }
}
