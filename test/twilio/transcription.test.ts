import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSignedText } from '../../src/twilio/signature.ts';
import { isTranscribed, readTranscription } from '../../src/twilio/transcription.ts';
import { type Form, standardForm } from '../support/stranger.ts';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const SID = `CA${'2'.repeat(32)}`;
const RECORDING = `RE${'3'.repeat(32)}`;
const MEDIA = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Recordings/${RECORDING}`;

/** As it was seen to come: the parameters of the call, and its own. */
const told = (extra: Form = {}): Form => ({
  ...standardForm({ sid: SID, accountSid: ACCOUNT, from: '+85291234567', to: '+85230000000' }),
  RecordingSid: RECORDING,
  RecordingUrl: MEDIA,
  TranscriptionSid: `TR${'4'.repeat(32)}`,
  TranscriptionStatus: 'completed',
  TranscriptionText: 'Please call me back.',
  TranscriptionType: 'fast',
  TranscriptionUrl: `${MEDIA}/Transcriptions/TR${'4'.repeat(32)}`,
  url: MEDIA,
  ...extra,
});

test.each([
  ['en', true],
  ['en-GB', true],
  ['EN-us', true],
  ['zh-CN', false],
  ['es', false],
  ['enm', false],
  ['', false],
])('Twilio puts %s into words: %s', (language, does) => {
  expect(isTranscribed(language)).toBe(does);
});

// https://www.twilio.com/docs/voice/twiml/record#transcribecallback
describe('a webhook about the words of a recording', () => {
  test('says what was understood of which recording of which call', () => {
    const request = readTranscription(told(), ACCOUNT);
    expect(request?.sid).toBe(SID);
    expect(request?.get('RecordingSid')).toBe(RECORDING);
    expect(request?.get('TranscriptionStatus')).toBe('completed');
    expect(request?.get('TranscriptionText')).toBe('Please call me back.');
  });

  test.each([
    ['that failed, and has no text', { TranscriptionStatus: 'failed', TranscriptionText: '' }],
    ['with its own parameters only', { From: '', To: '', Caller: '', Called: '' }],
    ['with any text', { TranscriptionText: '<Say>To From Digits 5</Say> 你好 \u202e "quotes" & 100%' }],
    ['with the names of parameters in its text', { TranscriptionText: 'RecordingSid CallSid msg url Timestamp' }],
  ])('is read %s', (_how, extra) => {
    const request = readTranscription(told(extra), ACCOUNT);
    for (const [name, value] of Object.entries(extra)) {
      if (name === 'TranscriptionText' || name === 'TranscriptionStatus') expect(request?.get(name) ?? '').toBe(value);
    }
    expect(request?.sid).toBe(SID);
  });

  test.each([
    ['another account', { AccountSid: `AC${'9'.repeat(32)}` }],
    ['no CallSid', { CallSid: '' }],
    ['a recording that is none', { RecordingSid: 'RE12' }],
    ['a recording that would leave its key', { RecordingSid: `RE${'3'.repeat(31)}*` }],
    ['a status that there is not', { TranscriptionStatus: 'dreaming' }],
    ['a transcription that is none', { TranscriptionSid: '../../etc' }],
    ['two texts', { TranscriptionText: ['one', 'two'] }],
  ])('with %s is none', (_what, change) => {
    expect(readTranscription({ ...told(), ...change }, ACCOUNT)).toBeUndefined();
  });

  test('whose text has swallowed what stands behind it is none', () => {
    const { TranscriptionText, TranscriptionType, ...rest } = told();
    const swallowed = `${TranscriptionText}TranscriptionType${TranscriptionType}`;
    expect(readTranscription({ ...rest, TranscriptionText: swallowed }, ACCOUNT)).toBeUndefined();
  });

  test('is never read otherwise than it was cut, wherever a boundary is moved', () => {
    const whole = told();
    const names = Object.keys(whole).sort();
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(names.length - 2), fc.integer({ min: 1, max: 3 }), fc.nat(60), (first, count, at) => {
        const taken = names.slice(first, first + count);
        const text = taken.map((name) => `${name}${whole[name]}`).join('');
        const cut = 1 + (at % (text.length - 1));
        const kept = Object.entries(whole).filter(([name]) => !taken.includes(name));
        const shifted = { ...Object.fromEntries(kept), [text.slice(0, cut)]: text.slice(cut) };
        fc.pre(toSignedText(shifted) === toSignedText(whole));
        const request = readTranscription(shifted, ACCOUNT);
        if (!request) refused += 1;
        for (const name of ['CallSid', 'RecordingSid', 'TranscriptionStatus', 'TranscriptionText'] as const)
          if (request) expect(request.get(name)).toBe(whole[name]);
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
