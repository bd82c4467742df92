import type { RecordedFact } from '../calls/call-record.ts';
import type { Fact } from '../flow/facts.ts';
import type { NodeId } from '../flow/ids.ts';
import { type LineOptions, toLine } from './words/fact-lines.ts';

/** One thing that happened in a call. */
export interface TimelineEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Lane and turn, such as `c.3`. */
  readonly turn: string;
  readonly type: Fact['type'];
  /** What happened, in a line. */
  readonly text: string;
  /** The node the call was on. Absent before the first. */
  readonly node?: NodeId;
  /** Where a node is entered: how long the call stayed there. Absent while it is there. */
  readonly seconds?: number;
}

/** Facts that come of a call after it is over, and say nothing of where it was. */
const AFTERWARDS: ReadonlySet<Fact['type']> = new Set([
  'recording-ready',
  'transcribed',
  'not-transcribed',
  'call-lasted',
  'reaped',
]);

/** What happened in a call, node by node. `facts` are in the order in which they happened, and so is what is given. */
export function toTimeline(facts: readonly RecordedFact[], options: LineOptions): readonly TimelineEntry[] {
  let node: NodeId | undefined;
  return facts.map(({ at, turn, fact }, index) => {
    if (fact.type === 'node-entered') node = fact.node;
    const seconds = fact.type === 'node-entered' ? secondsAt(facts, index) : undefined;
    return {
      at,
      turn,
      type: fact.type,
      text: toLine(fact, options),
      ...(node === undefined || AFTERWARDS.has(fact.type) ? {} : { node }),
      ...(seconds === undefined ? {} : { seconds }),
    };
  });
}

/** From entering a node to entering the next, or to the end of the call. */
function secondsAt(facts: readonly RecordedFact[], index: number): number | undefined {
  const left = facts.slice(index + 1).find(({ fact: { type } }) => type === 'node-entered' || type === 'call-ended');
  const entered = facts[index];
  return left && entered ? (left.at - entered.at) / 1000 : undefined;
}
