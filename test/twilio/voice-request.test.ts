import { describe, expect, test } from 'vitest';
import { readVoiceRequest } from '../../src/twilio/voice-request.ts';

const SID = `CA${'0'.repeat(32)}`;
const ACCOUNT = `AC${'1'.repeat(32)}`;
const plain = {
  CallSid: SID,
  AccountSid: ACCOUNT,
  From: '+85291234567',
  To: '+85230000000',
  CallStatus: 'in-progress',
};

describe('a voice webhook', () => {
  test('says who rings whom; what we do not know is let pass', () => {
    const request = readVoiceRequest(
      { ...plain, CallToken: 'x', FromCity: '', StirVerstat: 'x', NewOne: 'y' },
      ACCOUNT,
    );
    expect(request).toMatchObject({ sid: SID, caller: '+85291234567', dialled: '+85230000000' });
  });

  test.each(['anonymous', 'unknown', '+266696687x', 'client:alice', 'sip:alice@example.com', ''])(
    'from %s has no caller',
    (From) => {
      expect(readVoiceRequest({ ...plain, From }, ACCOUNT)).toMatchObject({ caller: undefined });
    },
  );

  test.each([
    ['no CallSid', { CallSid: '' }],
    ['a CallSid of another shape', { CallSid: 'CA12' }],
    ['a CallSid that would leave its key', { CallSid: `CA${'0'.repeat(31)}:` }],
    ['two CallSids', { CallSid: [SID, SID] }],
    ['a status that there is not', { CallStatus: 'dreaming' }],
    ['digits that are none', { Digits: '12 or 34' }],
    ['a code that is none', { ErrorCode: '11200 <b>' }],
    ['a result that is none', { QueueResult: 'bridgedQueueSidQU1' }],
    ['a recording that is none', { RecordingSid: '../../etc' }],
    ['another account', { AccountSid: `AC${'2'.repeat(32)}` }],
    ['a number dialled without end', { To: '1'.repeat(201) }],
  ])('with %s is none', (_name, change) => {
    expect(readVoiceRequest({ ...plain, ...change }, ACCOUNT)).toBeUndefined();
  });

  test.each([
    ['Digits1', '234'],
    ['DigitsA', ''],
    ['SpeechResultHello', ' there'],
    ['From+852', '91234567'],
    ['CallStatusin', '-progress'],
    ['To+85230000000', ''],
  ])('with a name that has swallowed a part of its value is none: %s', (name, value) => {
    expect(readVoiceRequest({ ...plain, [name]: value }, ACCOUNT)).toBeUndefined();
  });

  test('takes an empty parameter for an absent one', () => {
    const request = readVoiceRequest({ ...plain, Digits: '', SpeechResult: 'sí' }, undefined);
    expect(request?.get('Digits')).toBeUndefined();
    expect(request?.get('SpeechResult')).toBe('sí');
  });
});
