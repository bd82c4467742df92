import type { NodeBase } from '../flow/compiled.ts';
import { readEntry } from '../flow/entry.ts';
import type { Step } from '../flow/node-type.ts';
import type { CollectNode } from '../flow/nodes/collect.ts';
import type { KeyTarget } from '../flow/release.ts';
import { type Heard, matchPhrases } from '../flow/speech.ts';
import type { Walk } from './walk.ts';

/** The phrase set whose words do what a key does. */
const WORDS: Readonly<Record<string, string>> = { '0': 'agent', '9': 'main-menu', '*': 'repeat' };

/** What an always-key does as the whole entry at a listening node; none where the node has a choice of its own on it. */
export function keyStep(walk: Walk, node: NodeBase, digits: string): Step | undefined {
  if (offers(node, digits)) return undefined;
  // A `#` that ends an entry which had ended by itself is not meant for the node that listens by then.
  if (digits === '#') return { type: 'repeat' };
  // Callers in a hurry press the key for a person several times.
  const key = /^00+$/.test(digits) && !takes(walk, node, digits) ? '0' : digits;
  const target = Object.hasOwn(walk.release.keys, key) ? walk.release.keys[key] : undefined;
  return target && taken(walk, target, { key, by: 'key' });
}

/** What the caller's words do, where they are the words of an always-key. */
export function wordStep(walk: Walk, heard: Heard): Step | undefined {
  const phrases = walk.release.phrases[walk.call.language] ?? {};
  const candidates = Object.entries(WORDS).map(([key, set]) => ({ key, phrases: phrases[set] ?? [] }));
  const match = matchPhrases(heard, candidates);
  const target = match.type === 'certain' ? walk.release.keys[match.key] : undefined;
  return target && match.type === 'certain' ? taken(walk, target, { key: match.key, by: 'voice' }) : undefined;
}

function taken(
  walk: Walk,
  target: KeyTarget,
  { key, by }: { readonly key: string; readonly by: 'key' | 'voice' },
): Step {
  const exit = `always-${WORDS[key] ?? `key-${key}`}`;
  walk.facts.push({ type: 'chosen', node: walk.call.node, exit, by });
  return target.type === 'repeat' ? { type: 'repeat' } : { type: 'jump', node: target.node };
}

/** Whether keys of which each alone is an always-key are together what the caller was asked for. */
const takes = ({ call, world }: Walk, node: NodeBase, digits: string): boolean =>
  call.stay?.confirmation !== undefined || (isCollect(node) && readEntry(node.entry, digits, world.at) !== undefined);

const isCollect = (node: NodeBase): node is CollectNode => node.type === 'collect';

const offers = (node: NodeBase, digits: string): boolean =>
  'choices' in node &&
  Array.isArray(node.choices) &&
  node.choices.some((choice: { readonly dtmf: string }) => choice.dtmf === digits);
