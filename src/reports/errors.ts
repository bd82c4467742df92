/** Why there is no such report. Each has its entry in docs/errors.md. */
export const reportErrorCodes = ['off-grid', 'too-many-stretches', 'figures-behind'] as const;

export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: (typeof reportErrorCodes)[number];

  constructor(code: ReportError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
