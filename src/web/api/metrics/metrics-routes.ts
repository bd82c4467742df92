import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ReportError } from '../../../reports/errors.ts';
import { DEFAULT_REPEAT_WINDOW, REPEAT_WINDOWS } from '../../../reports/figures/call-figures.ts';
import { DEFAULT_SERVICE_LEVEL, SERVICE_LEVELS } from '../../../reports/figures/service-level.ts';
import { DEFAULT_THRESHOLDS } from '../../../reports/queue-counts.ts';
import type { Reports } from '../../../reports/reports.ts';
import { WAIT_BOUNDS } from '../../../reports/waits.ts';
import { ApiError } from '../api-error.ts';
import { range, rangeOfDays, readDays, readRange } from './range.ts';
import {
  createInstantWords,
  type QueuesManner,
  toCallRows,
  toCallTotal,
  toNodeRow,
  toQueueRow,
  toQueueTotals,
} from './rows.ts';
import {
  CallFiguresAnswer,
  CallTotalAnswer,
  NodeFiguresAnswer,
  QueueFiguresAnswer,
  QueueTotalAnswer,
} from './schemas.ts';

export interface MetricsRoutesOptions {
  readonly reports: Reports;
}

const config = { permission: 'read-metrics' } as const;
const tags = ['metrics'];

const Word = z.string().min(1).max(100);
/** One of some numbers, as an address writes it. */
const oneOf = <const Number extends number>(numbers: readonly [Number, ...Number[]]) =>
  z.coerce.number().pipe(z.literal(numbers, `is one of ${numbers.join(', ')}`));

const QueuesQuery = z.strictObject({
  ...range,
  queue: Word.optional().describe('This queue alone.'),
  region: Word.optional().describe('Calls of this region alone.'),
  variant: z.enum(SERVICE_LEVELS).default(DEFAULT_SERVICE_LEVEL).describe('The formula of service level.'),
  answerSeconds: oneOf(WAIT_BOUNDS)
    .default(DEFAULT_THRESHOLDS.answerSeconds)
    .describe(`T: whoever is answered within it was answered in time. One of ${WAIT_BOUNDS.join(', ')}.`),
  shortSeconds: oneOf(WAIT_BOUNDS)
    .default(DEFAULT_THRESHOLDS.shortSeconds)
    .describe('s: abandonment within it is short. One of the same.'),
});

const CallsQuery = z.strictObject({
  ...range,
  region: Word.optional().describe('Calls of this region alone.'),
  repeatDays: oneOf(REPEAT_WINDOWS)
    .default(DEFAULT_REPEAT_WINDOW)
    .describe(`Within how many times 24 hours another call is a repetition. One of ${REPEAT_WINDOWS.join(', ')}.`),
});

const NodesQuery = z.strictObject({
  ...rangeOfDays,
  flow: Word.optional().describe('The nodes of this flow alone.'),
});

/** `/metrics/…`: the figures of queues, of calls and of nodes. */
export const metricsRoutes: FastifyPluginAsyncZod<MetricsRoutesOptions> = async (app, { reports }) => {
  app.get(
    '/metrics/queues',
    {
      config,
      schema: {
        summary: 'Figures of queues: service level, waits, abandonment, handle time',
        description: 'A visit counts where it began. What had no visit has no row.',
        tags,
        querystring: QueuesQuery,
        response: { 200: z.object({ rows: z.array(QueueFiguresAnswer), totals: z.array(QueueTotalAnswer) }) },
      },
    },
    async ({ query }) => {
      const { zone, queue, region, variant, answerSeconds, shortSeconds } = query;
      const manner: QueuesManner = {
        words: createInstantWords(zone),
        variant,
        thresholds: { answerSeconds, shortSeconds },
      };
      const asked = { stretches: readRange(query), queue, region };
      const rows = await whenCounted(reports.queues(asked));
      return { rows: rows.map((row) => toQueueRow(row, manner)), totals: [...toQueueTotals(rows, manner)] };
    },
  );

  app.get(
    '/metrics/calls',
    {
      config,
      schema: {
        summary: 'Figures of calls: outcomes, containment, repetitions, codes, satisfaction, closed hours',
        description: 'A call counts where it began; calls by which agents take calls are none.',
        tags,
        querystring: CallsQuery,
        response: { 200: z.object({ rows: z.array(CallFiguresAnswer), total: CallTotalAnswer }) },
      },
    },
    async ({ query }) => {
      const { zone, region, repeatDays } = query;
      const rows = await whenCounted(reports.calls({ stretches: readRange(query), region }));
      return {
        rows: [...toCallRows(rows, createInstantWords(zone), repeatDays)],
        total: toCallTotal(rows, repeatDays),
      };
    },
  );

  await app.register(nodeRoutes, { reports });
};

const nodeRoutes: FastifyPluginAsyncZod<MetricsRoutesOptions> = async (app, { reports }) => {
  app.get(
    '/metrics/nodes',
    {
      config,
      schema: {
        summary: 'What callers do at each node: where they go, miss, ask for a person and drop off',
        description: 'By days of UTC; a call counts on the day on which it began.',
        tags,
        querystring: NodesQuery,
        response: { 200: z.object({ rows: z.array(NodeFiguresAnswer) }) },
      },
    },
    async ({ query }) => {
      const { flow } = query;
      const rows = await whenCounted(reports.nodes({ stretches: readDays(query), flow }));
      const words = createInstantWords('UTC');
      return { rows: rows.map((row) => toNodeRow(row, words)) };
    },
  );
};

const COME_BACK_SECONDS = 10;

async function whenCounted<Rows>(asked: Promise<Rows>): Promise<Rows> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    const retryAfterSeconds = COME_BACK_SECONDS;
    throw new ApiError('unavailable', 'Calls are still being counted.', { retryAfterSeconds, cause: error });
  }
}
