import { toSay } from '../engine/walk.ts';
import type { PromptRef } from '../flow/compiled.ts';
import { regionCalendar } from '../flow/region-calendar.ts';
import { speak } from '../prompts/speak.ts';
import type { Draft } from './draft.ts';

/** Prompts as they are written in a text message: their words, without pauses and recordings. */
export function toText(prompts: readonly PromptRef[], draft: Draft): string {
  const { release, call, world } = draft;
  const { zone } = regionCalendar(draft);
  return prompts
    .flatMap((ref) => {
      const { prompt, values, language } = toSay({ release, call }, ref, true);
      return speak(release.prompts, { prompt, values, language, at: world.at, zone });
    })
    .flatMap((piece) => (piece.type === 'text' ? [piece.text] : []))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
