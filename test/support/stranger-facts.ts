import type { Redis } from 'ioredis';

/** A fact as the journal in Redis carries it, with the id that it is stored under. */
export interface JournalFact {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The facts of one call on the journal, oldest first, with whatever came twice. */
export async function factsInRedis(redis: Redis, sid: string): Promise<readonly JournalFact[]> {
  const facts: JournalFact[] = [];
  for (const key of await redis.keys('hotline:{*}:journal')) {
    for (const [, fields] of await redis.xrange(key, '-', '+')) {
      const entry = Object.fromEntries(pairsOf(fields));
      if (entry.c !== sid) continue;
      const inTurn: readonly { readonly type: string }[] = JSON.parse(entry.f ?? '[]');
      facts.push(...inTurn.map((fact, index) => ({ ...fact, id: `${entry.k}/${index}` })));
    }
  }
  return facts;
}

const pairsOf = (fields: readonly string[]): readonly (readonly [string, string])[] =>
  fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] ?? ''] as const] : []));
