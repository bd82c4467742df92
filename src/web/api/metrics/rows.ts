import type { z } from 'zod';
import { toIsoInstant } from '../../../hours/iso-instant.ts';
import { addCallCounts, type CallCounts, NO_CALL_COUNTS } from '../../../reports/call-counts.ts';
import { callFiguresOf, closedHourFiguresOf, type RepeatWindow } from '../../../reports/figures/call-figures.ts';
import { nodeFiguresOf } from '../../../reports/figures/node-figures.ts';
import { queueFiguresOf } from '../../../reports/figures/queue-figures.ts';
import type { ServiceLevelVariant } from '../../../reports/figures/service-level.ts';
import { addQueueCounts, NO_QUEUE_COUNTS, type QueueCounts, type Thresholds } from '../../../reports/queue-counts.ts';
import type { CallRow, NodeRow, QueueRow } from '../../../reports/reports.ts';
import type { Stretch } from '../../../reports/stretches.ts';
import type {
  CallFiguresAnswer,
  CallTotalAnswer,
  NodeFiguresAnswer,
  QueueFiguresAnswer,
  QueueTotalAnswer,
} from './schemas.ts';

type InstantWords = (at: number) => string;

/** Instants as the clocks of a zone show them; most rows share theirs with others. */
export function createInstantWords(zone: string): InstantWords {
  const known = new Map<number, string>();
  return (at) => {
    const words = known.get(at) ?? toIsoInstant(at, zone);
    known.set(at, words);
    return words;
  };
}

const toStretch = ({ from, to }: Stretch, words: InstantWords) => ({ from: words(from), to: words(to) });

export interface QueuesManner {
  readonly words: InstantWords;
  readonly thresholds: Thresholds;
  readonly variant: ServiceLevelVariant;
}

export const toQueueRow = (row: QueueRow, manner: QueuesManner): z.input<typeof QueueFiguresAnswer> => ({
  ...toStretch(row, manner.words),
  queue: row.queue,
  ...toQueueAnswer(row.counts, manner),
});

/** Each queue over all stretches, then all queues together. */
export function toQueueTotals(
  rows: readonly QueueRow[],
  manner: QueuesManner,
): readonly z.input<typeof QueueTotalAnswer>[] {
  const byQueue = new Map<string, QueueCounts>();
  for (const { queue, counts } of rows)
    byQueue.set(queue, addQueueCounts(byQueue.get(queue) ?? NO_QUEUE_COUNTS, counts));
  const all = [...byQueue.values()].reduce(addQueueCounts, NO_QUEUE_COUNTS);
  const sorted = [...byQueue].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [...sorted, [null, all] as const].map(([queue, counts]) => ({ queue, ...toQueueAnswer(counts, manner) }));
}

function toQueueAnswer(counts: QueueCounts, { thresholds, variant }: QueuesManner) {
  const { offered, answered, abandoned, diverted, lost, callbacksRequested } = counts;
  const figures = queueFiguresOf(counts, thresholds, variant);
  return { offered, answered, abandoned, diverted, lost, callbacksRequested, ...figures };
}

/** One for each stretch in which there were calls. */
export function toCallRows(
  rows: readonly CallRow[],
  words: InstantWords,
  repeatDays: RepeatWindow,
): readonly z.input<typeof CallFiguresAnswer>[] {
  const byStart = Map.groupBy(rows, ({ from }) => from);
  return [...byStart.values()].flatMap((own) =>
    own.slice(0, 1).map((first) => ({ ...toStretch(first, words), ...toCallTotal(own, repeatDays) })),
  );
}

/** All calls together. */
export const toCallTotal = (rows: readonly CallRow[], repeatDays: RepeatWindow): z.input<typeof CallTotalAnswer> => {
  const countsOf = (isMeant: (row: CallRow) => boolean): CallCounts =>
    rows.filter(isMeant).reduce((sum, { counts }) => addCallCounts(sum, counts), NO_CALL_COUNTS);
  const closed = countsOf(({ arrival }) => arrival !== 'open' && arrival !== 'unknown');
  const open = countsOf(({ arrival }) => arrival === 'open');
  return {
    ...callFiguresOf(
      countsOf(() => true),
      repeatDays,
    ),
    closedHours: closedHourFiguresOf(closed, open),
  };
};

export const toNodeRow = (row: NodeRow, words: InstantWords): z.input<typeof NodeFiguresAnswer> => {
  const { next, ...figures } = nodeFiguresOf(row.counts);
  return { ...toStretch(row, words), node: row.node, ...figures, next: [...next] };
};
