import type { LinkStore } from '../../access/links.ts';
import type { Database } from '../database.ts';
import { MEMBER_COLUMNS, toMember } from './member-row.ts';

/** Sign-in links in PostgreSQL, on a server or embedded. A link that was used is gone. */
export function createLinkStore({ ready }: Pick<Database, 'ready'>): LinkStore {
  return {
    keep: async ({ tokenHash, createdAt, endsAt }, member) => {
      const database = await ready();
      await database.deleteFrom('sign_in_links').where('ends_at', '<=', new Date(createdAt)).execute();
      await database
        .insertInto('sign_in_links')
        .values({
          token_hash: tokenHash,
          person_id: member.id,
          revision: member.revision,
          created_at: new Date(createdAt),
          ends_at: new Date(endsAt),
        })
        .execute();
    },
    find: async (tokenHash, at) => {
      const database = await ready();
      const row = await database
        .selectFrom('sign_in_links')
        .innerJoin('people', (join) =>
          join
            .onRef('people.id', '=', 'sign_in_links.person_id')
            .onRef('people.revision', '=', 'sign_in_links.revision'),
        )
        .select(MEMBER_COLUMNS)
        .where('token_hash', '=', tokenHash)
        .where('ends_at', '>', new Date(at))
        .executeTakeFirst();
      return row && toMember(row);
    },
    take: async (tokenHash, at) => {
      const database = await ready();
      const row = await database
        .deleteFrom('sign_in_links')
        .using('people')
        .whereRef('people.id', '=', 'sign_in_links.person_id')
        .whereRef('people.revision', '=', 'sign_in_links.revision')
        .where('token_hash', '=', tokenHash)
        .where('ends_at', '>', new Date(at))
        .returning(MEMBER_COLUMNS)
        .executeTakeFirst();
      return row && toMember(row);
    },
  };
}
