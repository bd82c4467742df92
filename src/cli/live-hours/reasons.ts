import type { Names } from '../../hours/calendar.ts';
import type { Catalogues } from '../../prompts/catalogue.ts';
import { speak } from '../../prompts/speak.ts';

/** Prompts that begin so are the reasons that a closure may have, with what callers hear for each. */
const PREFIX = 'closed-reason-';

/**
 * The reasons that a closure may have, by their id: `maintenance` for the prompt `closed-reason-maintenance`. Each has
 * its words in every language that has the prompt; recordings, and prompts with placeholders, have none.
 */
export function readReasons(prompts: Catalogues): ReadonlyMap<string, Names> {
  const reasons = new Map<string, Record<string, string>>();
  for (const [language, catalogue] of Object.entries(prompts)) {
    for (const [prompt, text] of Object.entries(catalogue)) {
      if (!prompt.startsWith(PREFIX) || typeof text !== 'string' || text.includes('{')) continue;
      const reason = prompt.slice(PREFIX.length);
      reasons.set(reason, { ...reasons.get(reason), [language]: wordsOf(prompts, { prompt, language }) });
    }
  }
  return reasons;
}

const wordsOf = (prompts: Catalogues, { prompt, language }: { prompt: string; language: string }): string =>
  speak(prompts, { prompt, language, values: {}, at: 0, zone: 'UTC' })
    .flatMap((piece) => (piece.type === 'text' ? [piece.text] : []))
    .join(' ');
