import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Figures, readFigures } from '../support/exposition.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { waitsInEnglish } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

/** A customer of the demo. */
const OLIVER = '+447700900011';

let postgres: TestPostgres;
let hotline: TestHotline;

beforeAll(async () => {
  postgres = await startPostgres();
  hotline = await startHotline({
    // While people answer in Hong Kong and in London.
    at: '2026-11-23T09:30:00Z',
    environment: { DATABASE_URL: await postgres.createDatabase(), JOURNAL_WRITER: 'on' },
  });
});

afterAll(async () => {
  await hotline?.close();
  await postgres?.stop();
});

const figures = async (): Promise<Figures> => readFigures(await (await fetch(`${hotline.url}/metrics`)).text());

/** Waits until a figure is so; the record is written, and queues are looked up, off the path of calls. */
const comes = (series: string, value: number) =>
  expect.poll(async () => (await figures()).get(series), { timeout: 10_000 }).toBe(value);

test('the figures follow calls: who runs, who waits, how they end, and what went out to them', async () => {
  const waiting = await waitsInEnglish(hotline);
  const customer = hotline.dial(OLIVER, '+442079460100');
  await customer.hears(/For a payment, press 2/);
  await customer.presses('2');
  await customer.hears(/To check a payment, press 1/);
  await customer.presses('1');
  await customer.hears(/By e-mail, press 2/);
  await customer.presses('2');
  await expect.poll(() => hotline.post.letters().length).toBe(1);
  await comes('hotline_calls_running', 2);
  await comes('hotline_queue_callers{queue="login"}', 1);
  await comes('hotline_codes_total{channel="email",result="sent"}', 1);
  await comes('hotline_database_ready', 1);

  await Promise.all([waiting.hangsUp(), customer.hangsUp()]);
  await hotline.twilio.settle();
  await comes('hotline_calls_running', 0);
  const told = await figures();
  expect(told.get('hotline_calls_started_total')).toBe(2);
  expect(told.get('hotline_calls_ended_total{disposition="abandoned-in-queue"}')).toBe(1);
  expect(told.get('hotline_queue_callers{queue="login"}')).toBe(0);
  expect(told.get('hotline_turn_duration_seconds_count{lane="call",outcome="new"}')).toBeGreaterThan(6);
  expect(told.get('hotline_turn_duration_seconds_count{lane="notice",outcome="new"}')).toBeGreaterThan(1);
  expect(told.get('hotline_ask_duration_seconds_count{service="identity.send-code",outcome="sent-by-email"}')).toBe(1);
  expect(told.get('hotline_journal_stored_total')).toBeGreaterThan(6);
  expect(told.get('hotline_database_connections{state="idle"}')).toBeGreaterThan(0);
  expect(told.get('hotline_call_faults_total{fault="failed"}')).toBe(0);
});

test('what nobody signed is counted, and tells nothing of who sent it', async () => {
  const body = new URLSearchParams({ CallSid: `CA${'f'.repeat(32)}`, From: '+85298765432' });
  const refused = await fetch(`${hotline.url}/twilio/voice`, { method: 'POST', body });
  expect(refused.status).toBe(403);
  const text = await (await fetch(`${hotline.url}/metrics`)).text();
  expect(readFigures(text).get('hotline_webhooks_refused_total{reason="signature"}')).toBe(1);
  expect(text).not.toMatch(/98765432|447700900011|CA[0-9a-f]{8}/);
});

test('a database that is gone shows, and calls go on', async () => {
  await postgres.halt();
  const call = await waitsInEnglish(hotline, '+85291111111');
  await comes('hotline_database_ready', 0);
  await expect.poll(async () => (await figures()).get('hotline_journal_failures')).toBeGreaterThan(0);
  expect((await figures()).has('hotline_calls_running')).toBe(false);
  await call.hangsUp();
  await postgres.resume();
  await comes('hotline_database_ready', 1);
  await comes('hotline_journal_failures', 0);
});
