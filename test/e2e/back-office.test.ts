import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { OPERATIONS, type Operation } from '../../src/backoffice/contract.ts';
import { createHttpBackOffice, type HttpBackOffice } from '../../src/http/back-office.ts';
import type { E164 } from '../../src/values/phone-number.ts';
import type { Value } from '../../src/values/typed-value.ts';
import { type BackOfficeProcess, startBackOffice } from '../support/back-office-process.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';

/** A customer of the demo: docs/demo-customers.md. */
const OLIVER = '+447700900011' as E164;
/** What a busy machine may take on top of a deadline. */
const SLACK_MS = 700;
const PAUSE_MS = { first: 300, longest: 600 };

let backOffice: BackOfficeProcess;
let proxy: FaultProxy;
let client: HttpBackOffice;

beforeAll(async () => {
  backOffice = await startBackOffice();
});
afterAll(() => backOffice.stop());

const clientOf = (url: string, token: string): HttpBackOffice => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createHttpBackOffice({ url, token, log, now: () => performance.now(), pauseMs: PAUSE_MS });
};

beforeEach(async () => {
  proxy = await startFaultProxy(backOffice.url);
  client = clientOf(proxy.url, backOffice.token);
});
afterEach(async () => {
  await client.close();
  await proxy.close();
});

type Service = Operation['service'];

const contractOf = (service: Service): Operation => {
  const contract = OPERATIONS.find((operation) => operation.service === service);
  if (!contract) throw new Error(`there is no ${service}`);
  return contract;
};

interface Asked {
  readonly input?: Readonly<Record<string, Value>>;
  readonly account?: string;
  readonly key?: string;
}

const ask = (service: Service, { input = {}, account, key = 'CA0/1/0' }: Asked = {}, from = client) =>
  from.ask({
    contract: contractOf(service),
    input,
    ...(account === undefined ? {} : { account }),
    caller: OLIVER,
    level: account === undefined ? 'none' : 'sms',
    language: 'en',
    region: 'gb',
    at: Date.parse('2026-11-23T10:00:00Z'),
    idempotencyKey: key,
    signal: new AbortController().signal,
  });

describe('each operation', () => {
  let account = '';
  beforeAll(async () => {
    const direct = clientOf(backOffice.url, backOffice.token);
    const { output } = await ask('customers.contact', { input: { number: OLIVER } }, direct);
    account = String(output.account);
    await direct.close();
  });

  const reference = '10051000015';
  const known: Readonly<Record<Service, readonly [input: Asked['input'], outcome: string]>> = {
    'customers.by-caller': [{}, 'known'],
    'customers.contact': [{ number: OLIVER }, 'found'],
    'identity.send-reset-link': [{}, 'accepted'],
    'registration.status': [{}, 'open'],
    'payments.status': [{ reference }, 'found'],
    'payments.recent': [{ place: 1 }, 'found'],
    'payments.diagnose': [{ reference }, 'diagnosed'],
    'payments.report-suspicious': [{ reference }, 'accepted'],
    'transfers.corridor': [{ to: 'de' }, 'served'],
    'transfers.quote': [{ to: 'de', amount: { minor: 60_000, currency: 'GBP' } }, 'quoted'],
    'transfers.track': [{ reference: '20051000014' }, 'found'],
    'bills.due': [{}, 'none'],
    'promotions.current': [{ place: 99 }, 'none'],
    'incidents.current': [{}, 'none'],
    'complaints.open': [{ kind: 'complaint' }, 'opened'],
    'complaints.status': [{ caseId: '30051000013' }, 'found'],
  };

  test.each(OPERATIONS)('$service is answered as its contract says', async ({ service }) => {
    const [input = {}, outcome] = known[service];
    expect(await ask(service, { input, account, key: `CA0/${service}/0` })).toMatchObject({ outcome });
  });

  test('of a customer is refused to whoever has proved nothing', async () => {
    expect(await ask('payments.status', { input: { reference } })).toEqual({ outcome: 'not-verified', output: {} });
  });

  test('about another customer finds nothing', async () => {
    const others = { input: { reference: '10052000014' }, account };
    expect(await ask('payments.status', others)).toEqual({ outcome: 'not-found', output: {} });
  });
});

describe('no answer within the deadline', () => {
  test.each([
    ['late', 'too-late'],
    ['delay=5000', 'too-late'],
    ['status=503', 'failing'],
    ['status=500', 'failing'],
    ['html', 'not-json'],
    ['garbage', 'bad-answer'],
    ['unknown-outcome', 'bad-answer'],
    ['megabyte', 'too-large'],
    ['reset', 'unreachable'],
  ])('is what comes of %s', async (fault, code) => {
    proxy.ask(fault);
    const began = performance.now();
    await expect(ask('incidents.current')).rejects.toMatchObject({ code });
    expect(performance.now() - began).toBeLessThan(contractOf('incidents.current').deadlineMs + SLACK_MS);
  });

  test('is what comes of a wrong token', async () => {
    const stranger = clientOf(proxy.url, 'another-token-of-sixteen');
    await expect(ask('incidents.current', {}, stranger)).rejects.toMatchObject({ code: 'token-refused' });
    await stranger.close();
  });

  test('is what comes of every request where the command is told so', async () => {
    const broken = await startBackOffice({ parameters: ['--fail', 'html'] });
    const own = clientOf(broken.url, broken.token);
    await expect(ask('incidents.current', {}, own)).rejects.toMatchObject({ code: 'not-json' });
    await own.close();
    await broken.stop();
  });
});

test('an answer that is only slow is an answer', async () => {
  const slow = await startBackOffice({ parameters: ['--delay', '300ms'] });
  const own = clientOf(slow.url, slow.token);
  const began = performance.now();
  expect(await ask('incidents.current', {}, own)).toEqual({ outcome: 'none', output: {} });
  expect(performance.now() - began).toBeGreaterThan(290);
  await own.close();
  await slow.stop();
});

test('a back office that is told of an incident tells it', async () => {
  const troubled = await startBackOffice({ environment: { DEMO_INCIDENT: 'on' } });
  const own = clientOf(troubled.url, troubled.token);
  expect(await ask('incidents.current', {}, own)).toMatchObject({ outcome: 'found' });
  await own.close();
  await troubled.stop();
});

test('a complaint whose answer is lost is asked for again, once, and opened once', async () => {
  const complaint = { input: { kind: 'complaint' }, key: 'CA0/7/0' };
  proxy.ask('reset', '');
  const first = await ask('complaints.open', complaint);
  expect(first).toMatchObject({ outcome: 'opened', output: { caseId: expect.stringMatching(/^\d+$/) } });
  expect(proxy.requests()).toBe(2);

  expect(await ask('complaints.open', complaint)).toEqual(first);
  expect(await ask('complaints.open', { ...complaint, key: 'CA0/8/0' })).not.toEqual(first);
});

test('a back office that fails is left alone, and asked again once it answers', async () => {
  proxy.ask('status=500');
  for (let failed = 0; failed < 5; failed += 1) {
    await expect(ask('incidents.current')).rejects.toMatchObject({ code: 'failing' });
  }
  await expect(ask('incidents.current')).rejects.toMatchObject({ code: 'circuit-open' });
  expect(proxy.requests()).toBe(5);

  proxy.ask('');
  await vi.waitFor(async () => expect((await ask('incidents.current')).outcome).toBe('none'), { timeout: 5000 });
  expect(client.health()).toBe('closed');
});
