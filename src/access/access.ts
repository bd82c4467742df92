import { randomUUID } from 'node:crypto';
import { createAudit } from './audit-trail.ts';
import { createLinks } from './links.ts';
import type { Member } from './members.ts';
import type { PasswordHashes } from './passwords/password-hashes.ts';
import type { Audit } from './person.ts';
import { createDances, type Dances } from './provider/dances.ts';
import { createProvider, type Provider, type ProviderSettings } from './provider/provider.ts';
import { createSessions, type SessionRules, type Sessions } from './sessions.ts';
import { createLinkSignIn, type LinkSignIn } from './sign-in/by-link.ts';
import { createPasswordSignIn } from './sign-in/by-password.ts';
import { createProviderSignIn } from './sign-in/by-provider.ts';
import { createOwnPassword } from './sign-in/own-password.ts';
import { createTrySubjects } from './sign-in/try-ledger.ts';
import { DEMO_ADMIN, makeDemoLink } from './staff/demo-admin.ts';
import { createStaff, type Staff } from './staff/staff.ts';
import type { AccessStores } from './stores.ts';

export interface AccessParts {
  readonly stores: AccessStores;
  readonly hashes: PasswordHashes;
  readonly rules: SessionRules;
  /** Keys the names of tries and what goes along to the provider: the same in every process. */
  readonly secret: string;
  /** Whether people may sign in without the company's provider, by a password or a link. */
  readonly hasLocalAccounts: boolean;
  /** Whether this is a demo on one machine, which has an admin of its own. */
  readonly isDemo: boolean;
  /** The company's provider, if there is one. */
  readonly provider: ProviderSettings | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Who of staff may come in, and how. */
export interface Access {
  readonly sessions: Sessions;
  readonly signInByPassword: ReturnType<typeof createPasswordSignIn>;
  readonly signInByLink: LinkSignIn;
  readonly choosePassword: ReturnType<typeof createOwnPassword>;
  /** Absent where no provider is set. */
  readonly provider: ProviderAccess | undefined;
  readonly staff: Staff;
  readonly audit: Audit;
  readonly trail: AccessStores['audit'];
  readonly hasLocalAccounts: boolean;
  readonly rules: SessionRules;
  readonly now: () => number;
  /**
   * A link that signs in the admin of the demo.
   *
   * @throws Error where this is no demo
   */
  makeDemoLink(): ReturnType<typeof makeDemoLink>;
}

export interface ProviderAccess extends Pick<Provider, 'begin' | 'signOutAddress'> {
  readonly dances: Dances;
  readonly signIn: ReturnType<typeof createProviderSignIn>;
}

export function createAccess(parts: AccessParts): Access {
  const { stores, rules, secret, hasLocalAccounts, isDemo, now } = parts;
  const { members, tries } = stores;
  const newId = randomUUID;
  const audit = createAudit({ trail: stores.audit, now });
  const isAdmitted = createIsAdmitted(parts);
  const open = createSessions({ store: stores.sessions, rules, isAdmitted, newId, now });
  const links = createLinks({ store: stores.links, now });
  const subjects = createTrySubjects(secret);
  const around = { ...parts, members, sessions: open, links, tries, subjects, audit, isAdmitted, newId, now };

  return {
    sessions: open,
    signInByPassword: createPasswordSignIn(around),
    signInByLink: createLinkSignIn(around),
    choosePassword: createOwnPassword(around),
    provider: parts.provider && toProviderAccess(parts.provider, around),
    staff: createStaff(around),
    audit,
    trail: stores.audit,
    hasLocalAccounts,
    rules,
    now,
    async makeDemoLink() {
      if (!isDemo) throw new Error('only a demo has a demo admin');
      return makeDemoLink({ members, links, now });
    },
  };
}

/** The admin of a demo is nobody elsewhere, even where the database is the same. */
const createIsAdmitted =
  ({ hasLocalAccounts, isDemo }: AccessParts) =>
  ({ id, isDisabled, provider }: Member): boolean => {
    if (isDisabled) return false;
    if (id === DEMO_ADMIN) return isDemo;
    return provider !== undefined || hasLocalAccounts;
  };

type Around = Omit<Parameters<typeof createProviderSignIn>[0], 'provider'> & Pick<AccessParts, 'secret'>;

function toProviderAccess(settings: ProviderSettings, around: Around): ProviderAccess {
  const provider = createProvider(settings);
  return {
    begin: provider.begin,
    signOutAddress: provider.signOutAddress,
    dances: createDances(around),
    signIn: createProviderSignIn({ ...around, provider }),
  };
}
