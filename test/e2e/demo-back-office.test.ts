import { afterEach, describe, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function dial(from: string, environment: Readonly<Record<string, string>> = {}) {
  running = await startHotline({ environment });
  return running.dial(from);
}

describe('without a back office, the demo', () => {
  test('knows its customers by their number, and what they speak', async () => {
    const call = await dial('+34000000011');
    await call.hears(/Para una persona|Para hablar|oprima 0/);
    expect(call.transcript).not.toMatch(/English, press 2/);
    expect(call.errors).toEqual([]);
  });

  test('leads customers who need help straight to a person', async () => {
    const call = await dial('+447700900012');
    await call.meets('queued');
    expect(call.transcript).toMatch(/skip the menu/);
    expect(call.errors).toEqual([]);
  });

  test('does not know anybody else, and has nothing broken', async () => {
    const call = await dial('+85291234567');
    await call.hears(/For English/);
    await call.presses('2');
    await call.hears(/For a payment, press 2/);
    await call.presses('2');
    await call.hears(/To check a payment, press 1/);
    expect(call.transcript).not.toMatch(/pay twice/);
    expect(call.errors).toEqual([]);
  });

  test('tells of an incident, when it is told that there is one, to whoever asks about a payment', async () => {
    const call = await dial('+85291234567', { DEMO_INCIDENT: 'on' });
    await call.hears(/For English/);
    await call.presses('2');
    await call.hears(/For a payment, press 2/);
    await call.presses('2');
    await call.hears(/Please do not pay twice/);
    await call.hears(/To check a payment, press 1/);
    expect(call.errors).toEqual([]);
  });
});
