import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackOffice, Question } from '../../src/backoffice/operation.ts';
import type { Answer } from '../../src/flow/events.ts';
import { createFaults, readFault } from '../../src/web/back-office-faults.ts';
import { backOfficeServer } from '../../src/web/back-office-server.ts';

const TOKEN = 'a-token-of-sixteen';
const CONTEXT = { level: 'none', language: 'en', region: 'hk', at: '2026-11-23T02:00:00Z' };

let app: FastifyInstance;
let asked: Question[] = [];
let answer: () => Promise<Answer>;
const backOffice: BackOffice = {
  ask(question) {
    asked.push(question);
    return answer();
  },
};

beforeEach(async () => {
  asked = [];
  answer = async () => ({ outcome: 'none', output: {} });
  app = Fastify();
  await app.register(backOfficeServer, { backOffice, token: TOKEN });
});
afterEach(() => app.close());

interface Posted {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function post(path: string, { body = { ...CONTEXT, input: {} }, headers = {} }: Posted = {}, to = app) {
  const reply = await to.inject({
    method: 'POST',
    url: `/v1/${path}`,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: reply.statusCode, type: String(reply.headers['content-type']), text: reply.body };
}

const told = async (path: string, posted?: Posted): Promise<unknown> => {
  const { status, text } = await post(path, posted);
  return { status, ...JSON.parse(text) };
};

describe('a request', () => {
  test('that keeps the contract is asked as it came, and answered', async () => {
    const body = { ...CONTEXT, input: { kind: 'complaint' }, account: 'A-1', caller: '+442079460123', more: true };
    answer = async () => ({ outcome: 'opened', output: { caseId: '42', answerBy: '2026-12-01' }, account: 'A-2' });
    expect(await told('complaints/open', { body, headers: { 'idempotency-key': 'CA0/1/0' } })).toEqual({
      status: 200,
      outcome: 'opened',
      output: { caseId: '42', answerBy: '2026-12-01' },
    });
    const { more: _, ...known } = body;
    expect(asked).toMatchObject([{ ...known, at: Date.parse(CONTEXT.at), idempotencyKey: 'CA0/1/0' }]);
  });

  test.each(['', 'Bearer', 'Bearer ', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`])(
    'with the authorization "%s" is refused',
    async (authorization) => {
      expect(await told('incidents/current', { headers: { authorization } })).toMatchObject({ status: 401 });
      expect(asked).toEqual([]);
    },
  );

  test.each([
    ['payments/status', { ...CONTEXT, input: {} }, 'input.reference'],
    ['payments/status', { ...CONTEXT, input: { reference: 'x' } }, 'input.reference'],
    ['incidents/current', { ...CONTEXT, input: {}, level: 'most' }, 'level'],
    ['incidents/current', CONTEXT, 'input'],
    ['incidents/current', [], ''],
    ['complaints/open', { ...CONTEXT, input: { kind: 'complaint' } }, 'idempotency-key'],
  ])('to %s that is %j is refused for its %s', async (path, body, field) => {
    expect(await told(path, { body })).toMatchObject({ status: 400, error: 'bad-request', field });
    expect(asked).toEqual([]);
  });

  test('that is no JSON is refused', async () => {
    expect(await told('incidents/current', { body: '{"input":' })).toMatchObject({ status: 400 });
    expect(await told('incidents/current', { headers: { 'content-type': 'text/html' } })).toMatchObject({
      status: 415,
    });
    expect(await told('incidents/current', { body: ' '.repeat(70_000) })).toMatchObject({ status: 413 });
  });

  test('for what the hotline does itself, or nobody does, finds nothing', async () => {
    expect((await post('identity/send-code')).status).toBe(404);
    expect((await post('payments/everything')).status).toBe(404);
  });
});

test.each([
  ['nobody can answer', () => Promise.reject(new Error('canary'))],
  ['the answer breaks the contract', async () => ({ outcome: 'canary', output: {} })],
])('where %s it says so, and not why', async (_, given) => {
  answer = given;
  const { status, text } = await post('incidents/current');
  expect(status).toBe(503);
  expect(text).not.toContain('canary');
});

describe('a fault', () => {
  const withFaults = async (always?: string) => {
    const faulty = Fastify();
    const faults = createFaults({ always: always === undefined ? undefined : readFault(always) });
    await faulty.register(backOfficeServer, { backOffice, token: TOKEN, faults });
    return (fault?: string) =>
      post('incidents/current', fault === undefined ? {} : { headers: { 'x-demo-fault': fault } }, faulty);
  };

  test('is not to be had where it was not allowed', async () => {
    const { status } = await post('incidents/current', { headers: { 'x-demo-fault': 'status=500' } });
    expect(status).toBe(200);
  });

  test('comes as it was asked for', async () => {
    const ask = await withFaults();
    expect(await ask('status=418')).toMatchObject({ status: 418 });
    expect(await ask('html')).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
    expect((await ask('garbage')).type).toContain('application/json');
    expect((await ask('unknown-outcome')).text).toContain('gone-fishing');
    expect((await ask('megabyte')).text.length).toBeGreaterThan(1024 * 1024);
    expect(asked).toEqual([]);
    expect(await ask('delay=1')).toMatchObject({ status: 200, text: '{"outcome":"none","output":{}}' });
    expect(await ask()).toMatchObject({ status: 200 });
  });

  test('of every request gives way to that of one', async () => {
    const ask = await withFaults('html');
    expect((await ask()).type).toContain('text/html');
    expect((await ask('delay=0')).type).toContain('application/json');
  });

  test('that there is not is told', async () => {
    const ask = await withFaults();
    expect(await ask('flood')).toMatchObject({ status: 400, text: expect.stringContaining('x-demo-fault') });
  });

  test.each(['', 'delay', 'delay=60001', 'delay=-1', 'status=200', 'status=600', 'html=1', 'HTML', 'html '])(
    'cannot be "%s"',
    (text) => expect(readFault(text)).toBeUndefined(),
  );
});
