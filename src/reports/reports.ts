import type { NodeId } from '../flow/ids.ts';
import type { Arrival, CallCounts } from './call-counts.ts';
import type { NodeCounts } from './node-counts.ts';
import type { QueueCounts } from './queue-counts.ts';
import type { Stretch } from './stretches.ts';

/** The stretches that are asked for: in order, none overlapping another, borders on half-hours of UTC. */
interface AskedStretches {
  readonly stretches: readonly Stretch[];
}

export interface QueuesAsked extends AskedStretches {
  /** Of this queue alone. */
  readonly queue?: string | undefined;
  /** Of calls of this region alone. */
  readonly region?: string | undefined;
}

export interface CallsAsked extends AskedStretches {
  readonly region?: string | undefined;
}

/** Borders are days of UTC. */
export interface NodesAsked extends AskedStretches {
  /** Of the nodes of this flow alone. */
  readonly flow?: string | undefined;
}

export interface QueueRow extends Stretch {
  readonly queue: string;
  readonly counts: QueueCounts;
}

export interface CallRow extends Stretch {
  readonly arrival: Arrival;
  readonly counts: CallCounts;
}

export interface NodeRow extends Stretch {
  readonly node: NodeId;
  readonly counts: NodeCounts;
}

/**
 * What is counted of the record of calls, as it stands at the moment of asking. Rows are in the order of their stretches,
 * then by queue, arrival or node; where there was nothing, there is no row. Every method rejects where the database
 * cannot be reached, and with the `ReportError` `figures-behind` where too much was recorded lately to be counted at once.
 */
export interface Reports {
  queues(asked: QueuesAsked): Promise<readonly QueueRow[]>;
  calls(asked: CallsAsked): Promise<readonly CallRow[]>;
  nodes(asked: NodesAsked): Promise<readonly NodeRow[]>;
}
