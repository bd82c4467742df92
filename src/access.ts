import { type Access, createAccess } from './access/access.ts';
import { createPasswordHashes } from './access/passwords/password-hashes.ts';
import type { ProviderSettings } from './access/provider/provider.ts';
import { ROLES, type Role } from './access/roles.ts';
import type { Config } from './config.ts';
import { createAccessStores } from './postgres/access/access-stores.ts';
import type { Database } from './postgres/database.ts';
import { secretOf } from './stores.ts';

export interface OpenAccessParts {
  readonly database: Pick<Database, 'ready'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Who of staff may come in, as the settings have it. */
export const openAccess = async (config: Config, { database, now }: OpenAccessParts): Promise<Access> =>
  createAccess({
    stores: createAccessStores(database),
    hashes: createPasswordHashes(),
    rules: { longestMs: config.SESSION_HOURS * HOUR_MS, idleMs: config.SESSION_IDLE_MINUTES * MINUTE_MS },
    // On the disk even where calls live in memory: what it names is.
    secret: await secretOf(config),
    hasLocalAccounts: config.LOCAL_ACCOUNTS === 'on',
    isDemo: isDemo(config),
    provider: providerOf(config),
    now,
  });

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;

/** Whether this is tried out on one machine: nobody else reaches it, and no caller is real. */
export const isDemo = ({ NODE_ENV, carrier, host }: Pick<Config, 'NODE_ENV' | 'carrier' | 'host'>): boolean =>
  NODE_ENV !== 'production' && carrier === 'emulator' && LOOPBACK.test(host);

function providerOf(config: Config): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, publicUrl } = config;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const roles = { claim: config.OIDC_ROLES_CLAIM, grants: grantsOf(config.OIDC_ROLES) };
  const callback = `${publicUrl}/api/sign-in/oidc/callback`;
  return { issuer, clientId, clientSecret, scopes: config.OIDC_SCOPES, roles, callback };
}

/** Reads `word=role,word=role`; the setting was checked. */
const grantsOf = (list: string): ReadonlyMap<string, Role> =>
  new Map(
    list.split(',').flatMap((grant) => {
      const [word = '', name] = grant.split('=');
      const role = ROLES.find((known) => known === name);
      return role ? [[word.trim(), role] as const] : [];
    }),
  );
