import { describe, expect, test } from 'vitest';
import type { Edit } from './support/edit.ts';
import { declare, extra, found, foundWith } from './support/found.ts';

const GOODBYE = '  goodbye: { type: hang-up, prompt: goodbye }\n';

describe('a constant', () => {
  const values: readonly (readonly [type: string, good: string, bad: string])[] = [
    ['digits', '"123"', 'abc'],
    ['text', 'words', '3'],
    ['count', '3', '1.5'],
    ['ordinal', '1', '0'],
    ['date', '"2026-02-24"', '"24.2.2026"'],
    ['time', '"09:05"', '"9:05"'],
    ['instant', '"2026-02-24T09:00:00+08:00"', 'tomorrow'],
    ['duration', '90', '-1'],
    ['percent', '0.005', '"half"'],
    ['rate', '"7.1234"', 'dear'],
    ['boolean', 'true', '1'],
  ];
  test.for(values)('of type %s is taken if it is one', ([type, right, wrong]) => {
    const set = (value: string) =>
      found(
        declare(`given: { type: ${type} }`),
        ...extra(
          `extra: { type: set, set: { given: ${value} }, next: told }`,
          'told: { type: tag, tags: { given: given }, next: to-partner }',
        ),
      );
    expect(set(right)).toEqual([]);
    expect(set(wrong)).toEqual([expect.stringMatching(new RegExp(`^wrong-type: .* is not a value of type ${type}`))]);
  });

  test('of money cannot be written', () => {
    const lines = [
      'extra: { type: set, set: { given: 5 }, next: told }',
      'told: { type: tag, tags: { given: given }, next: to-partner }',
    ];
    expect(found(declare('given: { type: money }'), ...extra(...lines))).toEqual([
      'wrong-type: `5` is not a value of type money.',
    ]);
  });

  test('of a language or a region must be one that there is', () => {
    expect(foundWith('extra: { type: set, set: { language: fr, region: kh }, next: to-partner }')).toEqual([
      'wrong-type: `fr` is none of the values that may stand here.',
      'wrong-type: `kh` is none of the values that may stand here.',
    ]);
    expect(foundWith('extra: { type: set, set: { language: en, region: hk }, next: to-partner }')).toEqual([]);
  });
});

