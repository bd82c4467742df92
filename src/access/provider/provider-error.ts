/** Why the company's provider signs nobody in. Each has its entry in docs/errors.md. */
export const providerErrorCodes = ['provider-down', 'provider-refused', 'not-believed'] as const;

export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: (typeof providerErrorCodes)[number];

  constructor(code: ProviderError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
