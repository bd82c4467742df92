import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { OPERATIONS } from '../backoffice/contract.ts';
import type { BackOffice } from '../backoffice/operation.ts';
import { IDEMPOTENCY_HEADER, readAnswer, readRequest, type Wire, wireOf } from '../backoffice/wire/wire.ts';
import { toQuestion } from '../backoffice/wire/wire-request.ts';
import type { Contract } from '../flow/contract.ts';
import type { Faults } from './back-office-faults.ts';
import { createTokenCheck } from './bearer-token.ts';

export interface BackOfficeServerOptions {
  readonly backOffice: BackOffice;
  /** What whoever asks has to show. */
  readonly token: string;
  /** What goes wrong on request; nothing where there is none. */
  readonly faults?: Faults;
}

/** Requests have less than a kilobyte. */
const BODY_LIMIT = 64 * 1024;

/** A back office as `docs/backoffice.md` describes it, one POST an operation, in front of whatever performs them. */
export const backOfficeServer: FastifyPluginAsync<BackOfficeServerOptions> = async (app, options) => {
  const isToken = createTokenCheck(options.token);
  app.addHook('onRequest', async (request, reply) => {
    if (isToken(request.headers.authorization)) return;
    await reply.code(401).send({ error: 'unauthorized', message: 'The bearer token is missing or wrong.' });
  });
  app.setErrorHandler<Error & { readonly statusCode?: number }>((error, request, reply) => {
    const { statusCode = 503 } = error;
    if (statusCode < 500) return reply.status(statusCode).send({ error: 'bad-request', message: error.message });
    request.log.error({ err: error }, 'an operation failed');
    return reply.code(503).send({ error: 'unavailable', message: 'Nobody can answer now.' });
  });
  for (const contract of OPERATIONS) {
    const wire = wireOf(contract);
    const before = options.faults === undefined ? {} : { preHandler: options.faults(contract) };
    app.post(wire.path, { bodyLimit: BODY_LIMIT, ...before }, (request, reply) =>
      answer({ contract, wire, backOffice: options.backOffice }, request, reply),
    );
  }
};

interface Performing {
  readonly contract: Contract;
  readonly wire: Wire;
  readonly backOffice: BackOffice;
}

async function answer({ contract, wire, backOffice }: Performing, request: FastifyRequest, reply: FastifyReply) {
  const key = request.headers[IDEMPOTENCY_HEADER];
  if (contract.effect && typeof key !== 'string') {
    return refuse(reply, { field: IDEMPOTENCY_HEADER, message: 'What has an effect needs a key.' });
  }
  const read = readRequest(wire, request.body);
  if (!read.ok) return refuse(reply, read.problems[0] ?? { field: '', message: 'The request is wrong.' });
  const given = await backOffice.ask(
    toQuestion(read.value, {
      contract,
      idempotencyKey: typeof key === 'string' ? key : request.id,
      signal: AbortSignal.timeout(contract.deadlineMs),
    }),
  );
  const held = readAnswer(wire, given);
  if (!held.ok) throw new Error(`${contract.service} was answered against its contract`);
  return held.value;
}

const refuse = (reply: FastifyReply, problem: { readonly field: string; readonly message: string }) =>
  reply.code(400).send({ error: 'bad-request', ...problem });
