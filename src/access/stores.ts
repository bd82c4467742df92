import type { AuditTrail } from './audit-trail.ts';
import type { LinkStore } from './links.ts';
import type { Members } from './members.ts';
import type { SessionStore } from './sessions.ts';
import type { TryLedger } from './sign-in/try-ledger.ts';

/** All that is kept of staff and of what they do. Every method rejects where the database cannot be reached. */
export interface AccessStores {
  readonly members: Members;
  readonly sessions: SessionStore;
  readonly links: LinkStore;
  readonly tries: TryLedger;
  readonly audit: AuditTrail;
}
