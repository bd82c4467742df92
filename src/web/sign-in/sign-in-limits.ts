import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

/** Tries to sign in that one address may make; which of them count against an account is for the tries to say. */
export const SIGN_IN_RATE = { max: 60, timeWindow: 60_000 } as const;

export interface SignInLimitOptions {
  /** Counts for all processes, under names that begin so; without it each process counts for itself. */
  readonly redis?: { readonly client: unknown; readonly names: string } | undefined;
}

/**
 * Limits what one address may ask of the routes that say so (`config.rateLimit`), before anything is looked up. Where
 * Redis does not answer nothing is limited here: what locks accounts and addresses stands in the database.
 */
export async function limitSignIns(app: FastifyInstance, { redis }: SignInLimitOptions): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    skipOnError: true,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    ...(redis ? { redis: redis.client, nameSpace: redis.names } : {}),
  });
}