describe('a variable', () => {
  test('that the hotline sets by itself cannot be set', () => {
    expect(foundWith('extra: { type: set, set: { verification: full }, next: to-partner }')).toEqual([
      'wrong-type: `verification` is set by the hotline itself.',
    ]);
  });

  test('is copied only into one of its type, and of values that both have', () => {
    const narrow = declare('narrow: { type: enum, values: [login] }');
    const copy = (from: string) => [
      `extra: { type: set, set: { narrow: { from: ${from} } }, next: told }`,
      'told: { type: tag, tags: { narrow: narrow }, next: to-partner }',
    ];
    expect(found(narrow, ...extra(...copy('topic')))).toEqual([
      'variable-not-set: `topic` does not have a value on every way that leads here.',
      'wrong-type: `topic` may be payment, which is not taken here.',
    ]);
    expect(found(narrow, ...extra(...copy('language')))).toEqual([
      'wrong-type: `language` may be zh-CN, en, which is not taken here.',
    ]);
    expect(found(narrow, ...extra(...copy('rating')))).toContain(
      'wrong-type: `rating`: digits stands where enum is wanted.',
    );
  });

  test('takes what is collected only if it is of that type', () => {
    expect(
      foundWith('extra: { type: collect, prompt: rate-us, date: true, into: reference, next: to-partner }'),
    ).toEqual(['wrong-type: `reference`: date stands where digits is wanted.']);
  });

  test('goes into a service only if it is one of the words that the service takes', () => {
    const told = (source: string): readonly string[] =>
      found(declare('way: { type: enum, values: [sms, post] }'), [
        'identify.yaml',
        'input: { code: code }',
        `input: { code: code, channel: ${source} }`,
      ]).filter((finding) => !finding.startsWith('unused-variable'));
    expect(told('{ value: sms }')).toEqual([]);
    expect(told('{ value: letter }')).toEqual(['wrong-type: `letter` is none of the values that may stand here.']);
    expect(told('way')).toEqual(['wrong-type: `way` may be post, which is not taken here.']);
    expect(told('rating')).toEqual(['wrong-type: `rating`: digits stands where enum is wanted.']);
  });

  test('is declared once, and once more as the same thing', () => {
    const line = 'code: { type: sensitive }\n';
    expect(found(['identify.yaml', line, `${line}  payment: { from: payments.status }\n`])).toEqual([]);
    expect(found(['identify.yaml', line, `${line}  city: { type: count }\n`])).toContain(
      'variable-conflict: `city` exists without being declared.',
    );
  });

  test('whose declaration cannot be read is not missing as well', () => {
    expect(found(['hotline.yaml', 'reference: { type: digits }', 'reference: { type: digit }'])).toEqual([
      'wrong-type: `variables.reference` is none of what may stand here.',
    ]);
  });

  test('that takes what a service finds is declared from it', () => {
    expect(found(['hotline.yaml', '    into: payment\n', '    into: paymet\n'])).toContain(
      'unknown-variable: There is no variable `paymet` that takes what a service finds.',
    );
    expect(
      found(declare('other: { from: identity.check-code }'), [
        'hotline.yaml',
        '    into: payment\n',
        '    into: other\n',
      ]),
    ).toContain('wrong-type: `other` is declared to come from `identity.check-code`.');
    expect(found(declare('other: { from: identity.chek-code }'))).toContain(
      'unknown-service: There is no service `identity.chek-code`.',
    );
  });

  test('is certainly set after a subflow that sets it on every way to that exit', () => {
    const seen = declare('seen: { type: boolean }');
    const sets: Edit = [
      'identify.yaml',
      '  verified: { type: return, exit: verified }',
      '  verified: { type: set, set: { seen: true }, next: back }\n  back: { type: return, exit: verified }',
    ];
    const read: Edit = [
      'hotline.yaml',
      'exits: { verified: retry, gave-up: to-agent }',
      'exits: { verified: known, gave-up: to-agent }',
    ];
    const known: Edit = [
      'hotline.yaml',
      GOODBYE,
      `  known: { type: branch, on: seen, exits: { yes: retry, no: retry } }\n${GOODBYE}`,
    ];
    expect(found(seen, sets, read, known)).toEqual([]);
    expect(found(seen, read, known)).toEqual([
      'variable-not-set: `seen` does not have a value on every way that leads here.',
    ]);
  });

  test('that a service did not find has lost its value', () => {
    expect(found(['hotline.yaml', 'not-found: ask-reference,', 'not-found: say-settled,'])).toEqual([
      'variable-not-set: `payment-settled` says {paymentAmount}, which does not have a value on every way that leads here.',
    ]);
  });

  test('that a service may do without need not have a value', () => {
    const hint = declare('hint: { type: text }');
    expect(
      found(hint, ['hotline.yaml', 'input: { reference: reference }', 'input: { reference: reference, hint: hint }']),
    ).toEqual([]);
  });
});

describe('a branch', () => {
  const on = (variable: string, exits: string) =>
    foundWith(`extra: { type: branch, on: ${variable}, exits: { ${exits} } }`);

  test('on a variable without a closed set asks only for its presence', () => {
    expect(on('reference', 'present: to-partner, absent: goodbye')).toEqual([]);
    expect(on('reference', 'present: to-partner')).toContain(
      'branch-incomplete: The exits of `extra` do not say what to do without a value.',
    );
    expect(on('reference', 'absent: to-partner')).toEqual([
      'branch-incomplete: The exits of `extra` do not cover every case: `reference` has no closed set of values.',
    ]);
  });

  test('covers languages, regions and levels', () => {
    expect(on('language', 'zh-CN: to-partner, en: goodbye')).toEqual([]);
    expect(on('region', 'hk: to-partner, absent: goodbye')).toEqual([]);
    expect(on('language', 'en: to-partner')).toEqual([
      'branch-incomplete: The exits of `extra` do not cover every case: zh-CN lead nowhere.',
    ]);
    expect(on('verification', 'sms: to-partner, full: to-partner, weak: goodbye, else: goodbye')).toEqual([
      'unknown-exit: `extra` never leaves by `weak`.',
    ]);
  });

  test('on verification makes it certain what may be said', () => {
    const asked = (exits: string) =>
      foundWith(
        `extra: { type: branch, on: paymentAmount, exits: { present: is-sure, absent: to-partner } }`,
        `is-sure: { type: branch, on: verification, exits: { ${exits} } }`,
        'tell: { type: play, prompt: payment-settled, next: to-partner }',
      );
    expect(asked('sms: tell, full: tell, else: to-partner')).toEqual([]);
    expect(asked('none: to-partner, caller-known: to-partner, email: to-partner, else: tell')).toEqual([]);
    expect(asked('none: to-partner, else: tell')).toEqual([
      'unverified-output: `payment-settled` may be said from level sms on; here only caller-known is certain.',
    ]);
  });
});
