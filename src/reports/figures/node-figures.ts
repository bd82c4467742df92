import type { NodeId } from '../../flow/ids.ts';
import type { NodeCounts } from '../node-counts.ts';
import { type Figure, ratio } from './ratio.ts';

/**
 * One step of the waterfall: who came, and where each of them went. Source: the logging strategy of VIDesign, which asks
 * for entries, ways on, silences, no-matches, who disconnected, and mean and standard deviation of the time in a node.
 */
export interface NodeFigures {
  readonly entered: number;
  /** Where calls went on to, the commonest first; shares are of `entered`. */
  readonly next: readonly { readonly node: NodeId; readonly count: number; readonly share: Figure }[];
  /** Calls that ended there / entered. */
  readonly dropOff: Figure;
  /** The same by whose side ended them. */
  readonly ended: { readonly byCaller: number; readonly byAgent: number; readonly bySystem: number };
  /** Silences / entered. A node asks more than once, so that this may be more than 1; so may the next two. */
  readonly noInputRate: Figure;
  readonly noMatchRate: Figure;
  /** Zero-out rate: requests for a person made there / entered. */
  readonly zeroOutRate: Figure;
  /** Callers who had no attempt left / entered. */
  readonly exhaustedRate: Figure;
  readonly meanSeconds: Figure;
  /** Standard deviation of the time in the node, of all stays and not of a sample. */
  readonly deviationSeconds: Figure;
}

export function nodeFiguresOf(counts: NodeCounts): NodeFigures {
  const { entered, endedByCaller, endedByAgent, endedBySystem } = counts;
  return {
    entered,
    next: waysOf(counts),
    dropOff: ratio(endedByCaller + endedByAgent + endedBySystem, entered),
    ended: { byCaller: endedByCaller, byAgent: endedByAgent, bySystem: endedBySystem },
    noInputRate: ratio(counts.noInput, entered),
    noMatchRate: ratio(counts.noMatch, entered),
    zeroOutRate: ratio(counts.zeroOuts, entered),
    exhaustedRate: ratio(counts.exhausted, entered),
    meanSeconds: ratio(counts.tenths / 10, counts.stays),
    deviationSeconds: deviationOf(counts),
  };
}

const waysOf = ({ next, entered }: NodeCounts): NodeFigures['next'] =>
  Object.entries(next)
    .map(([node, count]) => ({ node, count, share: ratio(count, entered) }))
    .toSorted((one, other) => other.count - one.count || (one.node < other.node ? -1 : 1));

/** √(Σx² / n − (Σx / n)²); rounding may take the difference a hair below 0. */
function deviationOf({ stays, tenths, squaredTenths }: NodeCounts): Figure {
  if (stays === 0) return null;
  return Math.sqrt(Math.max(0, squaredTenths / stays - (tenths / stays) ** 2)) / 10;
}
