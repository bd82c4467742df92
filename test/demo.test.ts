import { expect, test } from 'vitest';
import { createMemoryDemoStore } from '../src/backoffice/demo/memory-demo-store.ts';
import { complaintsOpen } from '../src/backoffice/operations/complaints.ts';
import { createDemo } from '../src/demo.ts';
import { okpay } from './support/okpay-release.ts';

test('the demo counts by the calendar that staff gave a region, whatever that is called', async () => {
  const { gb } = okpay.calendars;
  const files = { regions: { gb: { calendar: 'united-kingdom' } }, calendars: { 'united-kingdom': gb } };
  const demo = createDemo({ DEMO_INCIDENT: 'off' }, { store: createMemoryDemoStore(), files: () => files });
  const answer = await demo.ask({
    contract: complaintsOpen,
    input: { kind: 'complaint' },
    level: 'none',
    language: 'en',
    region: 'gb',
    at: Date.parse('2026-11-24T10:00:00Z'),
    idempotencyKey: 'CA1/1/0',
    signal: new AbortController().signal,
  });
  expect(answer).toMatchObject({ outcome: 'opened', output: { answerBy: '2026-12-15' } });
});
