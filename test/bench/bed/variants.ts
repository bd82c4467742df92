import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { account } from '../call-script.ts';
import type { Dialect } from '../load/dialect.ts';
import { jambonzDialect } from '../load/jambonz-dialect.ts';
import { twilioDialect } from '../load/twilio-dialect.ts';

/** The names under which figures and goals speak of the servers. */
export type VariantName = 'hotline' | 'limit' | 'careful-fastify' | 'twilio-samples' | 'jambonz-style';

/** One way to serve the benchmark's call. */
export interface Variant {
  readonly name: VariantName;
  readonly title: string;
  /** The command line, from the repository's root. */
  readonly command: readonly string[];
  readonly dialect: Dialect;
  /** What its environment holds besides what all are told. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The repository's root. */
export const root = join(import.meta.dirname, '../../..');
const peersDirectory = join(root, 'test/bench/peers');

/** What the servers it is compared with are told: a production of their own has no further conditions. */
const inProduction = { NODE_ENV: 'production' };

/** Every server of the benchmark, the hotline first. */
export const variants: readonly Variant[] = [
  {
    name: 'hotline',
    title: 'the real server, as it is started',
    command: [process.execPath, 'src/cli.ts', 'serve'],
    dialect: twilioDialect,
    // What the journal holds goes to the database elsewhere, as it does in the programs it is compared with.
    environment: { FLOWS_DIR: 'test/bench/flows', CONFIG_DIR: 'test/bench/config', JOURNAL_WRITER: 'off' },
  },
  {
    name: 'limit',
    title: 'the limit: raw node:http and a bare socket to Redis',
    command: [process.execPath, 'test/bench/limit/server.ts'],
    dialect: twilioDialect,
    environment: inProduction,
  },
  {
    name: 'careful-fastify',
    title: 'Fastify, the twilio package and ioredis, with care',
    command: [process.execPath, 'test/bench/peers/careful-fastify.mjs'],
    dialect: twilioDialect,
    environment: inProduction,
  },
  {
    name: 'twilio-samples',
    title: "as Twilio's samples: Express and express-session on Redis",
    command: [process.execPath, 'test/bench/peers/twilio-samples.mjs'],
    dialect: twilioDialect,
    environment: inProduction,
  },
  {
    name: 'jambonz-style',
    title: 'jambonz style: Express, signed JSON and ioredis',
    command: [process.execPath, 'test/bench/peers/jambonz-style.mjs'],
    dialect: jambonzDialect,
    environment: inProduction,
  },
];

/** What every variant is told by its environment; `directory` is for what it wants to keep. */
export function environmentOf(port: number, redisUrl: string, directory: string): Record<string, string> {
  return {
    DATA_DIR: directory,
    PORT: String(port),
    REDIS_URL: redisUrl,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_ACCOUNT_SID: account.accountSid,
    PUBLIC_URL: account.publicUrl,
  };
}

/** Installs the peers' packages as their lock file says, once. Throws when that fails. */
export function installPeers(): void {
  if (existsSync(join(peersDirectory, 'node_modules'))) {
    return;
  }
  console.log("Installing the peers' packages (once) ...");
  const installed = spawnSync(
    'npm',
    ['ci', '--prefix', peersDirectory, '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      cwd: peersDirectory,
      stdio: 'inherit',
    },
  );
  if (installed.status !== 0) {
    throw new Error("The peers' packages could not be installed.");
  }
}
