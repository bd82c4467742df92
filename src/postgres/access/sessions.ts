import type { Kysely } from 'kysely';
import { PROOFS, type Session, type SessionStore } from '../../access/sessions.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { Tables } from '../tables.ts';
import { MEMBER_COLUMNS, toMember } from './member-row.ts';

const SESSION_COLUMNS = [
  'sessions.id as session_id',
  'sessions.proof',
  'sessions.started_at',
  'sessions.used_at',
  'sessions.address',
] as const;

/** Sessions of staff in PostgreSQL, on a server or embedded. */
export function createSessionStore({ ready }: Pick<Database, 'ready'>): SessionStore {
  return {
    begin: async ({ id, tokenHash, proof, startedAt, usedAt, from }, member) => {
      const database = await ready();
      await database
        .insertInto('sessions')
        .values({
          id,
          token_hash: tokenHash,
          person_id: member.id,
          revision: member.revision,
          proof,
          started_at: new Date(startedAt),
          used_at: new Date(usedAt),
          address: from,
        })
        .execute();
    },
    find: async (tokenHash) => {
      const row = await openSessions(await ready())
        .modifyFront(prepared)
        .select(MEMBER_COLUMNS)
        .where('sessions.token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row && { session: toSession(row), member: toMember(row) };
    },
    use: async (tokenHash, at) => {
      const database = await ready();
      const used_at = new Date(at);
      await database
        .updateTable('sessions')
        .set({ used_at })
        .where('token_hash', '=', tokenHash)
        .where('used_at', '<', used_at)
        .execute();
    },
    end: async (tokenHash) => {
      const database = await ready();
      const ended = await database.deleteFrom('sessions').where('token_hash', '=', tokenHash).executeTakeFirst();
      return ended.numDeletedRows > 0n;
    },
    listOf: async (member) => {
      const rows = await openSessions(await ready())
        .where('people.id', '=', member)
        .orderBy('sessions.started_at', 'desc')
        .orderBy('sessions.id')
        .execute();
      return rows.map(toSession);
    },
    sweep: async ({ startedAt, usedAt }) => {
      const database = await ready();
      await database
        .deleteFrom('sessions')
        .where((row) => row.or([row('started_at', '<=', new Date(startedAt)), row('used_at', '<=', new Date(usedAt))]))
        .execute();
    },
  };
}

/** A session is over once its person is at another revision. */
const openSessions = (database: Kysely<Tables>) =>
  database
    .selectFrom('sessions')
    .innerJoin('people', (join) =>
      join.onRef('people.id', '=', 'sessions.person_id').onRef('people.revision', '=', 'sessions.revision'),
    )
    .select(SESSION_COLUMNS);

interface SessionRow {
  readonly session_id: string;
  readonly proof: string;
  readonly started_at: Date;
  readonly used_at: Date;
  readonly address: string;
}

const toSession = ({ session_id, proof, started_at, used_at, address }: SessionRow): Session => ({
  id: session_id,
  proof: PROOFS.find((known) => known === proof) ?? 'link',
  startedAt: started_at.getTime(),
  usedAt: used_at.getTime(),
  from: address,
});
