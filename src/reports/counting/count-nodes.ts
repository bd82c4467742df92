import { type CallRecord, compareFacts, type RecordedFact } from '../../calls/call-record.ts';
import { FOR_A_PERSON } from '../../calls/record/course.ts';
import type { NodeId } from '../../flow/ids.ts';
import { addNodeCounts, NO_NODE_COUNTS, type NodeCounts, type NodeSum } from '../node-counts.ts';
import type { NodeRow, NodesAsked } from '../reports.ts';
import type { ReportedCall } from './count-calls.ts';
import { createTally, type Tally } from './tally.ts';

/** Counts what calls did at nodes from their facts: what any database that answers for them must say. */
export function countNodes(calls: readonly ReportedCall[], { stretches, flow }: NodesAsked): readonly NodeRow[] {
  const tally = createTally(stretches, addNodeCounts);
  for (const reported of calls) {
    if (reported.call.agent === undefined) countCall(tally, reported);
  }
  return tally
    .rows()
    .filter(({ word }) => flow === undefined || word.startsWith(`${flow}/`))
    .map(({ word: node, ...row }) => ({ ...row, node }));
}

function countCall(tally: Tally<NodeCounts>, { call, facts }: ReportedCall): void {
  const add = (node: NodeId, counts: Partial<NodeCounts>): void =>
    tally.add(call.startedAt, node, { ...NO_NODE_COUNTS, ...counts });
  const sorted = facts.toSorted(compareFacts);
  for (const { fact } of sorted) {
    const sum = sumOf(fact);
    if (sum && 'node' in fact) add(fact.node, { [sum]: 1 });
  }
  const entries = sorted.flatMap(({ at, fact }) => (fact.type === 'node-entered' ? [{ at, node: fact.node }] : []));
  for (const [place, { at, node }] of entries.entries()) {
    const next = entries[place + 1];
    if (next) add(node, { ...stay(next.at - at), next: { [next.node]: 1 } });
    else if (call.endedAt !== undefined) add(node, { ...stay(call.endedAt - at), [ENDED_BY[sideOf(call)]]: 1 });
  }
}

/** What a fact adds at its node. */
function sumOf(fact: RecordedFact['fact']): NodeSum | undefined {
  switch (fact.type) {
    case 'node-entered':
      return 'entered';
    case 'missed':
      return fact.cause === 'no-input' ? 'noInput' : 'noMatch';
    case 'exhausted':
      return 'exhausted';
    case 'chosen':
      return fact.exit === FOR_A_PERSON ? 'zeroOuts' : undefined;
    default:
      return undefined;
  }
}

const ENDED_BY = {
  caller: 'endedByCaller',
  agent: 'endedByAgent',
  system: 'endedBySystem',
} as const satisfies Readonly<Record<string, NodeSum>>;

/** A call that was lost was ended by no person. */
const sideOf = ({ endedBy = 'system' }: CallRecord): keyof typeof ENDED_BY => endedBy;

/** A stay that is over, in whole tenths of a second; the end of a call may be told before what it did last. */
function stay(ms: number): Pick<NodeCounts, 'stays' | 'tenths' | 'squaredTenths'> {
  const tenths = Math.floor((Math.max(0, ms) + 50) / 100);
  return { stays: 1, tenths, squaredTenths: tenths * tenths };
}
