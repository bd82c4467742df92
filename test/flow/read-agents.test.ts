import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAgents } from '../../src/flow/config/read-agents.ts';
import { okpay } from '../support/okpay-release.ts';

const shipped = readFileSync('config/agents.yaml', 'utf8');
const read = (text: string) => readAgents({ file: 'agents.yaml', bytes: new TextEncoder().encode(text) }, okpay);

/** The shipped file with one change. */
function changed(from: string, to: string) {
  expect(shipped).toContain(from);
  return read(shipped.replace(from, to));
}

const lineOf = (text: string) => shipped.split('\n').findIndex((line) => line.includes(text)) + 1;

test('the shipped agents are read without findings', () => {
  const { value, findings } = read(shipped);
  expect(findings).toEqual([]);
  expect(Object.keys(value?.agents ?? {})).toEqual(['+442079460190']);
});

describe('a finding, at its line, is', () => {
  test.each([
    ['a queue that does not exist', 'queues: [login,', 'queues: [logn,', 'unknown-queue', 'queues: [login'],
    [
      'a language that is not spoken',
      'languages: [zh-CN,',
      'languages: [zh-TW,',
      'unknown-language',
      'languages: [zh-CN',
    ],
    ['a line that customers ring', 'line: "+85230000090"', 'line: "+85230000000"', 'line-is-public', 'line:'],
    ['an agent whose number is the line', '"+442079460190":', '"+85230000090":', 'agent-is-line', '"+442079460190":'],
    [
      'an agent at a number of customers',
      '"+442079460190":',
      '"+442079460100":',
      'agent-is-public',
      '"+442079460190":',
    ],
    ['a line without its country code', 'line: "+85230000090"', 'line: "30000090"', 'wrong-value', 'line:'],
    ['a PIN in place of its hash', 'salt: 0att8KBSMAGyNtZn4TyHHw==', 'salt: "314159"', 'wrong-value', 'salt: 0att'],
    ['a key that nobody knows', '    name: Demo agent', '    nam: Demo agent', 'unknown-key', 'name: Demo'],
  ])('%s', (_what, from, to, rule, place) => {
    const { value, findings } = changed(from, to);
    expect(value).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({ rule, line: lineOf(place), severity: 'error', file: 'agents.yaml' }),
    );
  });
});

test('a queue that is nearly written right is offered', () => {
  const { findings } = changed('queues: [login,', 'queues: [logn,');
  expect(findings[0]?.fix).toContain('login');
});

test('no bytes make it throw', () => {
  for (const text of ['', '[]', '{', '\t', 'line: 1', 'agents: {}', 'agents: [1]', 'constructor: 1']) {
    expect(read(text).findings.length).toBeGreaterThan(0);
  }
});
