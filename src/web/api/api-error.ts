import { z } from 'zod';
import { named } from './named-schemas.ts';

/** What an answer of the API calls what went wrong. Each has its entry in docs/errors.md. */
export const apiErrorCodes = [
  'bad-request',
  'not-signed-in',
  'session-over',
  'wrong-credentials',
  'not-from-our-page',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'unsupported-media-type',
  'too-many-requests',
  'internal',
  'unavailable',
] as const;

export type ApiErrorCode = (typeof apiErrorCodes)[number];

/** The HTTP status that each is answered with. */
export const STATUS: Readonly<Record<ApiErrorCode, number>> = {
  'bad-request': 400,
  'not-signed-in': 401,
  'session-over': 401,
  'wrong-credentials': 401,
  'not-from-our-page': 403,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
};

/** What every answer holds that is no success. */
export const ErrorBody = named(
  'Error',
  z.object({
    error: z.enum(apiErrorCodes).describe('What went wrong, for programs.'),
    message: z.string().describe('The same for people.'),
    field: z.string().optional().describe('The part of the request that is wrong, as `query.from`.'),
  }),
);

export interface ApiErrorOptions extends ErrorOptions {
  /** The part of the request that is wrong, as `query.from`. */
  readonly field?: string;
  /** When asking again makes sense. */
  readonly retryAfterSeconds?: number;
}

/** What a route cannot do, as whoever asked is told: the message holds nothing that they may not see. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ApiErrorCode, message: string, { field, retryAfterSeconds, ...options }: ApiErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
