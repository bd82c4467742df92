import type { Voice } from '../flow/release.ts';
import { escapeAttribute, escapeText } from './xml.ts';

/** Words in one language. */
export interface FallbackWords {
  readonly language: string;
  readonly text: string;
}

/** What callers hear where nothing of the hotline answers. */
export interface Fallback {
  readonly words: readonly FallbackWords[];
  /** The number that is dialled then, if there is one. */
  readonly desk: string | undefined;
  /** Said last. */
  readonly farewell: readonly FallbackWords[];
}

const DESK_RINGS_SECONDS = 30;

/**
 * TwiML that stands on its own: no address in it leads back to the hotline, which does not answer, so that after the desk
 * the document goes on with what comes next in it.
 *
 * @throws {Error} for a language without a voice
 */
export function toFallbackTwiml({ words, desk, farewell }: Fallback, voices: Readonly<Record<string, Voice>>): string {
  const say = ({ language, text }: FallbackWords): string => {
    const voice = voices[language];
    if (!voice) throw new Error(`there is no voice for ${language}`);
    const spoken = `voice="${escapeAttribute(voice.voice)}" language="${escapeAttribute(voice.sayLanguage)}"`;
    return `  <Say ${spoken}>${escapeText(text)}</Say>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Response>',
    ...words.map(say),
    ...(desk === undefined
      ? []
      : [`  <Dial timeout="${DESK_RINGS_SECONDS}"><Number>${escapeText(desk)}</Number></Dial>`]),
    ...farewell.map(say),
    '  <Hangup/>',
    '</Response>',
    '',
  ].join('\n');
}
