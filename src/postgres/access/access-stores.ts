import type { AccessStores } from '../../access/stores.ts';
import type { Database } from '../database.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createLinkStore } from './links.ts';
import { createMembers } from './members.ts';
import { createSessionStore } from './sessions.ts';
import { createTryLedger } from './try-ledger.ts';

/** Staff, their sessions and their deeds in PostgreSQL, on a server or embedded. */
export const createAccessStores = (database: Pick<Database, 'ready'>): AccessStores => ({
  members: createMembers(database),
  sessions: createSessionStore(database),
  links: createLinkStore(database),
  tries: createTryLedger(database),
  audit: createAuditTrail(database),
});
