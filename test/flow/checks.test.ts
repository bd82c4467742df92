import { beforeAll, describe, expect, test } from 'vitest';
import type { FlowFiles } from '../../src/flow/compile/flow-files.ts';
import { compileFiles, filesOf, GOOD } from './support/compile-folder.ts';
import { type Edit, edited } from './support/edit.ts';
import { sourceOf, withManyNodes } from './support/many-nodes.ts';

let good: FlowFiles;
beforeAll(async () => {
  good = await filesOf(GOOD);
});

/** `rule: message` of what is found in the good files with these changes. */
const found = (...edits: readonly Edit[]): readonly string[] =>
  compileFiles(edited(good, edits)).findings.map(({ rule, message }) => `${rule}: ${message}`);

const GOODBYE = '  goodbye: { type: hang-up, prompt: goodbye }\n';
const PARTNER = 'label: partner, next: to-partner }';

/** A node that the main menu leads to. */
const extra = (...lines: readonly string[]): readonly Edit[] => [
  ['hotline.yaml', PARTNER, `${PARTNER}\n      - { dtmf: "4", label: extra, next: extra }`],
  ['hotline.yaml', GOODBYE, `${lines.map((line) => `  ${line}\n`).join('')}${GOODBYE}`],
];

/** What is found with a node more that the main menu leads to. */
const foundWith = (...lines: readonly string[]): readonly string[] => found(...extra(...lines));

const declare = (line: string): Edit => [
  'hotline.yaml',
  '  rating: { type: digits }\n',
  `  rating: { type: digits }\n  ${line}\n`,
];

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
      'wrong-type: `fr` is not a value of type enum.',
      'wrong-type: `kh` is not a value of type enum.',
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
      'extra: { type: set, set: { narrow: { from: ' + from + ' } }, next: told }',
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

describe('prompts', () => {
  test('in the defaults may only say what every listening node certainly has', () => {
    expect(
      found(
        ['prompts/en.yaml', 'still-there: I did', 'still-there: "{reference}: I did'],
        ['prompts/en.yaml', 'not hear anything.', 'not hear anything."'],
        ['prompts/zh-CN.yaml', 'still-there: 我没有听到声音。', 'still-there: "{reference}我没有听到声音。"'],
      ),
    ).toEqual([
      'variable-not-set: `still-there` says {reference}, which does not have a value on every way that leads here.',
    ]);
  });

  test('for confirming may only say what was heard', () => {
    expect(
      found(
        ['prompts/en.yaml', 'I heard {heard}.', 'I heard {heard} and {reference}.'],
        ['prompts/zh-CN.yaml', '我听到的是{heard}', '我听到的是{heard}{reference}'],
      ),
    ).toEqual([
      'variable-not-set: `did-you-say` says {reference}, which does not have a value on every way that leads here.',
    ]);
  });

  test('spoken in one language must be there in it, and the language among those spoken', () => {
    expect(
      found(
        ['prompts/en.yaml', 'help-link: Your link is on its way.\n', ''],
        ['hotline.yaml', 'prompt: help-link', 'prompt: { prompt: help-link, language: zh-CN }'],
      ),
    ).toEqual([]);
    expect(found(['hotline.yaml', 'prompt: help-link', 'prompt: { prompt: help-link, language: fr }'])).toEqual([
      'unknown-language: The hotline does not speak `fr`.',
    ]);
  });

  test('that the hotline says by itself must be there', () => {
    expect(found(['prompts/en.yaml', 'apology: I am sorry, something went wrong.\n', ''])).toEqual([
      'prompt-missing: There is no prompt `apology` in en.',
    ]);
  });

  test('never say a sensitive value', () => {
    expect(
      found(
        ['prompts/en.yaml', 'enter-code: Please key your code.', 'enter-code: "Not {code}."'],
        ['prompts/zh-CN.yaml', 'enter-code: 请输入验证码。', 'enter-code: "{code}"'],
      ),
    ).toEqual([
      'sensitive-use: `enter-code`: `code` is sensitive, and is never spoken.',
      'sensitive-use: `enter-code`: `code` is sensitive, and is never spoken.',
    ]);
  });

  test('do not print an enum', () => {
    expect(
      found([
        'prompts/en.yaml',
        'payment-pending: "{paymentAmount} is',
        'payment-pending: "{paymentState} {paymentAmount} is',
      ]),
    ).toContain('placeholder-type: `payment-pending`: {paymentState} of type enum cannot be printed there.');
  });
});

describe('a sensitive value', () => {
  const collected = (line: string) => found(['identify.yaml', '    sensitive: true\n', `    sensitive: true\n${line}`]);

  test('is never read back', () => {
    expect(collected('    readBack: goodbye\n')).toEqual([
      'sensitive-use: A sensitive value is keyed as digits, and is never read back.',
    ]);
  });

  test('comes by keypad only', () => {
    expect(found(['identify.yaml', '    digits: { min: 6, max: 6 }\n', '    speech: true\n'])).toEqual([
      'sensitive-use: A sensitive value is keyed as digits, and is never read back.',
    ]);
  });

  test('is forgotten at the second node', () => {
    expect(
      found(
        ['identify.yaml', 'next: check-code', 'next: thanks'],
        ['identify.yaml', '  give-up:', '  thanks: { type: play, prompt: one-moment, next: check-code }\n  give-up:'],
      ),
    ).toEqual(['sensitive-use: `code` is forgotten before this node: a sensitive value lives only to the next node.']);
  });

  test('goes to no service that does not take it as such', () => {
    expect(
      found(['hotline.yaml', 'input: { reference: reference }', 'input: { reference: reference, hint: code }']),
    ).toContain(
      'sensitive-use: `code` is sensitive, and may only be told to a service whose contract takes it as such.',
    );
  });
});

