import { beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM_PROMPTS } from '../../src/flow/check/prompt-uses.ts';
import type { FlowFiles } from '../../src/flow/compile/flow-files.ts';
import { compileFiles, filesOf, GOOD } from './support/compile-folder.ts';
import type { Edit } from './support/edit.ts';
import { declare, extra, found, foundWith } from './support/found.ts';
import { sourceOf, withManyNodes } from './support/many-nodes.ts';

let good: FlowFiles;
beforeAll(async () => {
  good = await filesOf(GOOD);
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

  test('and a prompt are needed for a key that makes slower or pauses', () => {
    expect(found(['hotline.yaml', '"*": repeat', '"*": repeat, "7": slower, "8": pause'])).toEqual([
      'phrases-missing: There are no phrases `slower` in zh-CN and en.',
      'phrases-missing: There are no phrases `pause` in zh-CN and en.',
      'prompt-missing: There is no prompt `pausing` in zh-CN and en.',
    ]);
  });

  test('of a node on any other key are not needed', () => {
    expect(found(['hotline.yaml', '"*": repeat', '"*": repeat, "6": main-menu'])).toEqual([]);
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

describe('a node that listens', () => {
  test('needs a way out of its own where the defaults give none', () => {
    const without: Edit = ['hotline.yaml', '  exhausted: to-agent\n', ''];
    expect(found(without)).toContain('missing-exit: `main-menu` leads nowhere once its visits are used up.');
  });
});

describe('a flow without defaults', () => {
  test('is compiled where no node needs them', () => {
    const text = 'format: 1\nflow: hotline\nstart: bye\nnodes:\n  bye: { type: hang-up, prompt: goodbye }\n';
    const words = SYSTEM_PROMPTS.map((prompt) => `${prompt}: Words.\n`).join('');
    const prompts = ['en', 'zh-CN'].map((language) => sourceOf(`flows/prompts/${language}.yaml`, words));
    const flows = [sourceOf('flows/hotline.yaml', text)];
    const { release } = compileFiles({ ...good, flows, prompts, numbers: undefined });
    expect(release).toMatchObject({ keys: {}, numbers: {}, transfers: {}, start: 'hotline/bye' });
    expect(release?.confirm).toBeUndefined();
  });
});

describe('a file of texts', () => {
  test('in a language that the hotline does not speak is told', () => {
    const french = sourceOf('flows/prompts/fr.yaml', 'goodbye: Au revoir.\n');
    const { findings } = compileFiles({ ...good, prompts: [...good.prompts, french] });
    expect(findings).toMatchObject([{ file: 'flows/prompts/fr.yaml', line: 1, rule: 'unknown-language' }]);
  });
});

describe('a long circle', () => {
  test('is told by the first of its nodes', () => {
    const names = ['extra', 'b', 'c', 'd', 'e', 'f', 'g'];
    const lines = names.map(
      (name, index) => `${name}: { type: play, prompt: welcome, next: ${names[index + 1] ?? 'is-chosen'} }`,
    );
    const way = 'is-chosen: { type: branch, on: topic, exits: { absent: to-partner, else: extra } }';
    expect(foundWith(...lines, way)).toEqual([
      'endless-cycle: A call runs in a circle that no caller can break: extra, b, c, d, e and more.',
    ]);
  });
});
