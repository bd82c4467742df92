import type { CallRecord } from '../../src/calls/call-record.ts';
import type { CallSummary } from '../../src/records/call-search.ts';

/** A call as a list has it. */
export function summaryOf(call: CallRecord): CallSummary {
  const { nodes: _nodes, visits: _visits, lastAt: _at, lastTurn: _turn, lastIndex: _index, ...summary } = call;
  return summary;
}
