import { describe, expect, test } from 'vitest';
import { foldFacts } from '../../src/calls/call-record.ts';
import { toCallView } from '../../src/records/call-view.ts';
import { EXPORT_COLUMNS } from '../../src/records/export-columns.ts';
import { callSid } from '../support/journal-entries.ts';
import { factsAt, hungUp, RANG } from '../support/recorded-facts.ts';

const CALL = foldFacts(
  callSid(1),
  factsAt(
    { ...RANG, callerName: 'Chan Tai Man' } as typeof RANG,
    { type: 'node-entered', node: 'hotline/main-menu' },
    { type: 'tagged', key: 'topic', value: 'payment' },
    { type: 'node-entered', node: 'hotline/payment-queue' },
    { type: 'queue-joined', queue: 'payment-status' },
    95,
    { type: 'queue-left', queue: 'payment-status', result: 'left', exit: 'message', waitSeconds: 95 },
    { type: 'recorded', purpose: 'voicemail', recording: 'RE1', seconds: 9 },
    hungUp('caller-hung-up'),
    { type: 'transcribed', recording: 'RE1', text: 'My card is lost.' },
  ),
);

describe('a call that is shown', () => {
  test('has all that is known of it, its number masked', () => {
    expect(toCallView(CALL, { withWords: true })).toEqual({
      callSid: callSid(1),
      startedAt: '2025-11-23T12:00:00.000Z',
      endedAt: '2025-11-23T12:01:35.000Z',
      endedBy: 'caller',
      disposition: 'caller-hung-up',
      status: 'completed',
      durationSeconds: 60,
      caller: '+852••••4567',
      callerName: 'Chan Tai Man',
      dialled: '+85230000000',
      release: 'r1',
      topic: 'payment',
      verification: 'none',
      nodes: ['hotline/main-menu', 'hotline/payment-queue'],
      lastNode: 'hotline/payment-queue',
      misses: 0,
      zeroOuts: 0,
      errors: 0,
      codes: [],
      queue: 'payment-status',
      queues: ['payment-status'],
      visits: [
        {
          queue: 'payment-status',
          joinedAt: '2025-11-23T12:00:00.000Z',
          leftAt: '2025-11-23T12:01:35.000Z',
          result: 'message',
          waitSeconds: 95,
          handleSeconds: 0,
        },
      ],
      waitedSeconds: 95,
      handleSeconds: 0,
      talkSeconds: 0,
      transferred: false,
      callback: false,
      voicemail: true,
      transcript: 'My card is lost.',
    });
  });

  test('has no name and no words for those who may not read them', () => {
    expect(JSON.stringify(toCallView(CALL, { withWords: false }))).not.toMatch(/Chan|card|91234567/);
  });

  test('is running until it has ended', () => {
    const view = toCallView(foldFacts(callSid(2), factsAt(RANG)), { withWords: false });
    expect(view).toMatchObject({ disposition: 'running' });
    expect(JSON.parse(JSON.stringify(view))).not.toHaveProperty('endedAt');
  });
});

describe('the columns of an export', () => {
  test('have all that a call is shown with, but its visits one by one', () => {
    const { visits: _visits, ...shown } = toCallView(CALL, { withWords: true });
    expect(EXPORT_COLUMNS.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(shown)));
  });

  test('put lists and answers of yes or no into cells', () => {
    const view = toCallView(CALL, { withWords: true });
    const cells = Object.fromEntries(EXPORT_COLUMNS.map(({ name, of }) => [name, of(view)]));
    expect(cells).toMatchObject({
      callSid: callSid(1),
      caller: '+852••••4567',
      nodes: 'hotline/main-menu hotline/payment-queue',
      queues: 'payment-status',
      codes: '',
      voicemail: 'yes',
      transferred: 'no',
      waitedSeconds: 95,
      rating: undefined,
    });
  });
});
