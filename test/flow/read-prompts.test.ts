import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../src/flow/read/finding.ts';
import { PhrasesFile, phraseKey, readPhrases } from '../../src/flow/read/read-phrases.ts';
import { PromptsFile, readPrompts } from '../../src/flow/read/read-prompts.ts';

const source = (file: string, text: string) => ({ file, bytes: new TextEncoder().encode(text) });
const prompts = (text: string) => readPrompts(source('flows/prompts/zh-CN.yaml', text));
const phrases = (text: string) => readPhrases(source('flows/phrases/en.yaml', text));
const places = (findings: readonly Finding[]) => findings.map(({ line, column, rule }) => `${line}:${column} ${rule}`);

describe('a file of prompts', () => {
  test('is a map from prompt to text or recording, in the language of its name', () => {
    const read = prompts(
      '# yaml-language-server: $schema=x.json\nwelcome: 您好。\nchime: { audio: chime.mp3 }\nlong: >\n  one\n  two\n',
    );

    expect(read.findings).toEqual([]);
    expect(read.language).toBe('zh-CN');
    expect(read.catalogue).toEqual({ welcome: '您好。', chime: { audio: 'chime.mp3' }, long: 'one two\n' });
  });

  test('warns of words that YAML takes for a remark, and of them alone', () => {
    const { catalogue, findings } = prompts('a: 说完请按 #键\nb: "说完请按 #键"\n# a remark\nc: C#\n');
    expect(places(findings)).toEqual(['1:4 text-cut-off']);
    expect(findings[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining('`键`') });
    expect(catalogue).toEqual({ a: '说完请按', b: '说完请按 #键', c: 'C#' });
  });

  test('tells that a text which begins with a brace stands in quotes', () => {
    const [finding] = prompts('a: {day}\n').findings;
    expect(finding).toMatchObject({
      line: 1,
      rule: 'wrong-value',
      message: expect.stringContaining('stands in quotes'),
    });
  });

  test('knows where each prompt stands', () => {
    const read = prompts('a: x\nb-c: y\n');
    expect(read.positionOf('b-c')).toEqual({ line: 2, column: 1 });
    expect(read.positionOf('d')).toEqual({ line: 1, column: 1 });
  });

  test('has the syntax of its messages checked, each at its place, and keeps what is at fault', () => {
    const read = prompts('a: "{x"\nb: "{n, plural, one {x}}"\nc: >-\n  {day, date}\nd: fine\n');

    expect(places(read.findings)).toEqual(['1:4 icu-syntax', '2:4 icu-other', '3:4 icu-unsupported']);
    expect(read.findings[0]).toEqual({
      file: 'flows/prompts/zh-CN.yaml',
      line: 1,
      column: 4,
      rule: 'icu-syntax',
      severity: 'error',
      message: '`a`, near `{x`: a brace is opened and not closed.',
      fix: "Close it with }, or quote it: '{'.",
    });
    expect(Object.keys(read.catalogue ?? {})).toEqual(['a', 'b', 'c', 'd']);
  });

  test('tells where a fault lies that is found at the very end of a text', () => {
    expect(prompts('a: "{n, plural,"').findings[0]?.message).toMatch(/^`a`, at its end: /);
  });

  test('has its names in kebab-case, and no prompt without words', () => {
    expect(places(prompts('Main_Menu: x\nb: "  "\nC: ""\nd: { audio: x.mp3 }\nE: { audio: y.mp3 }').findings)).toEqual([
      '1:1 bad-id',
      '2:4 empty-prompt',
      '3:1 bad-id',
      '3:4 empty-prompt',
      '5:1 bad-id',
    ]);
  });

  test.each([
    ['a number', 'a: 12', 1],
    ['a list', 'b: x\na: [1]', 2],
    ['nothing', 'a:', 1],
    ['a recording without a file', 'a: {}', 1],
    ['a recording whose file is a number', 'a: { audio: 3 }', 1],
    ['a list of prompts', '- a', 1],
  ])('does not take %s for a prompt', (_what, text, line) => {
    const read = prompts(text);
    expect(read.catalogue).toBeUndefined();
    expect(read.findings.map((finding) => finding.line)).toContain(line);
    expect(read.findings.every(({ severity }) => severity === 'error')).toBe(true);
  });

  test.each(['""', '../secret.mp3', '/etc/passwd', 'https://example.com/x.mp3', 'a b.mp3', 'en/.hidden'])(
    'plays no recording from %s',
    (file) => {
      expect(places(prompts(`a: { audio: ${file} }`).findings)).toEqual(['1:4 bad-audio']);
    },
  );

  test('plays recordings from folders', () => {
    expect(prompts('a: { audio: en/main-menu_2.mp3 }').findings).toEqual([]);
  });

  test('names a key that a recording does not have', () => {
    expect(places(prompts('a: { audio: x.mp3, loop: 2 }').findings)).toEqual(['1:20 unknown-key']);
  });

  test('is a catalogue or findings, and never a throw, whatever its bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          const { catalogue, findings } = readPrompts({ file: 'flows/prompts/en.yaml', bytes });
          expect(catalogue !== undefined || findings.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe('a file of phrases', () => {
  test('is a map from phrase set to words, in the language of its name', () => {
    const read = phrases('login: [log in, sign in]\npayment: [pay, sign in]\n');
    expect(read.findings).toEqual([]);
    expect(read.language).toBe('en');
    expect(read.phrases).toEqual({ login: ['log in', 'sign in'], payment: ['pay', 'sign in'] });
    expect(read.positionOf('payment')).toEqual({ line: 2, column: 1 });
    expect(read.positionOf('payment', 1)).toEqual({ line: 2, column: 16 });
  });

  test('has no empty set, no phrase without words, none twice, and names in kebab-case', () => {
    const read = phrases('login: []\npay: [Pay me, "?", "pay me!"]\nToo_Big: [x]\n');
    expect(places(read.findings)).toEqual([
      '1:1 empty-phrases',
      '2:15 empty-phrase',
      '2:20 duplicate-phrase',
      '3:1 bad-id',
    ]);
  });

  test('is refused where a set is not a list of texts', () => {
    expect(phrases('login: log in').phrases).toBeUndefined();
    expect(phrases('login: [1]').findings[0]).toMatchObject({ line: 1, column: 9, rule: 'unquoted' });
  });
});

test('phrases are compared as they sound', () => {
  expect(phraseKey('  Log-in,  PLEASE! ')).toBe('log in please');
  expect(phraseKey('人工。')).toBe('人工');
  expect(phraseKey('１')).toBe('1');
});

test('editors can complete both kinds of file', () => {
  expect(z.toJSONSchema(PromptsFile, { io: 'input' })).toMatchObject({
    type: 'object',
    additionalProperties: { anyOf: [{ type: 'string' }, { type: 'object', required: ['audio'] }] },
  });
  expect(z.toJSONSchema(PhrasesFile, { io: 'input' })).toMatchObject({
    additionalProperties: { type: 'array', items: { type: 'string' } },
  });
});
