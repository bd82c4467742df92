import type { PromptRef } from '../../../src/flow/compiled.ts';
import { type NodeId, nodeId } from '../../../src/flow/ids.ts';
import type { MenuNode } from '../../../src/flow/nodes/menu.ts';
import type { Release } from '../../../src/flow/release.ts';

const asked: readonly PromptRef[] = [{ prompt: 'which-way', placeholders: [] }];
const missed: readonly PromptRef[] = [{ prompt: 'not-offered', placeholders: [] }];

/**
 * A release of `size` menus with two choices each, in which every menu is reached from every other within log2(size)
 * keys: menu `i` leads to `2i + 1` and `2i + 2`, counted round.
 */
export function growRelease(size: number): Release {
  const nodes: Record<NodeId, MenuNode> = {};
  for (let index = 0; index < size; index += 1) {
    nodes[menuId(index)] = {
      type: 'menu',
      exits: { left: menuId((2 * index + 1) % size), right: menuId((2 * index + 2) % size), exhausted: menuId(0) },
      prompt: asked,
      reprompt: [],
      input: ['dtmf'],
      timeoutSeconds: 5,
      attempts: 3,
      bargeIn: true,
      noInput: missed,
      noMatch: missed,
      choices: [
        { dtmf: '1', exit: 'left', set: { topic: { type: 'constant', value: 'left' } } },
        { dtmf: '2', exit: 'right', set: { topic: { type: 'constant', value: 'right' } } },
      ],
    };
  }
  return { ...emptyRelease, start: menuId(0), nodes };
}

function menuId(index: number): NodeId {
  return nodeId('grown', `menu-${index}`);
}

const emptyRelease: Omit<Release, 'start' | 'nodes'> = {
  format: 1,
  id: '00000000000000000000000000000000',
  keys: { '*': { type: 'repeat' } },
  variables: {},
  languages: { en: { sayLanguage: 'en-US', voice: 'Polly.Joanna', listenLanguage: 'en-US', slowerPercent: 80 } },
  defaultLanguage: 'en',
  prompts: { en: { 'which-way': 'Left, press 1. Right, press 2.', 'not-offered': 'That key is not offered.' } },
  phrases: { en: {} },
  calendars: {},
  regions: {},
  defaultRegion: 'none',
  numbers: {},
  queues: {},
  transfers: {},
};
