import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../src/twilio/form.ts';
import { toSignedText } from '../../src/twilio/signature.ts';

describe('a form', () => {
  test('is read as any browser would write it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 20 }), (pairs) => {
        const whole = pairs.filter((pair) => pair.every((text) => text.isWellFormed()));
        const body = new URLSearchParams(whole).toString();
        const read = readForm(body)?.parameters ?? {};
        const expected = new URLSearchParams(body);
        for (const name of expected.keys()) expect([read[name]].flat()).toEqual(expected.getAll(name));
      }),
    );
  });

  test('keeps blanks, plus signs and names of the language as data', () => {
    expect(readForm('msg=Gather+End&From=%2B852&Digits=&__proto__=x')?.parameters).toMatchObject({
      msg: 'Gather End',
      From: '+852',
      Digits: '',
    });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('keeps separators that are escaped as data, and reads the others as ever', () => {
    expect({ ...readForm('a%3Db=1%262&c&&=d&e=f=g&a=%3d+%2B')?.parameters }).toEqual({
      'a=b': '1&2',
      c: '',
      '': 'd',
      e: 'f=g',
      a: '= +',
    });
    expect({ ...readForm('a=1&b&&=d&e=f=g&a=+%2B')?.parameters }).toEqual({
      a: ['1', ' +'],
      b: '',
      '': 'd',
      e: 'f=g',
    });
  });

  test('gives what is signed, whatever the order of its names', () => {
    const ofAny = fc.array(fc.tuple(fc.constantFrom('A', 'Aa', 'B', 'a', '&', 'é'), fc.string()), { maxLength: 6 });
    fc.assert(
      fc.property(ofAny, (pairs) => {
        const form = readForm(new URLSearchParams(pairs.filter(([, text]) => text.isWellFormed())).toString());
        expect(form?.signedText).toBe(toSignedText(form?.parameters ?? {}));
      }),
    );
  });

  test.each(['a=%', 'a=%26%', 'a=%E4&b=%BD%A0', 'a=%2', 'a=%zz', 'a=%ff', 'a=%C3', '%E0%A4=a'])(
    'with broken encoding is none: %s',
    (body) => {
      expect(readForm(body)).toBeUndefined();
    },
  );

  test('with more parameters than Twilio sends is none', () => {
    const of = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');
    expect(readForm(of(200))).toBeDefined();
    expect(readForm(of(201))).toBeUndefined();
    expect(readForm(of(130_000))).toBeUndefined();
  });
});
