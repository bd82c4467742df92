import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person, Refusal } from '../../../src/access/person.ts';
import { createLiveBoard, type LiveBoard } from '../../../src/calls/live/live-board.ts';
import { createMemoryLiveLine, type LiveLine } from '../../../src/calls/live/live-events.ts';
import type { RunningCall } from '../../../src/calls/live/running-call.ts';
import type { Fact } from '../../../src/flow/facts.ts';
import { api } from '../../../src/web/api/api.ts';
import type { WhoIs } from '../../../src/web/api/guard.ts';
import { liveRoutes } from '../../../src/web/api/live-routes.ts';
import { type EventSource, listenTo } from '../../support/event-source.ts';
import { callSid, NOON } from '../../support/journal-entries.ts';

const OPS: Person = { id: 'p1', name: 'Ana', roles: ['ops'] };

let app: FastifyInstance;
let url = '';
let line: LiveLine;
let board: LiveBoard;
let asking: () => Promise<Person | Refusal>;
let recorded: () => Promise<readonly RunningCall[]>;
const sources: EventSource[] = [];
const MANY = 30_000;

/** Looks anew each time, as that of sessions does. */
const whoIs: WhoIs = () => asking();

beforeEach(async () => {
  asking = async () => OPS;
  recorded = async () => [];
  line = createMemoryLiveLine();
  let boards = 0;
  board = createLiveBoard({
    events: line,
    findRunning: () => recorded(),
    newName() {
      boards += 1;
      return `board${boards}`;
    },
    // Nothing is read again, and nobody's absence ends the board.
    after: () => () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  app = Fastify();
  await app.register(api, {
    prefix: '/api',
    version: '1',
    whoIs,
    audit: async () => undefined,
    whyUnavailable: (error) => (error instanceof RangeError ? 'The record cannot be reached now.' : undefined),
    routes: async (routes) => void (await routes.register(liveRoutes, { board, whoIs, checkMs: 20 })),
  });
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/api/live`;
});
afterEach(async () => {
  for (const source of sources.splice(0)) source.close();
  board.close();
  await app.close();
});

async function listen(query = '', headers: Readonly<Record<string, string>> = {}): Promise<EventSource> {
  const source = await listenTo(`${url}${query}`, headers);
  sources.push(source);
  if (source.status === 200) await source.first(() => true);
  return source;
}

const happens = (number: number, ...facts: Fact[]) => line.tell({ sid: callSid(number), at: NOON, facts });
const started = (region: string): Fact => ({
  type: 'call-started',
  release: 'r1',
  dialled: '+85230000000',
  caller: '+85291234567',
  region,
});
const kindsOf = ({ events }: EventSource) =>
  events.map(({ event, data }) => (event === 'call' ? `call ${Reflect.get(Object(data), 'type')}` : event));

test('whoever listens gets what runs, and then what happens, with the call as it is after it', async () => {
  recorded = async () => [
    {
      callSid: callSid(1),
      startedAt: NOON,
      queues: ['login'],
      waiting: { queue: 'login', since: NOON },
      verification: 'none',
    },
  ];
  const source = await listen();
  happens(2, started('hk'), { type: 'queue-joined', queue: 'general' });
  await source.first(({ event }) => event === 'call');
  happens(1, { type: 'call-ended', disposition: 'abandoned-in-queue', status: 'completed' });
  await source.first(({ data }) => Reflect.get(Object(data), 'type') === 'ended');

  const at = '2025-11-23T12:00:00.000Z';
  const caller = '+852••••4567';
  const call = {
    callSid: callSid(2),
    startedAt: at,
    region: 'hk',
    dialled: '+85230000000',
    caller,
    verification: 'none',
  };
  const waiting = { queue: 'general', since: at };
  expect(source.events.map(({ event, id, data }) => ({ event, id, data }))).toEqual([
    {
      event: 'snapshot',
      id: 'board1-0',
      data: {
        calls: [
          {
            callSid: callSid(1),
            startedAt: at,
            queues: ['login'],
            waiting: { queue: 'login', since: at },
            verification: 'none',
          },
        ],
      },
    },
    {
      event: 'call',
      id: 'board1-1',
      data: {
        callSid: callSid(2),
        at,
        type: 'started',
        region: 'hk',
        dialled: '+85230000000',
        caller,
        call: { ...call, queues: [] },
      },
    },
    {
      event: 'call',
      id: 'board1-2',
      data: {
        callSid: callSid(2),
        at,
        type: 'queue-joined',
        queue: 'general',
        call: { ...call, queues: ['general'], waiting },
      },
    },
    {
      event: 'call',
      id: 'board1-3',
      data: { callSid: callSid(1), at, type: 'ended', disposition: 'abandoned-in-queue', call: null },
    },
  ]);
  expect(source.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(source.headers.get('cache-control')).toBe('no-store');
});

test('a filter shows only the calls of a region or of a queue, from when they belong there', async () => {
  const [ofRegion, ofQueue] = [await listen('?region=hk'), await listen('?queue=login')];
  happens(1, started('hk'));
  happens(2, started('gb'), { type: 'queue-joined', queue: 'login' });
  happens(2, { type: 'region-set', region: 'hk' });
  happens(2, { type: 'call-ended', disposition: 'completed', status: 'completed' });
  for (const source of [ofRegion, ofQueue])
    await source.first(({ data }) => Reflect.get(Object(data), 'type') === 'ended');

  expect(kindsOf(ofRegion)).toEqual(['snapshot', 'call started', 'call region', 'call ended']);
  expect(kindsOf(ofQueue)).toEqual(['snapshot', 'call queue-joined', 'call region', 'call ended']);
});

test('whoever comes back gets what they have missed; where that is not known, they are told so', async () => {
  const first = await listen();
  happens(1, started('hk'));
  const { id = '' } = await first.first(({ event }) => event === 'call');
  happens(1, { type: 'language-set', language: 'en' });
  happens(2, started('hk'));
  const again = await listen('', { 'last-event-id': id });
  await again.first(({ data }) => Reflect.get(Object(data), 'callSid') === callSid(2));
  const stranger = await listen('', { 'last-event-id': 'another-17' });
  await stranger.first(({ event }) => event === 'snapshot');

  expect(kindsOf(again)).toEqual(['call language', 'call started']);
  expect(kindsOf(stranger)).toEqual(['gap', 'snapshot']);
});

test.each<[string, () => Promise<Person | Refusal>, string]>([
  ['who is signed out', async () => ({ refused: 'session-over' }), 'session-over'],
  ['who may not read calls any more', async () => ({ ...OPS, roles: ['agent'] }), 'session-over'],
  ['of whom nobody can say who they are', async () => Promise.reject(new Error('down')), 'unavailable'],
])('the stream of one %s ends, and says why', async (_what, then, reason) => {
  const source = await listen();
  asking = then;
  await source.ended;

  expect(source.events.at(-1)).toMatchObject({ event: 'end', data: { reason } });
});

test('one failure to say who somebody is ends nothing', async () => {
  const source = await listen();
  let asked = 0;
  asking = async () => {
    asked += 1;
    if (asked === 1) throw new Error('down');
    return OPS;
  };
  while (asked < 4) await delay(5);

  expect(kindsOf(source)).toEqual(['snapshot']);
});

test('streams end when the hotline stops', async () => {
  const source = await listen();
  await app.close();
  await source.ended;

  expect(source.events.at(-1)).toMatchObject({ event: 'end', data: { reason: 'stopping' } });
});

test('one who does not take what is sent is let go, and holds up nobody', async () => {
  const { hostname, port } = new URL(url);
  const slow = connect(Number(port), hostname).pause();
  slow.write(`GET /api/live HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`);
  const source = await listen();
  await delay(100);
  slow.on('error', () => undefined);
  // More than the buffers of the system take.
  for (let number = 1; number <= MANY; number += 1) {
    happens(number, started('hk'));
    if (number % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await source.first(({ data }) => Reflect.get(Object(data), 'callSid') === callSid(MANY));
  let text = '';
  slow.on('data', (part) => {
    text += part.toString();
  });
  slow.resume();
  await once(slow, 'close');

  expect(text).not.toContain(callSid(MANY));
  expect(source.events).toHaveLength(MANY + 1);
});

test('nobody listens where the record cannot be read, or where too many do', async () => {
  recorded = async () => Promise.reject(new RangeError('down'));
  expect((await listen()).status).toBe(503);
  recorded = async () => [];
  const many = await Promise.all(Array.from({ length: 200 }, () => listen()));
  const refused = await listen();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  many[0]?.close();
  while ((await listen()).status !== 200) await delay(10);
});

test('whoever leaves before the board is there is not waited for', async () => {
  const { promise, resolve } = Promise.withResolvers<readonly RunningCall[]>();
  recorded = () => promise;
  const leaving = new AbortController();
  const asked = fetch(url, { signal: leaving.signal });
  await delay(50);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await delay(50);
  resolve([]);
  expect((await listen()).status).toBe(200);
});
