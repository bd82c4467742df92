import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FlowFiles } from '../../src/flow/compile/flow-files.ts';
import type { SourceFile } from '../../src/flow/read/finding.ts';
import { readFlow } from '../../src/flow/read/read-flow.ts';
import { RULES } from '../../src/flow/read/rules.ts';
import { compileFiles, filesOf, GOOD } from './support/compile-folder.ts';
import { sourceOf } from './support/many-nodes.ts';

let good: FlowFiles;
beforeAll(async () => {
  good = await filesOf(GOOD);
});

const KINDS = ['flows', 'prompts', 'phrases', 'calendars', 'languages', 'regions', 'numbers', 'queues'] as const;

/** The good files with every file of one kind put through a change. */
function changed(kind: (typeof KINDS)[number], change: (source: SourceFile) => SourceFile): FlowFiles {
  const files = good[kind];
  if (files === undefined) return good;
  return { ...good, [kind]: 'bytes' in files ? change(files) : files.map(change) };
}

/** Either a release, or findings that say why there is none; each at a place of the file it names. */
function expectSense(files: FlowFiles): void {
  const { release, findings } = compileFiles(files);
  expect(release === undefined).toBe(findings.some(({ severity }) => severity === 'error'));
  for (const { line, column, rule } of findings) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(RULES).toContain(rule);
  }
}

const anyKind = fc.constantFrom(...KINDS);

describe('whatever the bytes of a file', { timeout: 60_000 }, () => {
  test('there is a release or a finding, never a throw', () => {
    fc.assert(
      fc.property(anyKind, fc.uint8Array({ maxLength: 2000 }), (kind, bytes) => {
        expectSense(changed(kind, ({ file }) => ({ file, bytes })));
      }),
      { numRuns: 100 },
    );
  });

  test('text made of the signs of YAML gives a release or a finding', () => {
    const sign = fc.constantFrom(
      '- ',
      ': ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      "'",
      '|',
      '>',
      '\n',
      '  ',
      '\t',
      '#',
      '%',
      '!',
      '? ',
      '~',
      'nodes',
      'type',
      '<<',
      '__proto__',
      '---\n',
      '1',
      'a',
    );
    fc.assert(
      fc.property(anyKind, fc.array(sign, { maxLength: 200 }), (kind, signs) => {
        expectSense(changed(kind, ({ file }) => sourceOf(file, signs.join(''))));
      }),
      { numRuns: 100 },
    );
  });

  test('any value in place of a node, a variable or the defaults gives findings', () => {
    fc.assert(
      fc.property(fc.constantFrom('nodes', 'variables', 'defaults'), fc.jsonValue({ maxDepth: 4 }), (key, value) => {
        const text = JSON.stringify({ format: 1, flow: 'identify', start: 'a', nodes: { a: value }, [key]: value });
        expectSense(
          changed('flows', (source) => (source.file.includes('identify') ? sourceOf(source.file, text) : source)),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('a good file that is changed somewhere', { timeout: 60_000 }, () => {
  const textOf = ({ bytes }: SourceFile) => new TextDecoder().decode(bytes);

  test('by a piece that is cut out, doubled or exchanged gives a release or a finding', () => {
    const cut = fc.record({
      kind: anyKind,
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: 60 }),
      put: fc.oneof(fc.constant(''), fc.constant('doubled'), fc.string({ maxLength: 20 })),
    });
    fc.assert(
      fc.property(cut, ({ kind, from, length, put }) => {
        expectSense(
          changed(kind, (source) => {
            const text = textOf(source);
            const start = Math.floor(from * text.length);
            const piece = text.slice(start, start + length);
            const middle = put === 'doubled' ? piece + piece : put;
            return sourceOf(source.file, text.slice(0, start) + middle + text.slice(start + length));
          }),
        );
      }),
      { numRuns: 120 },
    );
  });

  test('by a line that is left out or moved gives a release or a finding', () => {
    fc.assert(
      fc.property(anyKind, fc.nat(), fc.nat(), (kind, from, to) => {
        expectSense(
          changed(kind, (source) => {
            const lines = textOf(source).split('\n');
            const [line = ''] = lines.splice(from % lines.length, 1);
            lines.splice(to % (lines.length + 1), 0, line);
            return sourceOf(source.file, lines.join('\n'));
          }),
        );
      }),
      { numRuns: 120 },
    );
  });
});

describe('a file that could hold the hotline up', { timeout: 60_000 }, () => {
  const bombs: Readonly<Record<string, readonly [text: string, rule: string]>> = {
    'twenty thousand anchors': [
      Array.from({ length: 20_000 }, (_, i) => `k${i}: &x${i} [*x0]`).join('\n'),
      'yaml-alias',
    ],
    'a billion laughs': ['a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]', 'yaml-alias'],
    'half a million brackets': ['['.repeat(500_000), 'too-deep'],
    'half a million braces': ['{a: '.repeat(200_000), 'too-deep'],
    'half a million dashes': ['- '.repeat(400_000), 'too-deep'],
    'steps to the right': [Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'too-deep'],
    'half a million lines': ['a: 1\n'.repeat(190_000), 'file-too-large'],
    'many commas': [`[${','.repeat(200_000)}`, 'yaml-syntax'],
    'a directive a line': ['%YAML 1.2\n'.repeat(40_000), 'yaml-syntax'],
    'many documents': ['---\n'.repeat(40_000), 'yaml-syntax'],
    'ten megabytes': ['x'.repeat(10_000_000), 'file-too-large'],
  };

  test.for(Object.entries(bombs))('is refused by a rule: %s', ([, [text, rule]]) => {
    const { findings } = readFlow(sourceOf('flows/hotline.yaml', text));
    expect(findings[0]?.rule).toBe(rule);
    expect(findings.length).toBeLessThanOrEqual(20);
  });

  test('is refused where it is not UTF-8', () => {
    const { findings } = readFlow({ file: 'flows/hotline.yaml', bytes: Uint8Array.of(0x66, 0xff, 0xfe) });
    expect(findings).toMatchObject([{ rule: 'not-utf-8', line: 1, column: 1 }]);
  });
});
