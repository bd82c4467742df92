import { describe, expect, test } from 'vitest';
import { readVoiceRequest } from '../../src/twilio/voice-request.ts';
import { toArrival } from '../../src/webhooks/arrival.ts';
import { type Form, newCallSid, standardForm } from '../support/stranger.ts';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const standard = standardForm({
  sid: newCallSid(),
  accountSid: ACCOUNT,
  from: '+14155550123',
  to: '+85230000000',
});

function arrivalOf(extra: Form) {
  const request = readVoiceRequest({ ...standard, ...extra }, ACCOUNT);
  if (!request) throw new Error('that was no webhook');
  return toArrival(request);
}

describe("the caller's name", () => {
  test.each([
    ['as the directories have it', 'CHAN, TAI MAN', 'CHAN, TAI MAN'],
    ['in any script', '陳大文 محمد José', '陳大文 محمد José'],
    ['with emoji', 'Tai 👩‍👩‍👧', 'Tai 👩‍👩‍👧'],
    ['with markup, which is data', '<script>alert(1)</script>&"', '<script>alert(1)</script>&"'],
    ['without marks that turn what stands beside it', '\u202e123 NAHC\u202c\u200f', '123 NAHC'],
    ['on one line', 'CHAN\r\nlevel=error forged', 'CHAN level=error forged'],
    ['with the names of parameters in it', 'DIGITS To From Digits', 'DIGITS To From Digits'],
    ['no longer than can be read', 'Ü'.repeat(5000), 'Ü'.repeat(100)],
  ])('is taken %s', (_how, CallerName, callerName) => {
    expect(arrivalOf({ CallerName })).toMatchObject({ caller: '+14155550123', callerName });
  });

  test.each<[string, Form]>([
    ['none is sent', {}],
    ['an empty one is sent', { CallerName: '' }],
    ['there is nothing to see of it', { CallerName: '\u200f \u0000\u200b' }],
  ])('is absent where %s', (_when, extra) => {
    expect(arrivalOf(extra)).not.toHaveProperty('callerName');
  });

  test('stands beside a number that is withheld, too', () => {
    expect(arrivalOf({ From: 'anonymous', CallerName: 'CHAN' })).toEqual({
      dialled: '+85230000000',
      callerName: 'CHAN',
    });
  });

  test('comes once or the webhook is none of Twilio’s', () => {
    expect(readVoiceRequest({ ...standard, CallerName: ['CHAN', 'WONG'] }, ACCOUNT)).toBeUndefined();
  });
});
