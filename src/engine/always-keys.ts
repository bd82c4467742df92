import { phraseSetOf } from '../flow/always-keys.ts';
import type { NodeBase } from '../flow/compiled.ts';
import { readEntry } from '../flow/entry.ts';
import { keyPhrases } from '../flow/key-phrases.ts';
import type { Step } from '../flow/node-type.ts';
import type { CollectNode } from '../flow/nodes/collect.ts';
import { inRegionCurrency } from '../flow/region-calendar.ts';
import type { KeyTarget } from '../flow/release.ts';
import { type Heard, matchPhrases } from '../flow/speech.ts';
import type { Walk } from './walk.ts';

/** What an always-key does as the whole entry at a listening node; none where the node has a choice of its own on it. */
export function keyStep(walk: Walk, node: NodeBase, digits: string): Step | undefined {
  if (offers(node, digits)) return undefined;
  // A `#` that ends an entry which had ended by itself is not meant for the node that listens by then.
  if (digits === '#') return { type: 'repeat' };
  // Callers in a hurry press the key for a person several times.
  const key = /^00+$/.test(digits) && !takes(walk, node, digits) ? '0' : digits;
  const target = Object.hasOwn(walk.release.keys, key) ? walk.release.keys[key] : undefined;
  if (!target || (isComfort(target) && isEntry(walk, node, digits))) return undefined;
  return taken(walk, target, { key, by: 'key' });
}

/** What the caller's words do, where they are the words of an always-key. */
export function wordStep(walk: Walk, heard: Heard): Step | undefined {
  const match = matchPhrases(heard, keyPhrases(walk.release, walk.call.language));
  const target = match.type === 'certain' ? walk.release.keys[match.key] : undefined;
  return target && match.type === 'certain' ? taken(walk, target, { key: match.key, by: 'voice' }) : undefined;
}

function taken(
  walk: Walk,
  target: KeyTarget,
  { key, by }: { readonly key: string; readonly by: 'key' | 'voice' },
): Step {
  const exit = `always-${phraseSetOf(key, target.type === 'node' ? target.node : target.type)}`;
  walk.facts.push({ type: 'chosen', node: walk.call.node, exit, by });
  return target.type === 'node' ? { type: 'jump', node: target.node } : { type: target.type };
}

/** Whether keys of which each alone is an always-key are together what the caller was asked for. */
const takes = (walk: Walk, node: NodeBase, digits: string): boolean =>
  walk.call.stay?.confirmation !== undefined || isEntry(walk, node, digits);

/** Whether the caller is asked for an entry, and this is a whole one. */
const isEntry = ({ release, call, world }: Walk, node: NodeBase, digits: string): boolean =>
  call.stay?.confirmation === undefined &&
  isCollect(node) &&
  readEntry(inRegionCurrency(node.entry, { release, call }), digits, world.at) !== undefined;

/** Keys that give way to an entry: whoever keys 7 as an amount means 7. */
const isComfort = ({ type }: KeyTarget): boolean => type === 'slower' || type === 'pause';

const isCollect = (node: NodeBase): node is CollectNode => node.type === 'collect';

const offers = (node: NodeBase, digits: string): boolean =>
  'choices' in node &&
  Array.isArray(node.choices) &&
  node.choices.some((choice: { readonly dtmf: string }) => choice.dtmf === digits);
