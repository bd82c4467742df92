import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/engine/errors.ts';
import type { NodeBase } from '../../src/flow/compiled.ts';
import type { Release } from '../../src/flow/release.ts';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const sound = smallRelease({
  flow: `
start: first
defaults: { exhausted: agent, keys: { "0": agent } }
nodes:
  first: { type: menu, prompt: ask, choices: [ { dtmf: "1", next: one } ] }
  one: { type: play, prompt: one, next: two }
  two: { type: play, prompt: two, next: agent }
  agent: { type: hang-up, prompt: goodbye }
`,
  prompts: { ask: 'Ask.', one: 'One.', two: 'Two.' },
});

/** A release that no checked files could make, with some nodes leading elsewhere. */
const broken = (exits: Readonly<Record<string, NodeBase['exits']>>, over: Partial<Release> = {}): Release => ({
  ...sound,
  nodes: Object.fromEntries(
    Object.entries(sound.nodes).map(([id, node]) => [id, exits[id] ? { ...node, exits: exits[id] } : node]),
  ),
  ...over,
});
const ROUND = { 'hotline/two': { next: 'hotline/one' } };

describe('a loop that no caller can leave', () => {
  test('ends at the way out of where the caller last had a say, with a fact', () => {
    const call = play(broken({ ...ROUND, 'hotline/first': { 'key-1': 'hotline/one', exhausted: 'hotline/agent' } }));
    const led = call.presses('1');
    expect(led.facts).toContainEqual(expect.objectContaining({ type: 'bound-reached' }));
    expect(led.actions.at(-1)).toBe('hang-up');
  });

  test('ends at a person where the caller never had a say, and with a goodbye where there is none', () => {
    const start = 'hotline/one';
    expect(play(broken(ROUND, { start })).actions.at(-1)).toBe('hang-up');
    const alone = play(broken(ROUND, { start, keys: {} }));
    expect(alone.actions.at(-1)).toBe('hang-up');
    expect(alone.call.phase).toBe('closing');
  });

  test('is an error where the way out leads back into it', () => {
    const release = broken({ ...ROUND, 'hotline/first': { 'key-1': 'hotline/one', exhausted: 'hotline/one' } });
    const keys = { '0': { type: 'node', node: 'hotline/one' } } as const;
    expect(() => play({ ...release, start: 'hotline/one', keys })).toThrow(EngineError);
  });
});

describe('a release that does not hold together', () => {
  test.each([
    ['an exit that is not there', broken({ 'hotline/one': {} }), 'no-exit'],
    ['an exit to a node that is not there', broken({ 'hotline/one': { next: 'hotline/nowhere' } }), 'unknown-node'],
    ['an exit to something every object has', broken({ 'hotline/one': { next: 'constructor' } }), 'unknown-node'],
  ])('is an error: %s', (_what, release, code) => {
    expect(() => play(release).presses('1')).toThrow(expect.objectContaining({ name: 'EngineError', code }));
  });

  test('is an error: a return to nowhere', () => {
    const nodes = { ...sound.nodes, 'hotline/one': { type: 'return', exit: 'done', exits: {} } as NodeBase };
    expect(() => play({ ...sound, nodes }).presses('1')).toThrow(
      expect.objectContaining({ code: 'nothing-to-return-to' }),
    );
  });

  test('is an error: a node type of another version', () => {
    const nodes = { ...sound.nodes, 'hotline/one': { type: 'telepathy', exits: {} } };
    expect(() => play({ ...sound, nodes }).presses('1')).toThrow(/no node type telepathy/);
  });
});

describe('a flow without keys', () => {
  const silent: Release = { ...sound, keys: {} };

  test('ends with a goodbye where a person would be the way out', () => {
    expect(play(silent).after({ type: 'reply-refused', code: '12100' }).actions).toEqual(['say', 'hang-up']);
  });

  test('takes them for keys that are not offered', () => {
    expect(play(silent).presses('0').facts).toContainEqual({
      type: 'missed',
      node: 'hotline/first',
      cause: 'no-match',
    });
  });
});

test('who is being seen off hears no more than that', () => {
  const closing = play(sound).presses('1');
  expect(closing.presses('1').actions).toEqual(['hang-up']);
});
