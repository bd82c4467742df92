/** Why the back office gave no answer. Each has its entry in docs/errors.md. */
export const backOfficeErrorCodes = [
  'circuit-open',
  'unreachable',
  'too-late',
  'token-refused',
  'request-refused',
  'failing',
  'not-json',
  'too-large',
  'bad-answer',
] as const;
export type BackOfficeErrorCode = (typeof backOfficeErrorCodes)[number];

export interface Unanswered {
  readonly code: BackOfficeErrorCode;
  /** As `payments.status`. */
  readonly operation: string;
  /** The HTTP status, where one came. */
  readonly status?: number;
  /** Paths of the fields that are wrong, without their values. */
  readonly fields?: readonly string[];
  /** Whether the same request may be sent once more, now. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** No answer to an operation. Neither message nor fields hold anything of the request or of what came back. */
export class BackOfficeError extends Error {
  override readonly name = 'BackOfficeError';
  readonly code: BackOfficeErrorCode;
  readonly operation: string;
  readonly status: number | undefined;
  readonly fields: readonly string[];
  readonly retryable: boolean;

  constructor({ code, operation, status, fields = [], retryable = false, cause }: Unanswered) {
    const at = fields.length > 0 ? ` in ${fields.join(', ')}` : '';
    super(`${operation}: ${code}${status === undefined ? '' : ` (${status})`}${at}`, { cause });
    this.code = code;
    this.operation = operation;
    this.status = status;
    this.fields = fields;
    this.retryable = retryable;
  }
}
