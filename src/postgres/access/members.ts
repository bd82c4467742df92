import { type Kysely, sql, type Transaction } from 'kysely';
import type { Member, MemberChange, Members, VouchedMember } from '../../access/members.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { MEMBER_COLUMNS, toMember } from './member-row.ts';

/** Members of staff in PostgreSQL, on a server or embedded. */
export function createMembers({ ready }: Pick<Database, 'ready'>): Members {
  const inTransaction = async <Result>(act: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> =>
    (await ready()).transaction().execute(act);

  return {
    list: async () => {
      const rows = await select(await ready())
        .orderBy('people.name')
        .orderBy('people.id')
        .execute();
      return rows.map(toMember);
    },
    find: async (id) => find(await ready(), id),
    findLocal: async (email) => {
      const row = await select(await ready())
        .where('people.email', '=', email)
        .where('people.subject', 'is', null)
        .executeTakeFirst();
      if (!row) return undefined;
      return { member: toMember(row), ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }) };
    },
    findVouched: async ({ issuer, subject }) => {
      const row = await select(await ready())
        .where('people.issuer', '=', issuer)
        .where('people.subject', '=', subject)
        .executeTakeFirst();
      return row && toMember(row);
    },
    add: async ({ passwordHash = null, createdAt, ...member }) => {
      const database = await ready();
      const added = await database
        .insertInto('people')
        .values({ ...member, password_hash: passwordHash, created_at: new Date(createdAt) })
        .onConflict((conflict) => conflict.column('email').where('subject', 'is', null).doNothing())
        .returning('id')
        .executeTakeFirst();
      return added ? get(database, member.id) : 'email-taken';
    },
    change: (id, change) => inTransaction((transaction) => changeIn(transaction, id, change)),
    keepPasswordHash: async (id, { from, to }) => {
      const database = await ready();
      await database
        .updateTable('people')
        .set({ password_hash: to })
        .where('id', '=', id)
        .where('password_hash', '=', from)
        .execute();
    },
    adopt: (member, added) => inTransaction((transaction) => adoptIn(transaction, member, added)),
    endSessions: async (id) => {
      const database = await ready();
      await database.updateTable('people').set({ revision: sql`revision + 1` }).where('id', '=', id).execute();
    },
  };
}

const select = (database: Kysely<Tables>) => database.selectFrom('people').select(MEMBER_COLUMNS);

async function find(database: Kysely<Tables>, id: string): Promise<Member | undefined> {
  const row = await select(database).where('people.id', '=', id).executeTakeFirst();
  return row && toMember(row);
}

const get = async (database: Kysely<Tables>, id: string): Promise<Member> =>
  toMember(await select(database).where('people.id', '=', id).executeTakeFirstOrThrow());

/** All admins are locked, in the order of their ids, so that of two who remove each other the second is refused. */
async function changeIn(
  transaction: Transaction<Tables>,
  id: string,
  { name, roles, isDisabled, passwordHash }: MemberChange,
): Promise<Member | 'unknown' | 'last-admin'> {
  const locked = await sql<{ readonly id: string; readonly is_admin: boolean }>`
    select id, 'admin' = any(roles) and not is_disabled as is_admin from people
    where id = ${id} or 'admin' = any(roles) order by id for update`.execute(transaction);
  const before = await find(transaction, id);
  if (!before) return 'unknown';
  const { roles: nextRoles = before.roles, isDisabled: isNextDisabled = before.isDisabled } = { roles, isDisabled };
  const isOther = (row: { readonly id: string; readonly is_admin: boolean }) => row.is_admin && row.id !== id;
  const wasAdmin = before.roles.includes('admin') && !before.isDisabled;
  const staysAdmin = nextRoles.includes('admin') && !isNextDisabled;
  if (wasAdmin && !staysAdmin && !locked.rows.some(isOther)) return 'last-admin';
  const ends = passwordHash !== undefined || isNextDisabled || !isSame(before.roles, nextRoles);
  await transaction
    .updateTable('people')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      roles: nextRoles,
      is_disabled: isNextDisabled,
      revision: before.revision + (ends ? 1 : 0),
    })
    .where('id', '=', id)
    .execute();
  return get(transaction, id);
}

/** Of two who come first at once, the second waits for the first and then takes over the same. */
async function adoptIn(
  transaction: Transaction<Tables>,
  { provider, name, email, roles }: VouchedMember,
  { id, createdAt }: { readonly id: string; readonly createdAt: number },
): Promise<Member> {
  const { issuer, subject } = provider;
  const adopted = await transaction
    .insertInto('people')
    .values({ id, name, email, roles, issuer, subject, created_at: new Date(createdAt) })
    .onConflict((conflict) =>
      conflict.columns(['issuer', 'subject']).doUpdateSet({
        name,
        email,
        roles,
        revision: sql`people.revision + case when people.roles = excluded.roles then 0 else 1 end`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return get(transaction, adopted.id);
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((role) => other.includes(role));
