import type { Redis } from 'ioredis';
import pg from 'pg';

/** A text that the hotline left behind, and where it stands. */
export interface KeptText {
  readonly where: string;
  readonly text: string;
}

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

/** Every row of every table of a PostgreSQL database. */
export async function textsInDatabase(url: string): Promise<readonly KeptText[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tables = await client.query<{ readonly name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const kept: KeptText[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ readonly row: string }>(
        `select row_to_json(t)::text as row from ${name} t`,
      );
      kept.push(...rows.map(({ row }) => ({ where: name, text: row })));
    }
    return kept;
  } finally {
    await client.end();
  }
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
