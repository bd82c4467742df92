import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../src/twilio/form.ts';
import { isSignedByTwilio, type Parameters, toSignedText } from '../../src/twilio/signature.ts';

const TOKEN = '12345';
const URL_OF_DOCS = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const OF_DOCS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};

const TEXT_OF_DOCS = toSignedText(OF_DOCS);

/** Published with the official packages. Source: twilio.com/docs/usage/security and the packages' own tests. */
const VECTORS: readonly (readonly [string, Parameters, string])[] = [
  [URL_OF_DOCS, OF_DOCS, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['http://mycompany.com:1234/myapp.php?foo=1&bar=2', OF_DOCS, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  [URL_OF_DOCS, { 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] }, '83O6e2vORAoJHUNzJjDWN1jz+BA='],
  [
    URL_OF_DOCS,
    { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  ],
];

describe('a signature', () => {
  test.each(VECTORS)('of %s is accepted as published', (url, parameters, signature) => {
    expect(isSignedByTwilio({ url, signedText: toSignedText(parameters), signature }, [TOKEN])).toBe(true);
  });

  test('of either token is accepted while the token is being changed', () => {
    const signed = { url: URL_OF_DOCS, signedText: TEXT_OF_DOCS, signature: VECTORS[0]?.[2] };
    expect(isSignedByTwilio(signed, ['new-token', TOKEN])).toBe(true);
    expect(isSignedByTwilio(signed, ['new-token'])).toBe(false);
    expect(isSignedByTwilio(signed, [])).toBe(false);
  });

  test('that is missing, short or of other characters is refused', () => {
    for (const signature of [
      undefined,
      '',
      'RSOYDt4T1cUTdK1PDd93/VVr8B8',
      'é'.repeat(28),
      'x'.repeat(28),
      'x'.repeat(5000),
    ]) {
      expect(isSignedByTwilio({ url: URL_OF_DOCS, signedText: TEXT_OF_DOCS, signature }, [TOKEN])).toBe(false);
    }
  });

  test('of any form is what the official package makes of it', () => {
    const name = fc.oneof(
      fc.constantFrom('Digits', 'SpeechResult', 'msg', '__proto__', '0'),
      fc.string({ minLength: 1 }),
    );
    const value = fc.oneof(fc.string(), fc.constantFrom('Gather End', "O'hara William+O'hara 你好 é", '#', ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), (pairs) => {
        const body = new URLSearchParams(pairs.filter(([, text]) => text.isWellFormed())).toString();
        const { parameters, signedText } = readForm(body) ?? { parameters: {}, signedText: '' };
        const official = twilio.getExpectedTwilioSignature(TOKEN, URL_OF_DOCS, parameters);
        expect(isSignedByTwilio({ url: URL_OF_DOCS, signedText, signature: official }, [TOKEN])).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('holds for not one byte more or less', () => {
    const signature = VECTORS[0]?.[2];
    const body = new URLSearchParams(OF_DOCS).toString();
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const changed = body.slice(0, at) + String.fromCharCode(code) + body.slice(at + 1);
        const form = readForm(changed);
        fc.pre(changed !== body && form !== undefined && canonical(form.parameters) !== canonical(OF_DOCS));
        expect(isSignedByTwilio({ url: URL_OF_DOCS, signedText: form?.signedText ?? '', signature }, [TOKEN])).toBe(
          false,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** What is signed of a form: two forms with the same have the same signature, and it cannot tell them apart. */
const canonical = (parameters: Parameters): string =>
  Object.keys(parameters)
    .sort()
    .map((name) => `${name}${String(parameters[name])}`)
    .join('');
