import { type Access, type AccessParts, createAccess } from '../../src/access/access.ts';
import type { AuditEntry } from '../../src/access/audit-trail.ts';
import type { Member } from '../../src/access/members.ts';
import { createPasswordHashes } from '../../src/access/passwords/password-hashes.ts';
import type { Role } from '../../src/access/roles.ts';
import type { AccessStores } from '../../src/access/stores.ts';
import { createMemoryAccess } from '../support/memory-access.ts';

const MORNING = Date.parse('2026-11-23T08:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A password that keeps the rule, and one that does too and is wrong. */
export const RIGHT = 'a kettle of seven fish';
export const WRONG = 'a kettle of eight fish';

export const HERE = '203.0.113.7';
export const ELSEWHERE = '198.51.100.9';
/** Who asks in tests that are not about it. */
export const BY = { person: { id: 'operator', name: 'operator' }, from: '127.0.0.1' } as const;

export interface AccessBed {
  readonly access: Access;
  readonly stores: AccessStores;
  /** Lets so much time go by. */
  pass(ms: number): void;
  readonly now: () => number;
  /** Adds somebody with the password above. */
  add(name: string, roles?: readonly Role[]): Promise<Member>;
  /** What is on record, in the order in which it happened, of one action or all. */
  deeds(action?: string): Promise<readonly AuditEntry[]>;
}

/** As the hotline's, but that a guess costs next to nothing. */
export const CHEAP = { memoryCost: 8, timeCost: 1 };

/** The whole of access on a clock of its own. */
export function createAccessBed(parts: Partial<AccessParts> = {}): AccessBed {
  let time = MORNING;
  const now = () => time;
  const stores = parts.stores ?? createMemoryAccess();
  const access = createAccess({
    stores,
    hashes: createPasswordHashes(CHEAP),
    rules: { longestMs: 12 * HOUR, idleMs: HOUR },
    secret: 'a secret of the tests, long enough',
    hasLocalAccounts: true,
    isDemo: false,
    provider: undefined,
    now,
    ...parts,
  });
  return {
    access,
    stores,
    now,
    pass(ms) {
      time += ms;
    },
    async add(name, roles = ['lead']) {
      const added = await access.staff.add({ name, email: `${name}@okpay.example`, roles, password: RIGHT }, BY);
      if ('fault' in added) throw new Error(added.message);
      return added;
    },
    async deeds(action) {
      const { entries } = await stores.audit.page({ limit: 1000 });
      return entries.filter((entry) => action === undefined || entry.action === action).toReversed();
    },
  };
}
