import { sql, type Transaction } from 'kysely';
import { NO_TRIES } from '../../access/sign-in/tries.ts';
import type { TryLedger } from '../../access/sign-in/try-ledger.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';

/** After so long nothing of a subject counts any more. */
const KEPT_MS = 86_400_000;
const SWEPT_AT_ONCE = 100;

/** Tries to sign in, in PostgreSQL, on a server or embedded. */
export function createTryLedger({ ready }: Pick<Database, 'ready'>): TryLedger {
  return {
    change: async (subject, at, decide) => {
      const database = await ready();
      return database.transaction().execute(async (transaction) => {
        const changed_at = new Date(at);
        await transaction
          .insertInto('sign_in_tries')
          .values({ subject, tries: JSON.stringify(NO_TRIES), changed_at })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { tries: before } = await transaction
          .selectFrom('sign_in_tries')
          .select('tries')
          .where('subject', '=', subject)
          .forUpdate()
          .executeTakeFirstOrThrow();
        const { tries, result } = decide(before);
        await transaction
          .updateTable('sign_in_tries')
          .set({ tries: JSON.stringify(tries), changed_at })
          .where('subject', '=', subject)
          .execute();
        await sweep(transaction, at - KEPT_MS);
        return result;
      });
    },
    forget: async (subject) => {
      const database = await ready();
      const forgotten = await database.deleteFrom('sign_in_tries').where('subject', '=', subject).executeTakeFirst();
      return forgotten.numDeletedRows > 0n;
    },
  };
}

/** What somebody else is changing now is left to them: nobody waits for anybody here. */
async function sweep(transaction: Transaction<Tables>, before: number): Promise<void> {
  await sql`
    delete from sign_in_tries where subject in (
      select subject from sign_in_tries where changed_at < ${new Date(before)} limit ${SWEPT_AT_ONCE}
      for update skip locked
    )`.execute(transaction);
}
