import type { Action, Say } from '../flow/actions.ts';
import type { Piece } from '../prompts/piece.ts';
import type { Language } from '../values/language.ts';
import { type Moment, wordsOf } from './words-of.ts';

/** Words, silences and recordings in one language. */
export interface Speech {
  readonly type: 'speech';
  readonly language: Language;
  readonly pieces: readonly Piece[];
  readonly bargeIn: boolean;
  /** Set where it is spoken slower than usual. */
  readonly pace?: 'slow';
}

/** What to do on the line, with prompts put into words: all that a carrier needs. */
export type SpokenAction = Exclude<Action, Say> | Speech;

/** Puts the prompts among the actions into words, as they are said at this moment. */
export function toSpoken(actions: readonly Action[], moment: Moment): readonly SpokenAction[] {
  return actions.map((action) => {
    if (action.type !== 'say') return action;
    const { language, bargeIn, pace } = action;
    return { type: 'speech', language, bargeIn, ...(pace ? { pace } : {}), pieces: wordsOf(action, moment) };
  });
}
