import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/flow/read/parse-yaml.ts';

const places = (text: string) =>
  parseYaml('a.yaml', text).findings.map(({ line, column, rule }) => `${line}:${column} ${rule}`);

describe('a YAML file', () => {
  test('that is well-formed has a document and no finding', () => {
    const { yaml, findings } = parseYaml('a.yaml', 'a: 1\nb: [x, "y", |\n');
    expect(findings.length > 0).toBe(yaml === undefined);
    expect(parseYaml('a.yaml', 'a: 1\nb: [x, "y"]\n').yaml?.toJS()).toEqual({ a: 1, b: ['x', 'y'] });
  });

  test('with nothing in it holds nothing', () => {
    expect(parseYaml('a.yaml', '').yaml?.toJS() ?? null).toBeNull();
    expect(parseYaml('a.yaml', '# only words\n').findings).toEqual([]);
  });

  test('may begin with a byte-order mark', () => {
    expect(parseYaml('a.yaml', '\u{feff}a: 1\n').yaml?.toJS()).toEqual({ a: 1 });
  });

  test('is told the place of a key that stands twice', () => {
    expect(places('a: 1\nb: { c: 1, c: 2 }\na: 2\n')).toEqual(['2:12 duplicate-key', '3:1 duplicate-key'].toReversed());
  });

  test('is told at most twenty faults', () => {
    expect(places('a: 1\n'.repeat(40))).toHaveLength(20);
    expect(places('k: &a 1\n'.repeat(40))).toHaveLength(20);
  });

  test('has words for keys', () => {
    expect(places('? [a, b]\n: 1\n')).toEqual(['1:1 yaml-syntax']);
  });

  test('has one document and no directives', () => {
    expect(places('a: 1\n---\nb: 1\n')).toEqual(['2:1 yaml-syntax']);
    expect(places('%YAML 1.2\n---\na: 1\n')).toEqual([expect.stringMatching(/^\d:1 yaml-syntax$/)]);
  });

  test('does not take a star or an ampersand within words for an alias', () => {
    expect(parseYaml('a.yaml', 'a: "*b"\nc: d & e * f\ng: |\n  &h *i\n').yaml?.toJS()).toEqual({
      a: '*b',
      c: 'd & e * f',
      g: '&h *i\n',
    });
  });

  test.each([
    ['a colon too many', 'a: b: c\n', /second colon/, /in quotes/],
    ['a line that begins too far left', 'a:\n    b: 1\n   c: 2\n', /indented otherwise/, /same column/],
    ['an open quote', 'a: "b\n', /A quote is opened/, /closing quote/],
    ['an open brace', 'a:\n  - { b: 1\n  - { b: 2 }\n', /bracket of the line above/, /closing bracket/],
    ['a comma that is missing', 'a: { b: c d: e }\n', /comma is missing/, /Write a comma/],
    ['the wide colon of Chinese', 'a：b\nc: d\n', /does not say `name: text`/, /wide colon/],
    ['a tab', 'a:\n\tb: 1\n', /with a tab/, /spaces/],
  ])('with %s is told what to do, in words of its editor', (_fault, text, message, fix) => {
    const [finding] = parseYaml('a.yaml', text).findings;
    expect(finding?.message).toMatch(message);
    expect(finding?.fix).toMatch(fix);
  });

  test('is told of tabs before all else', () => {
    expect(places('a:\n\tb: 1\n  c: }\n')).toEqual(['2:1 tab']);
  });
});
