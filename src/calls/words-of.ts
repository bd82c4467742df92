import type { Say } from '../flow/actions.ts';
import type { Call } from '../flow/call.ts';
import { regionCalendar } from '../flow/region-calendar.ts';
import type { Release } from '../flow/release.ts';
import type { Piece } from '../prompts/piece.ts';
import { speak } from '../prompts/speak.ts';

/** When and where something is said: near dates and years depend on it. */
export interface Moment {
  readonly release: Release;
  readonly call: Call;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * A prompt in words, as it is said at this moment in the caller's region.
 *
 * @throws {PromptError} where the release lacks the prompt or a value, as none does that passed the checks
 */
export function wordsOf({ prompt, language, values }: Say, { release, call, at }: Moment): readonly Piece[] {
  const { zone } = regionCalendar({ release, call });
  const digitOne = release.languages[language]?.digitOne;
  return speak(release.prompts, { prompt, values, language, at, zone, ...(digitOne ? { digitOne } : {}) });
}
