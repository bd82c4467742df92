import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ApiError, type ApiErrorCode, STATUS } from './api-error.ts';

export interface ErrorAnswersOptions {
  /** What people are told where an error says that something cannot be reached now; undefined for any other error. */
  readonly whyUnavailable: (error: unknown) => string | undefined;
}

/** When what cannot be reached now may be there again. */
const COME_BACK_SECONDS = 5;

/** Answers what a route failed in. Of a fault of ours nothing is told but that there was one; the log has it. */
export const createErrorAnswers =
  ({ whyUnavailable }: ErrorAnswersOptions) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const told = toApiError(error, whyUnavailable);
    const status = STATUS[told.code];
    const { url: route } = request.routeOptions;
    if (told.code === 'unavailable') request.log.warn({ err: error, route }, 'the API could not answer now');
    else if (status >= 500) request.log.error({ err: error, route }, 'the API failed');
    if (told.retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(told.retryAfterSeconds));
    return reply.code(status).send(bodyOf(told));
  };

/** The body of an answer that is no success. */
export const bodyOf = ({ code, message, field }: ApiError) => ({
  error: code,
  message,
  ...(field === undefined ? {} : { field }),
});

/** By Fastify's own statuses. */
const OF_FASTIFY: Readonly<Record<number, ApiError>> = {
  400: new ApiError('bad-request', 'The request cannot be read.'),
  404: new ApiError('not-found', 'There is no such address.'),
  413: new ApiError('too-large', 'The request is too large.'),
  415: new ApiError('unsupported-media-type', 'The API reads JSON.'),
  429: new ApiError('too-many-requests', 'Ask again later.'),
};

function toApiError(error: unknown, whyUnavailable: ErrorAnswersOptions['whyUnavailable']): ApiError {
  if (error instanceof ApiError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return toBadRequest(error);
  const why = whyUnavailable(error);
  if (why !== undefined) return new ApiError('unavailable', why, { retryAfterSeconds: COME_BACK_SECONDS });
  if (!isFastifyError(error)) return INTERNAL;
  if (error.code === 'FST_ERR_HANDLER_TIMEOUT') return new ApiError('unavailable', 'The answer took too long.');
  return OF_FASTIFY[error.statusCode ?? 500] ?? INTERNAL;
}

const INTERNAL = new ApiError('internal', 'Something went wrong on our side.');

const isFastifyError = (error: unknown): error is FastifyError => error instanceof Error && 'statusCode' in error;

const PARTS: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' };

type Invalid = Pick<FastifyError, 'validationContext'> & {
  readonly validation: readonly { readonly instancePath: string; readonly message?: string | undefined }[];
};

/** Tells of the first thing that is wrong: a form has one place for a message at a time. */
function toBadRequest({ validation, validationContext = 'body' }: Invalid): ApiError {
  const [problem] = validation;
  const path = (problem?.instancePath ?? '').split('/').filter((part) => part !== '');
  const field = [PARTS[validationContext] ?? validationContext, ...path].join('.');
  return new ApiError('bad-request', problem?.message ?? 'The request is wrong.', { field });
}

/** As `STATUS` says, for the answers that a route may give beside its own. */
export const statusesOf = (codes: readonly ApiErrorCode[]): readonly number[] => [
  ...new Set(codes.map((code) => STATUS[code])),
];
