import type { Cluster, Redis } from 'ioredis';

/** Where it is counted how often each address asks to sign in: by this client, under names that begin so. */
export interface SignInRates {
  readonly client: Redis | Cluster;
  readonly names: string;
}

export const createSignInRates = (client: Redis | Cluster, { prefix = 'hotline' } = {}): SignInRates => ({
  client,
  names: `${prefix}:{sign-in}:rates:`,
});
