import type { Action, Say } from '../flow/actions.ts';
import type { Call } from '../flow/call.ts';
import { regionCalendar } from '../flow/region-calendar.ts';
import type { Release } from '../flow/release.ts';
import type { Piece } from '../prompts/piece.ts';
import { speak } from '../prompts/speak.ts';
import type { Language } from '../values/language.ts';

/** Words, silences and recordings in one language. */
export interface Speech {
  readonly type: 'speech';
  readonly language: Language;
  readonly pieces: readonly Piece[];
  readonly bargeIn: boolean;
}

/** What to do on the line, with prompts put into words: all that a carrier needs. */
export type SpokenAction = Exclude<Action, Say> | Speech;

/** Puts the prompts among the actions into words, as they are said at this moment. `at` is epoch ms. */
export function toSpoken(
  actions: readonly Action[],
  { release, call, at }: { readonly release: Release; readonly call: Call; readonly at: number },
): readonly SpokenAction[] {
  return actions.map((action) => {
    if (action.type !== 'say') return action;
    const { prompt, language, values, bargeIn } = action;
    const zone = regionCalendar({ release, call }).zone;
    return {
      type: 'speech',
      language,
      bargeIn,
      pieces: speak(release.prompts, { prompt, values, language, at, zone }),
    };
  });
}
