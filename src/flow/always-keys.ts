/** What an always-key may do where the caller is, instead of leading to a node. These words are reserved in `keys`. */
export const KEY_DEEDS = ['repeat', 'slower', 'pause'] as const;
export type KeyDeed = (typeof KEY_DEEDS)[number];

export const isKeyDeed = (written: string): written is KeyDeed => KEY_DEEDS.some((deed) => deed === written);

/** Keys that lead to a node whose words every flow has. */
const NODE_WORDS: Readonly<Record<string, string>> = { '0': 'agent', '9': 'main-menu' };

/**
 * The phrase set whose words do what an always-key does. `target` is what stands in `keys`: a deed, or a node with or
 * without its flow. A node on any other key than 0 and 9 has words where there is a set of its name.
 */
export const phraseSetOf = (key: string, target: string): string =>
  isKeyDeed(target) ? target : (NODE_WORDS[key] ?? target.slice(target.indexOf('/') + 1));

/** Whether a flow with this key must have its words in every language. */
export const needsWords = (key: string, target: string): boolean => isKeyDeed(target) || Object.hasOwn(NODE_WORDS, key);
