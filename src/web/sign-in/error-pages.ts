import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { TooManySignIns } from '../../access/passwords/password-hashes.ts';
import { BROKEN, BUSY, NOT_OURS, type Notice, UNAVAILABLE, waitNotice } from './notices.ts';
import { problemPage } from './views.ts';

export interface ErrorPageOptions {
  /** Defined where an error says that something cannot be reached now. */
  readonly whyUnavailable: (error: unknown) => string | undefined;
}

/** Says on a page what went wrong, without looking anything up; of a fault of ours only that there was one. */
export const createErrorPages =
  ({ whyUnavailable }: ErrorPageOptions) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { status, notice } = toProblem(error, whyUnavailable);
    if (status >= 500) request.log.error({ err: error }, 'the page for signing in cannot answer');
    const depth = (request.routeOptions.url ?? '').split('/').length - 2;
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(problemPage({ root: ROOTS[depth] ?? '.', notice }));
  };

/** The way up, by how deep an address is. */
const ROOTS = ['.', '..', '../..'] as const;

interface Problem {
  readonly status: number;
  readonly notice: Notice;
}

const MINUTE_SECONDS = 60;

function toProblem(error: unknown, whyUnavailable: ErrorPageOptions['whyUnavailable']): Problem {
  if (error instanceof TooManySignIns) return { status: 503, notice: BUSY };
  if (whyUnavailable(error) !== undefined) return { status: 503, notice: UNAVAILABLE };
  const status = isFastifyError(error) ? (error.statusCode ?? 500) : 500;
  if (status === 429) return { status, notice: waitNotice(MINUTE_SECONDS) };
  return status < 500 ? { status, notice: NOT_OURS } : { status: 500, notice: BROKEN };
}

const isFastifyError = (error: unknown): error is FastifyError => error instanceof Error && 'statusCode' in error;
