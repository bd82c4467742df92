import { type Kysely, sql, type Transaction } from 'kysely';
import type { DemoStore, Seed } from '../backoffice/demo/demo-store.ts';
import { type Kind, SHAPES } from '../backoffice/demo/entities.ts';
import type { Database } from './database.ts';
import { toJsonText } from './json-text.ts';
import type { Tables } from './tables.ts';

/** What the demo back office keeps, in PostgreSQL on a server or embedded. */
export function createDemoStore({ ready }: Pick<Database, 'ready'>): DemoStore {
  /** Documents of a kind, narrowed down by one column. */
  const findBy = async <Of extends Kind>(kind: Of, column: 'id' | 'phone' | 'key', value: string) => {
    const database = await ready();
    const row = await documentsOf(database, kind).where(column, '=', value).executeTakeFirst();
    return row && SHAPES[kind].parse(row.document);
  };

  return {
    plant: async (seed) => {
      const database = await ready();
      await database.transaction().execute((transaction) => plantIn(transaction, seed));
    },
    find: (kind, id) => findBy(kind, 'id', id),
    findCustomer: (phone) => findBy('customer', 'phone', phone),
    list: async (kind, account) => {
      const all = documentsOf(await ready(), kind).orderBy(sql`id collate "C"`);
      const rows = await (account === undefined ? all : all.where('account', '=', account)).execute();
      return rows.map(({ document }) => SHAPES[kind].parse(document));
    },
    add: async (key, entry) => {
      const database = await ready();
      const { kind, id, account = null } = entry;
      const added = await database
        .insertInto('demo_documents')
        .values({ kind, id, account, phone: null, key, document: toJsonText(entry.document) })
        .onConflict((conflict) => conflict.doNothing())
        .returning('document')
        .executeTakeFirst();
      return added ? SHAPES[entry.kind].parse(added.document) : findBy(entry.kind, 'key', key);
    },
  };
}

const documentsOf = (database: Kysely<Tables>, kind: Kind) =>
  database.selectFrom('demo_documents').select('document').where('kind', '=', kind);

/** Whoever comes second waits at the lock, and then sees that it is done. */
async function plantIn(transaction: Transaction<Tables>, { version, entries }: Seed): Promise<void> {
  await sql`lock table demo_seed in exclusive mode`.execute(transaction);
  const planted = await transaction.selectFrom('demo_seed').select('version').executeTakeFirst();
  if (planted?.version === version) return;
  await transaction.deleteFrom('demo_documents').where('key', 'is', null).execute();
  await sql`
    insert into demo_documents (kind, id, account, phone, document)
    select kind, id, account, phone, document
    from json_to_recordset(${toJsonText(entries)}::json) as t(kind text, id text, account text, phone text, document jsonb)
  `.execute(transaction);
  await transaction.deleteFrom('demo_seed').execute();
  await transaction.insertInto('demo_seed').values({ version }).execute();
}
