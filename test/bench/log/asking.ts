import { z } from 'zod';
import { listenTo } from '../../support/event-source.ts';
import { quantile } from '../measure/statistics.ts';

export interface Asked {
  readonly origin: string;
  /** The cookie of a session. */
  readonly session: string;
  /** Until when there are calls, epoch milliseconds. */
  readonly to: number;
  /** How often each question is asked. */
  readonly times: number;
  /** Calls whose timelines are asked for. */
  readonly sids: readonly string[];
}

/** How long answers to one question took, in milliseconds, over HTTP on loopback. */
export interface Answered {
  readonly title: string;
  readonly p50: number;
  readonly p95: number;
  readonly atMost: number;
}

interface Question {
  readonly title: string;
  readonly atMost: number;
  /** The path of one of many such questions, so that none is answered from what another has just read. */
  readonly pathOf: (place: number) => string;
}

const DAY_MS = 86_400_000;
/** As many as it takes until the server's code is compiled: it has run for longer wherever somebody looks. */
const WARMING = 600;

/** Signs in as a browser does; gives the cookie. */
export async function signIn(
  origin: string,
  credentials: { readonly email: string; readonly password: string },
): Promise<string> {
  const reply = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(credentials),
  });
  if (!reply.ok) throw new Error(`nobody is signed in: ${reply.status} ${await reply.text()}`);
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Asks every question many times, one after the other. */
export async function askAll(asked: Asked): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const { title, atMost, pathOf } of questionsOf(asked)) {
    const times: number[] = [];
    for (let place = 0; place < WARMING + asked.times; place += 1) {
      const from = performance.now();
      const reply = await fetch(`${asked.origin}/api/${pathOf(place)}`, { headers: { cookie: asked.session } });
      const body = await reply.text();
      if (reply.status !== 200) throw new Error(`${pathOf(place)} was answered with ${reply.status}: ${body}`);
      if (place >= WARMING) times.push(performance.now() - from);
    }
    answered.push({ title, atMost, p50: quantile(times, 0.5), p95: quantile(times, 0.95) });
  }
  return answered;
}

const QUEUES = ['payment-status', 'login', 'cross-border', 'complaints', 'general'];
const SAID = ['bakery', 'airport', 'landlord', 'theatre', 'ndez 1', '陳大文 2', 'smith 77'];

function questionsOf({ sids, to }: Asked): readonly Question[] {
  const oneOf = (all: readonly string[], place: number): string => encodeURIComponent(all[place % all.length] ?? '');
  const range = (days: number, place: number): string => {
    const end = to - (place % 5) * DAY_MS;
    return `from=${new Date(end - days * DAY_MS).toISOString()}&to=${new Date(end).toISOString()}`;
  };
  const year = (place: number): string => `${range(360, place)}&interval=month&zone=Asia/Shanghai`;
  const month = (place: number): string => `${range(30, place)}&interval=day&zone=Asia/Shanghai`;
  const days = (place: number): string =>
    `from=${new Date(to - (30 + (place % 5)) * DAY_MS).toISOString()}&to=${new Date(to).toISOString()}`;
  return [
    {
      title: 'filtered first page',
      atMost: 5,
      pathOf: (place) => `calls?queue=${oneOf(QUEUES, place)}&disposition=answered&limit=50`,
    },
    { title: 'timeline', atMost: 3, pathOf: (place) => `calls/${oneOf(sids, place)}` },
    {
      title: 'search in names and transcripts',
      atMost: 5,
      pathOf: (place) => `calls?text=${oneOf(SAID, place)}&limit=50`,
    },
    { title: "a day's queues", atMost: 5, pathOf: (place) => `metrics/queues?${range(1, place)}` },
    { title: "a day's calls", atMost: 5, pathOf: (place) => `metrics/calls?${range(1, place)}` },
    { title: "a month's queues by days", atMost: 20, pathOf: (place) => `metrics/queues?${month(place)}` },
    { title: "a month's calls by days", atMost: 20, pathOf: (place) => `metrics/calls?${month(place)}` },
    { title: "a month's nodes", atMost: 20, pathOf: (place) => `metrics/nodes?${days(place)}` },
    { title: "a year's queues by months", atMost: 100, pathOf: (place) => `metrics/queues?${year(place)}` },
    { title: "a year's calls by months", atMost: 100, pathOf: (place) => `metrics/calls?${year(place)}` },
    { title: "a year's nodes", atMost: 100, pathOf: (place) => `metrics/nodes?${range(360, place)}` },
  ];
}

const Scene = z.object({ numbers: z.array(z.object({ number: z.string() })) });
const Placed = z.object({ sid: z.string() });

/** From when a call is placed until somebody who listens is told, in milliseconds; the longest of ten. */
export async function timeLiveEvent(origin: string, cookie: string): Promise<number> {
  const scene = Scene.parse(await (await fetch(`${origin}/phone/scene`)).json());
  const to = scene.numbers[0]?.number ?? '';
  const listening = await listenTo(`${origin}/api/live`, { cookie });
  await listening.first(({ event }) => event === 'snapshot');
  const times: number[] = [];
  for (let place = 0; place < 10; place += 1) {
    const from = performance.now();
    const reply = await fetch(`${origin}/phone/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: `+4479460001${10 + place}`, to }),
    });
    const { sid } = Placed.parse(await reply.json());
    const told = await listening.first(({ event, data }) => event === 'call' && JSON.stringify(data).includes(sid));
    times.push(told.at - from);
    await fetch(`${origin}/phone/calls/${sid}`, { method: 'DELETE' });
  }
  listening.close();
  return Math.max(...times);
}
