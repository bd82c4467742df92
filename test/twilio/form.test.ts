import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../src/twilio/form.ts';

describe('a form', () => {
  test('is read as any browser would write it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 20 }), (pairs) => {
        const whole = pairs.filter((pair) => pair.every((text) => text.isWellFormed()));
        const body = new URLSearchParams(whole).toString();
        const read = readForm(body) ?? {};
        const expected = new URLSearchParams(body);
        for (const name of expected.keys()) expect([read[name]].flat()).toEqual(expected.getAll(name));
      }),
    );
  });

  test('keeps blanks, plus signs and names of the language as data', () => {
    expect(readForm('msg=Gather+End&From=%2B852&Digits=&__proto__=x')).toMatchObject({
      msg: 'Gather End',
      From: '+852',
      Digits: '',
    });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each(['a=%', 'a=%2', 'a=%zz', 'a=%ff', 'a=%C3', '%E0%A4=a'])('with broken encoding is none: %s', (body) => {
    expect(readForm(body)).toBeUndefined();
  });

  test('with more parameters than Twilio sends is none', () => {
    const of = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');
    expect(readForm(of(200))).toBeDefined();
    expect(readForm(of(201))).toBeUndefined();
    expect(readForm(of(130_000))).toBeUndefined();
  });
});
