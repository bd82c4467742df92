import type { Language } from '../values/language.ts';

/** The name of a prompt, a kebab-case word such as `main-menu`. */
export type PromptId = string;

/** What is spoken for a prompt: ICU MessageFormat text with plural and select, or a recording. */
export type Prompt = string | { readonly audio: string };

/** All prompts of one language. Never changed once made: what is compiled from it is kept with it. */
export type Catalogue = Readonly<Record<PromptId, Prompt>>;

/** A catalogue for each language of a release. */
export type Catalogues = Readonly<Record<Language, Catalogue>>;
