import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../src/access/person.ts';
import { type CallCounts, NO_CALL_COUNTS } from '../../../src/reports/call-counts.ts';
import { ReportError } from '../../../src/reports/errors.ts';
import { NO_NODE_COUNTS } from '../../../src/reports/node-counts.ts';
import { NO_QUEUE_COUNTS } from '../../../src/reports/queue-counts.ts';
import type { CallsAsked, NodesAsked, QueuesAsked, Reports } from '../../../src/reports/reports.ts';
import { addWaits, oneWait } from '../../../src/reports/waits.ts';
import { api } from '../../../src/web/api/api.ts';
import { metricsRoutes } from '../../../src/web/api/metrics/metrics-routes.ts';

const LEAD: Person = { id: 'p1', name: 'Ana', roles: ['lead'] };
const AGENT: Person = { id: 'p2', name: 'Bo', roles: ['agent'] };
const HOUR_MS = 3_600_000;

/** Three answered after 10, 20 and 70 s. */
const answered = {
  ...NO_QUEUE_COUNTS,
  offered: 3,
  answered: 3,
  handleMs: 360_000,
  answeredWaits: [10_000, 20_000, 70_000].map(oneWait).reduce(addWaits),
};

let app: FastifyInstance;
let asking = LEAD;
let asked: QueuesAsked | CallsAsked | NodesAsked | undefined;
let isBehind = false;

const reports: Reports = {
  async queues(about) {
    asked = about;
    if (isBehind) throw new ReportError('figures-behind', 'too much');
    return about.stretches.flatMap((stretch) => [
      { ...stretch, queue: 'general', counts: answered },
      { ...stretch, queue: 'login', counts: { ...NO_QUEUE_COUNTS, offered: 1 } },
    ]);
  },
  async calls(about) {
    asked = about;
    const counts: CallCounts = {
      ...NO_CALL_COUNTS,
      calls: 4,
      hungUp: 4,
      endedInIvr: 4,
      identified: 4,
      repeatedIn7Days: 1,
    };
    return about.stretches.flatMap((stretch) => [
      { ...stretch, arrival: 'open', counts },
      { ...stretch, arrival: 'holiday', counts: { ...NO_CALL_COUNTS, calls: 1, message: 1 } },
    ]);
  },
  async nodes(about) {
    asked = about;
    const counts = { ...NO_NODE_COUNTS, entered: 4, noInput: 1, endedByCaller: 1, next: { 'b/c': 3 } };
    return about.stretches.map((stretch) => ({ ...stretch, node: 'a/b', counts }));
  },
};

beforeEach(async () => {
  [asking, asked, isBehind] = [LEAD, undefined, false];
  app = Fastify();
  await app.register(api, {
    prefix: '/api',
    version: '1',
    whoIs: async () => asking,
    audit: async () => undefined,
    whyUnavailable: () => undefined,
    routes: async (routes) => void (await routes.register(metricsRoutes, { reports })),
  });
});
afterEach(() => app.close());

async function get(path: string, query: Readonly<Record<string, string>>) {
  const reply = await app.inject({ method: 'GET', url: `/api/metrics/${path}`, query });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
}

const DAY = { from: '2026-11-23', to: '2026-11-24' };

describe('the figures of queues', () => {
  test('come by queue and interval, with their formula, and in all', async () => {
    const { status, body } = await get('queues', { ...DAY, zone: 'Asia/Shanghai', interval: 'day' });

    expect(status).toBe(200);
    expect(asked).toMatchObject({
      stretches: [{ from: Date.UTC(2026, 10, 22, 16), to: Date.UTC(2026, 10, 23, 16) }],
    });
    expect(body.rows[0]).toMatchObject({
      from: '2026-11-23T00:00:00+08:00',
      to: '2026-11-24T00:00:00+08:00',
      queue: 'general',
      offered: 3,
      serviceLevel: {
        variant: "F5'",
        formula: 'A_T / (A + B − B_s)',
        answerSeconds: 20,
        shortSeconds: 5,
        share: 2 / 3,
      },
      strictServiceLevel: { variant: 'F3' },
      answeredWait: { longestSeconds: 70, p50Seconds: 20, p90Seconds: 70 },
      abandonedWait: { longestSeconds: null, p50Seconds: null, p90Seconds: null },
      handleSeconds: 120,
    });
    expect(body.totals.map((total: { queue: unknown; offered: number }) => [total.queue, total.offered])).toEqual([
      ['general', 3],
      ['login', 1],
      [null, 4],
    ]);
  });

  test('come by another formula and other thresholds', async () => {
    const { body } = await get('queues', {
      ...DAY,
      variant: 'F2',
      answerSeconds: '180',
      queue: 'general',
      region: 'es',
    });

    expect(asked).toMatchObject({ queue: 'general', region: 'es' });
    expect(body.rows[0].serviceLevel).toMatchObject({ variant: 'F2', answerSeconds: 180, share: 1 });
  });

  test('that are still being counted are to be asked for again', async () => {
    isBehind = true;
    const { status, headers, body } = await get('queues', DAY);
    expect({ status, body }).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    expect(headers['retry-after']).toBe('10');
  });
});