describe('names', () => {
  test('of nodes are looked for in the defaults, at the start and in other flows', () => {
    expect(
      found(
        ['hotline.yaml', '  exhausted: to-agent\n', '  exhausted: to-agnet\n'],
        ['hotline.yaml', '"9": main-menu', '"9": menus/main'],
        ['identify.yaml', 'start: ask-code', 'start: ask'],
      ),
    ).toEqual(
      expect.arrayContaining([
        'unknown-node: There is no node `to-agnet`.',
        'unknown-node: There is no flow `menus`.',
        'unknown-node: The flow starts with `ask`, which is not a node of it.',
      ]),
    );
  });

  test('of calendars and regions are looked for in the configuration', () => {
    expect(
      found(['regions.yaml', 'default: hk', 'default: kh'], ['regions.yaml', 'calendar: hk', 'calendar: kh']),
    ).toEqual(['unknown-region: There is no region `kh`.', 'unknown-calendar: There is no calendar `kh`.']);
  });

  test('of a type are needed at every node', () => {
    expect(foundWith('extra: { prompt: welcome }')).toContain('unknown-type: `extra` does not say its type.');
    expect(foundWith('extra: [welcome]')).toContain('unknown-type: `extra` does not say its type.');
  });
});

describe('phrases', () => {
  test('for the always-keys, and for yes and no, are needed where speech is heard', () => {
    expect(
      found(
        ['phrases/en.yaml', 'agent: [agent, representative]\n', ''],
        ['phrases/en.yaml', '"yes": ["yes", right]\n', ''],
      ),
    ).toEqual([
      'phrases-missing: There are no phrases `yes` in en.',
      'phrases-missing: There are no phrases `agent` in en.',
    ]);
    const keysOnly: Edit = ['hotline.yaml', 'input: [dtmf, speech]', 'input: [dtmf]'];
    expect(found(keysOnly, ['phrases/en.yaml', 'agent: [agent, representative]\n', ''])).toEqual([]);
  });

  test('for yes and no are needed where a node asks for them', () => {
    const asks = extra(
      'extra: { type: collect, prompt: rate-us, yesNo: true, into: sure, next: told }',
      'told: { type: branch, on: sure, exits: { yes: to-partner, no: goodbye } }',
    );
    const edits: readonly Edit[] = [
      declare('sure: { type: boolean }'),
      ['hotline.yaml', '  confirm: did-you-say\n', ''],
      ...asks,
    ];
    const withoutConfirm = found(...edits, ['phrases/en.yaml', '"no": ["no", wrong]\n', '']);
    expect(withoutConfirm).toContain('phrases-missing: There are no phrases `no` in en.');
  });
});

describe('a set of files', () => {
  test('without an entry flow, or with nothing in it, is told what is missing', () => {
    const empty = {
      flows: [],
      prompts: [],
      phrases: [],
      calendars: [],
      languages: undefined,
      regions: undefined,
      numbers: undefined,
      queues: undefined,
      audio: [],
    };
    const { release, findings } = compileFiles(empty);
    expect(release).toBeUndefined();
    expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'config/languages.yaml missing-file',
      'config/queues.yaml missing-file',
      'config/regions.yaml missing-file',
      'flows/hotline.yaml missing-file',
    ]);
  });

  test('with a flow that nothing calls is told so once', () => {
    const island = sourceOf(
      'flows/island.yaml',
      'format: 1\nflow: island\nstart: a\nnodes:\n  a: { type: return, exit: done }\n',
    );
    const { findings } = compileFiles({ ...good, flows: [...good.flows, island] });
    expect(findings.map(({ message }) => message)).toEqual(['No call can reach the flow `island`.']);
  });

  test('with a fault in one node is told the faults of the others all the same', () => {
    const rules = found(
      ['hotline.yaml', 'greeting: { type: play, prompt: welcome', 'greeting: { type: plya, prompt: welcome'],
      ['hotline.yaml', 'tags: { rating: rating }', 'tags: { rating: ratings }'],
      ['hotline.yaml', 'busy: to-agent', 'busy: to-agents'],
      ['identify.yaml', 'digits: { min: 6, max: 6 }', 'digits: { min: 6, max: 5 }'],
    ).map((it) => it.split(':')[0]);
    expect(rules.sort()).toEqual(['unknown-node', 'unknown-type', 'unknown-variable', 'wrong-value']);
  });

  test('of ten thousand nodes is compiled without a finding', { timeout: 60_000 }, () => {
    const { release, findings } = compileFiles(withManyNodes(good, 10_000));
    expect(findings).toEqual([]);
    expect(Object.keys(release?.nodes ?? {}).length).toBeGreaterThan(10_000);
  });
});
