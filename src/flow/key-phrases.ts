import type { Language } from '../values/language.ts';
import { phraseSetOf } from './always-keys.ts';
import type { Release } from './release.ts';
import type { Candidate } from './speech.ts';

/** By the key: what callers may say in a language instead of each always-key. */
export const keyPhrases = ({ keys, phrases }: Release, language: Language): readonly Candidate[] =>
  Object.entries(keys).map(([key, target]) => ({
    key,
    phrases: phrases[language]?.[phraseSetOf(key, target.type === 'node' ? target.node : target.type)] ?? [],
  }));
