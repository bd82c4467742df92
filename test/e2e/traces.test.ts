import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../src/free-port.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { openHotline } from '../support/stranger-hotline.ts';
import { type ReceivedSpan, startTraceReceiver, type TraceReceiver } from '../support/trace-receiver.ts';

let receiver: TraceReceiver | undefined;
let running: Pick<TestHotline, 'close'> | undefined;

afterEach(async () => {
  await running?.close();
  await receiver?.close();
  [running, receiver] = [undefined, undefined];
});

/** Stops the hotline, which sends what it still has. */
async function stops(): Promise<readonly ReceivedSpan[]> {
  await running?.close();
  running = undefined;
  return receiver?.spans() ?? [];
}

/** What a span has below it, in the order in which it began. */
const below = (spans: readonly ReceivedSpan[], { spanId }: ReceivedSpan): readonly ReceivedSpan[] =>
  spans
    .filter(({ parentSpanId }) => parentSpanId === spanId)
    .toSorted((one, other) => Number(one.startTimeUnixNano - other.startTimeUnixNano));

test('each turn of a call is a trace: what it loaded, asked, said and kept', async () => {
  receiver = await startTraceReceiver();
  const hotline = await startHotline({
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20of-the-receiver,x-team=hotline',
      OTEL_SERVICE_NAME: 'hotline-of-the-tests',
      CALLERS_REMEMBERED_DAYS: '180',
    },
  });
  running = hotline;
  const call = hotline.dial('+85291234567');
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/sign-in/i);
  await call.presses('1');
  await call.isAsked();
  await call.presses('0');
  await call.meets('queued');
  await call.hears(/first in line/);
  await call.hangsUp();
  await hotline.twilio.settle();
  const spans = await stops();

  const turns = spans.filter(({ name }) => name === 'turn');
  expect(new Set(turns.map(({ traceId }) => traceId)).size).toBe(turns.length);
  const first = turns.find(({ attributes }) => attributes.turn === 0);
  if (!first) throw new Error('the entry was not traced');
  const release = hotline.hotline.release.id;
  expect(first.attributes).toMatchObject({ callSid: call.sid, lane: 'call', turn: 0, release, reply: 'new' });
  expect(first.attributes.node).toMatch(/^[a-z-]+\/[a-z-]+$/);
  const parts = below(spans, first);
  const names = parts.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['load', 'advance', 'ask']);
  expect(names.slice(-3)).toEqual(['advance', 'render', 'commit']);
  expect(parts.filter(({ name }) => name === 'ask').map(({ attributes }) => attributes)).toContainEqual({
    service: 'callers.recall',
    outcome: 'new',
  });
  expect(parts.at(-1)?.attributes).toEqual({ kept: true });
  for (const part of parts) {
    expect(part.startTimeUnixNano).toBeGreaterThanOrEqual(first.startTimeUnixNano - CLOCK_STEP);
    expect(part.endTimeUnixNano).toBeLessThanOrEqual(first.endTimeUnixNano + CLOCK_STEP);
  }
  const waits = turns.filter(({ attributes }) => attributes.lane === 'wait');
  expect(waits.length).toBeGreaterThan(0);
  expect(below(spans, waits[0] ?? first).map(({ name }) => name)).toEqual(['load', 'advance', 'render']);

  expect(receiver.resources()[0]).toMatchObject({ 'service.name': 'hotline-of-the-tests', 'service.version': '0.1.0' });
  expect(receiver.headers()).toMatchObject({ authorization: 'Bearer of-the-receiver', 'x-team': 'hotline' });
  // Long digits are instants in nanoseconds and parts of ids; no number of a caller, and nothing that was said.
  expect(receiver.text()).not.toMatch(/91234567|\+852|OKPay|sign in/);
});

/** Nanoseconds: spans are timed by the clock of the machine, to the millisecond. */
const CLOCK_STEP = 2_000_000n;

test('a turn that is told again, and one that is refused, are told as that', async () => {
  receiver = await startTraceReceiver();
  const hotline = await openHotline({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/` } });
  running = hotline;
  const call = hotline.dials();
  await call.enters();
  await call.tells('/twilio/voice');
  await call.tells('/twilio/call/1/a-nonce-of-nobody');
  const turns = (await stops()).filter(({ name }) => name === 'turn');
  expect(turns.map(({ attributes: { turn, reply } }) => [turn, reply])).toEqual([
    [0, 'new'],
    [0, 'repeated'],
    [1, 'forbidden'],
  ]);
});

test('a turn that fails is an error of a kind, without its words', async () => {
  receiver = await startTraceReceiver();
  const failing = () => {
    throw new TypeError('the caller said 4111 1111');
  };
  const hotline = await openHotline({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    parts: { onTurn: failing },
  });
  running = hotline;
  await hotline.dials().enters();
  const spans = await stops();
  const [turn] = spans.filter(({ name }) => name === 'turn');
  expect(turn).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'TypeError' } });
  expect(receiver.text()).not.toContain('4111');
});

test('a share of the turns is traced where that is asked for, and none without an address', async () => {
  receiver = await startTraceReceiver();
  const places = async (environment: Readonly<Record<string, string>>, calls: number) => {
    const hotline = await openHotline({ environment });
    running = hotline;
    for (let call = 0; call < calls; call += 1) await hotline.dials().enters();
    return (await stops()).filter(({ name }) => name === 'turn').length;
  };
  const at = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  expect(await places({ ...at, OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, 5)).toBe(0);
  expect(await places({ OTEL_TRACES_SAMPLER: 'always_on' }, 5)).toBe(0);
  const some = await places({ ...at, OTEL_TRACES_SAMPLER_ARG: '0.5' }, 60);
  expect(some).toBeGreaterThan(5);
  expect(some).toBeLessThan(55);
});

test('a receiver that is gone costs calls nothing, and the log tells of it', async () => {
  const gone = `http://127.0.0.1:${await freePort()}`;
  const hotline = await openHotline({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: gone } });
  running = hotline;
  const answers = await Promise.all(Array.from({ length: 200 }, () => hotline.dials().enters()));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const told = () => hotline.log.map((line) => JSON.parse(line)).filter(({ msg }) => /traces/.test(msg));
  await expect
    .poll(() => told().map(({ level, msg }) => [level, msg]), { timeout: 10_000 })
    .toEqual([[40, 'traces cannot be sent: they are lost']]);
  await hotline.dials().enters();
  const began = performance.now();
  await stops();
  expect(performance.now() - began).toBeLessThan(4000);
});
