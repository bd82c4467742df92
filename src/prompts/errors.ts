/** Why a prompt cannot be spoken. The compiler of flows keeps each from happening; callers answer with an apology. */
export const promptErrorCodes = [
  'unknown_prompt',
  'unknown_language',
  'missing_value',
  'bad_value',
  'bad_message',
  'unknown_zone',
] as const;

export class PromptError extends Error {
  override readonly name = 'PromptError';
  readonly code: (typeof promptErrorCodes)[number];
  /** The prompt, placeholder, language or type of value at fault; never the value itself. */
  readonly about: string;

  constructor(code: PromptError['code'], about: string, options?: { readonly cause: unknown }) {
    super(`a prompt cannot be spoken: ${code.replace('_', ' ')} ${about}`, options);
    this.code = code;
    this.about = about;
  }
}
