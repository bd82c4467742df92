import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSignedByTwilio, toSignedText } from '../../src/twilio/signature.ts';
import { type ParameterName, readVoiceRequest } from '../../src/twilio/voice-request.ts';
import { type Form, newCallSid, signatureOf, standardForm } from '../support/stranger.ts';
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  openHotline,
  PUBLIC_URL,
  type StrangersHotline,
} from '../support/stranger-hotline.ts';

const URL_OF_TURN = `${PUBLIC_URL}/twilio/voice`;
const NAMES: readonly ParameterName[] = [
  'CallSid',
  'CallStatus',
  'CallerName',
  'Confidence',
  'DialCallStatus',
  'Digits',
  'ErrorCode',
  'FinishedOnKey',
  'From',
  'QueueResult',
  'QueueTime',
  'RecordingUrl',
  'SpeechResult',
  'To',
];

const standard = standardForm({
  sid: `CA${'b'.repeat(32)}`,
  accountSid: ACCOUNT_SID,
  from: '+85291234567',
  to: '+85230000000',
});

/** What else Twilio sends, by what happened. */
const happened = fc.constantFrom<Form>(
  { Digits: '5', FinishedOnKey: '', msg: 'Gather End' },
  { Digits: '20000000042', FinishedOnKey: '#', msg: 'Gather End' },
  { SpeechResult: 'where is my payment To Tokyo', Confidence: '0.91' },
  { QueueResult: 'bridged', QueueSid: `QU${'1'.repeat(32)}`, QueueTime: '31' },
  { QueueResult: 'hangup', QueueTime: '3' },
  { DialCallStatus: 'completed', DialCallDuration: '12', DialCallSid: `CA${'2'.repeat(32)}`, DialBridged: 'true' },
  { RecordingUrl: `https://api.twilio.com/Recordings/RE${'3'.repeat(32)}`, RecordingDuration: '7', Digits: 'hangup' },
  { ErrorCode: '11200', ErrorUrl: `${PUBLIC_URL}/twilio/call/3/abc` },
  { CallStatus: 'completed', CallDuration: '17', SequenceNumber: '0', Timestamp: 'Tue, 24 Nov 2026 02:00:00 +0000' },
  { CallerName: 'WONG TAI', StirVerstat: 'TN-Validation-Passed-A' },
);

const anyForm = fc
  .record({
    extra: happened,
    omitted: fc.subarray(
      Object.keys(standard).filter((name) => !/^(?:AccountSid|CallSid|CallStatus|From|To)$/.test(name)),
    ),
  })
  .map(({ extra, omitted }) =>
    Object.fromEntries(Object.entries({ ...standard, ...extra }).filter(([name]) => !omitted.includes(name))),
  );

/** Everything that is signed, in a row; and the same row cut into names and values at other places. */
const anyShift = anyForm.chain((form) => {
  const names = Object.keys(form).sort();
  return fc
    .record({ first: fc.nat(names.length - 1), count: fc.integer({ min: 1, max: 4 }), cut: fc.nat(40) })
    .map(({ first, count, cut }) => {
      const taken = names.slice(first, first + count);
      const text = taken.map((name) => `${name}${form[name]}`).join('');
      const at = 1 + (cut % text.length);
      const kept = Object.entries(form).filter(([name]) => !taken.includes(name));
      return { form, shifted: Object.fromEntries([...kept, [text.slice(0, at), text.slice(at)]]) };
    });
});

const isSameSignature = ({ form, shifted }: { readonly form: Form; readonly shifted: Form }) =>
  signatureOf(URL_OF_TURN, form, AUTH_TOKEN) === signatureOf(URL_OF_TURN, shifted, AUTH_TOKEN);

const isChanged = ({ form, shifted }: { readonly form: Form; readonly shifted: Form }) =>
  NAMES.some((name) => (form[name] ?? '') !== (shifted[name] ?? ''));

/** The direction of the call taken for the end of how sure the recognition is. */
const SURE: Form = { ...standard, SpeechResult: 'my payment' };
const { Direction: _cut, ...UNDIRECTED } = SURE;
const CONFIDENCE_CUT = {
  form: { ...SURE, Confidence: '0.91' },
  shifted: { ...UNDIRECTED, Confidence: `0.91Direction${standard.Direction}` },
};

/** The direction taken for the end of a caller's name. */
const NAMED: Form = {
  AccountSid: ACCOUNT_SID,
  CallSid: `CA${'b'.repeat(32)}`,
  CallStatus: 'in-progress',
  From: '+85291234567',
  To: '+85230000000',
};
const NAME_CUT = {
  form: { ...NAMED, CallerName: 'WONG TAI', Direction: 'inbound' },
  shifted: { ...NAMED, CallerName: 'WONG TAIDirectioninbound' },
};

describe('parameters cut at other places than Twilio cut them', () => {
  test('are refused although their signature is right, wherever they say something else', () => {
    let refused = 0;
    fc.assert(
      fc.property(anyShift, ({ form, shifted }) => {
        fc.pre(isSameSignature({ form, shifted }) && isChanged({ form, shifted }));
        const signature = signatureOf(URL_OF_TURN, form, AUTH_TOKEN);
        expect(isSignedByTwilio({ url: URL_OF_TURN, signedText: toSignedText(shifted), signature }, [AUTH_TOKEN])).toBe(
          true,
        );
        expect(readVoiceRequest(shifted, ACCOUNT_SID)).toBeUndefined();
        refused += 1;
      }),
      { numRuns: 10_000, maxSkipsPerRun: 20, examples: [[CONFIDENCE_CUT], [NAME_CUT]] },
    );
    expect(refused).toBe(10_000);
  });

  test('that are cut as Twilio cut them are always read', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const read = readVoiceRequest(form, ACCOUNT_SID);
        for (const name of NAMES) expect(read?.get(name) ?? '').toBe(form[name] ?? '');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a shifted webhook', () => {
  let hotline: StrangersHotline;
  beforeAll(async () => {
    hotline = await openHotline({ environment: { LOG_LEVEL: 'silent' } });
  });
  afterAll(() => hotline.close());

  test.each<[string, Form, Form]>([
    ['a key is hidden in the value before it', { CallerZip: '', Digits: '5' }, { CallerZip: 'Digits5' }],
    ['a key loses its name', { Digits: '5' }, { Digit: 's5' }],
    ['a key is cut in two', { Digits: '12' }, { Digits1: '2' }],
    ['the caller is hidden', { FinishedOnKey: '', From: '+85291234567' }, { FinishedOnKey: 'From+85291234567' }],
    ['words are hidden', { RecordingTrack: '', SpeechResult: 'yes' }, { RecordingTrack: 'SpeechResultyes' }],
  ])('is refused where %s', async (_how, signed, sent) => {
    const sid = newCallSid();
    const rest = Object.fromEntries(
      Object.entries({ ...standard, CallSid: sid }).filter(([name]) => !(name in signed)),
    );
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(URL_OF_TURN, { ...rest, ...signed }, AUTH_TOKEN),
    };
    const body = (form: Form) => new URLSearchParams({ ...rest, ...form }).toString();
    expect(await hotline.bring('/twilio/voice', body(sent), headers)).toMatchObject({ status: 400 });
    expect(await hotline.bring('/twilio/voice', body(signed), headers)).toMatchObject({ status: 200 });
  });

  test('as long as a caller likes to press keys is no error', async () => {
    const call = hotline.dials();
    await call.enters();
    await call.presses('2');
    expect(await call.presses('7'.repeat(3000))).toMatchObject({ status: 200 });
    expect(call.heard()).toMatch(/not one of the choices/);
  });
});
