import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { callLog } from './migrations/0001-call-log.ts';
import { demoBackOffice } from './migrations/0002-demo-back-office.ts';
import { record } from './migrations/0003-record.ts';
import { reports } from './migrations/0004-reports.ts';
import { access } from './migrations/0005-access.ts';
import { search } from './migrations/0006-search.ts';
import { erasure } from './migrations/0007-erasure.ts';
import { wordStatistics } from './migrations/0008-word-statistics.ts';
import { repeatedCalls } from './migrations/0009-repeated-calls.ts';

/** In the order in which they are applied; a migration that has been released is never changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-call-log': callLog,
  '0002-demo-back-office': demoBackOffice,
  '0003-record': record,
  '0004-reports': reports,
  '0005-access': access,
  '0006-search': search,
  '0007-erasure': erasure,
  '0008-word-statistics': wordStatistics,
  '0009-repeated-calls': repeatedCalls,
};

/**
 * Brings the tables up to date. Safe in several processes at once: one does it, the others wait for it.
 *
 * @throws what the database says, where it cannot be reached or a migration fails; nothing is half done then.
 */
export async function migrate<Tables>(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
