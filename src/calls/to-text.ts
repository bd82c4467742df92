import { toSay } from '../engine/walk.ts';
import type { PromptRef } from '../flow/compiled.ts';
import type { Draft } from './draft.ts';
import { wordsOf } from './words-of.ts';

/** Prompts as they are written in a text message: their words, without pauses and recordings. */
export function toText(prompts: readonly PromptRef[], { release, call, world }: Draft): string {
  return prompts
    .flatMap((ref) => wordsOf(toSay({ release, call }, ref, true), { release, call, at: world.at }))
    .flatMap((piece) => (piece.type === 'text' ? [piece.text] : []))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
