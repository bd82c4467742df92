import type { Redis } from 'ioredis';
import { sql } from 'kysely';
import pg from 'pg';
import { createDatabase } from '../../../src/postgres/database.ts';
import type { KeptText } from './keep.ts';

/** Every key and value of a Redis; a type that is not known here fails, as nothing could be said of it. */
export async function textsInRedis(redis: Redis): Promise<readonly KeptText[]> {
  const kept: KeptText[] = [];
  for (const key of await redis.keys('*')) {
    kept.push({ where: 'the name of a Redis key', text: key }, { where: key, text: await contentOf(redis, key) });
  }
  return kept;
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    case 'zset':
      return JSON.stringify(await redis.zrange(key, '0', '-1'));
    case 'list':
      return JSON.stringify(await redis.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await redis.smembers(key));
    default:
      throw new Error(`${key} is a ${type}`);
  }
}

/** Runs a statement whose rows have one column, a text. */
type Ask = (statement: string) => Promise<readonly { readonly text: string }[]>;

/** Every row of every table of a PostgreSQL database. */
export async function textsInDatabase(url: string): Promise<readonly KeptText[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await textsInTables(async (statement) => (await client.query(statement)).rows);
  } finally {
    await client.end();
  }
}

/** The same of the embedded database in a directory, which nobody has open. */
export async function textsInEmbedded(directory: string): Promise<readonly KeptText[]> {
  const database = createDatabase({ directory });
  try {
    const kysely = await database.ready();
    return await textsInTables(
      async (statement) => (await sql.raw<{ readonly text: string }>(statement).execute(kysely)).rows,
    );
  } finally {
    await database.close();
  }
}

/** A table in partitions is read as a whole. */
async function textsInTables(ask: Ask): Promise<readonly KeptText[]> {
  const tables = await ask(
    `select format('%I.%I', nspname, relname) as text
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p') and not relispartition and nspname not in ('pg_catalog', 'information_schema')`,
  );
  const kept: KeptText[] = [];
  for (const { text: where } of tables) {
    for (const { text } of await ask(`select row_to_json(t)::text as text from ${where} t`)) kept.push({ where, text });
  }
  return kept;
}

/** What may stand between the digits of a secret: nothing, or what words and lists put there. */
const BETWEEN = ['', ' ', ', ', '-', '","'];
/** Hashes, ids and instants: digits without a meaning, among which any six may be by chance. */
const NOISE = /[0-9a-f]{24,}|\b1\d{12}\b/g;

/** Where any of these secrets stands, its digits together or one by one; none where nowhere. */
export function findSecrets(secrets: readonly string[], texts: readonly KeptText[]): readonly string[] {
  const forms = secrets.flatMap((secret) => BETWEEN.map((between) => [...secret].join(between)));
  const isIn = (text: string) => forms.some((form) => text.includes(form));
  return texts.flatMap(({ where, text }) => (isIn(text.replace(NOISE, '#')) ? [where] : []));
}