test('the figures of calls have closed hours by outcome, and repetitions within the window asked for', async () => {
  const { body } = await get('calls', { ...DAY, interval: 'hour', repeatDays: '7' });

  expect(asked?.stretches).toHaveLength(24);
  expect(body.rows).toHaveLength(24);
  expect(body.rows[0]).toMatchObject({
    calls: 5,
    platformContainment: 4 / 5,
    firstContactResolution: { windowDays: 7, share: 3 / 4, repeated: 1, identified: 4 },
    closedHours: { calls: 1, share: 1 / 5, outcomes: { message: 1, 'hung-up': 0 } },
    satisfaction: { responses: 0, responseRate: 0, mean: null },
  });
  expect(body.total.calls).toBe(24 * 5);
});

test('the figures of nodes are of whole days of UTC', async () => {
  const { body } = await get('nodes', {
    from: '2026-11-23T10:00Z',
    to: '2026-11-25T01:00Z',
    interval: 'day',
    flow: 'a',
  });

  expect(asked).toMatchObject({ flow: 'a' });
  expect(body.rows.map((row: { from: string }) => row.from.slice(0, 10))).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
  ]);
  expect(body.rows[0]).toMatchObject({
    node: 'a/b',
    entered: 4,
    next: [{ node: 'b/c', count: 3, share: 0.75 }],
    dropOff: 0.25,
    noInputRate: 0.25,
    meanSeconds: null,
  });
});

describe('what makes no report is refused, and told where', () => {
  test.each([
    ['queues', { from: '2026-11-24', to: '2026-11-23' }, 'query.to'],
    ['queues', { from: '2026-11-23', to: '2026-11-23' }, 'query.to'],
    ['queues', { from: 'yesterday', to: '2026-11-23' }, 'query.from'],
    ['queues', { from: '2026-02-30', to: '2026-11-23' }, 'query.from'],
    ['queues', { ...DAY, zone: 'Mars/Olympus' }, 'query.zone'],
    ['queues', { ...DAY, zone: 'Asia/Kathmandu', interval: 'day' }, 'query.zone'],
    ['queues', { from: '2016-01-01', to: '2026-01-01', interval: 'day' }, 'query.interval'],
    ['queues', { ...DAY, answerSeconds: '17' }, 'query.answerSeconds'],
    ['queues', { ...DAY, variant: 'F9' }, 'query.variant'],
    ['calls', { ...DAY, repeatDays: '14' }, 'query.repeatDays'],
    ['nodes', { ...DAY, interval: 'hour' }, 'query.interval'],
  ])('%s %o', async (path, query, field) => {
    const { status, body } = await get(path, query);
    expect({ status, body }).toMatchObject({ status: 400, body: { error: 'bad-request', field } });
    expect(asked).toBeUndefined();
  });

  test('a filter that there is not', async () => {
    expect(await get('calls', { ...DAY, queue: 'general' })).toMatchObject({ status: 400 });
  });
});

test.each(['queues', 'calls', 'nodes'])('an agent sees no figures of %s', async (path) => {
  asking = AGENT;
  expect(await get(path, DAY)).toMatchObject({ status: 403, body: { error: 'forbidden' } });
});

test('an instant whose plus sign came as a blank is understood', async () => {
  const reply = await app.inject('/api/metrics/queues?from=2026-11-23T00:00+08:00&to=2026-11-23T01:00+08:00');
  expect(reply.statusCode).toBe(200);
  expect(asked?.stretches).toEqual([{ from: Date.UTC(2026, 10, 22, 16), to: Date.UTC(2026, 10, 22, 16) + HOUR_MS }]);
});
