import type { AuditEntry } from '../../src/access/audit-trail.ts';
import type { KeptLink } from '../../src/access/links.ts';
import type { Member, NewMember, ProviderSubject } from '../../src/access/members.ts';
import type { Session } from '../../src/access/sessions.ts';
import { NO_TRIES, type Tries } from '../../src/access/sign-in/tries.ts';
import type { AccessStores } from '../../src/access/stores.ts';

type Kept<Value> = Value & { readonly member: string; readonly revision: number };

interface Everything {
  readonly members: Map<string, Member>;
  readonly hashes: Map<string, string>;
  readonly sessions: Map<string, Kept<Session>>;
  readonly links: Map<string, Kept<KeptLink>>;
  readonly tries: Map<string, Tries>;
  readonly entries: AuditEntry[];
}

/** The stores of access in the memory of a test; they pass the contract that PostgreSQL passes. */
export function createMemoryAccess(): AccessStores {
  const kept: Everything = {
    members: new Map(),
    hashes: new Map(),
    sessions: new Map(),
    links: new Map(),
    tries: new Map(),
    entries: [],
  };
  return {
    members: membersIn(kept),
    sessions: sessionsIn(kept),
    links: linksIn(kept),
    tries: {
      change: async (subject, _at, decide) => {
        const { tries, result } = decide(kept.tries.get(subject) ?? NO_TRIES);
        kept.tries.set(subject, tries);
        return result;
      },
      forget: async (subject) => kept.tries.delete(subject),
    },
    audit: {
      add: async ({ person, ...deed }) => {
        const who = person ? { person: { id: person.id, name: person.name } } : {};
        kept.entries.unshift({ ...deed, ...who, id: kept.entries.length + 1 });
      },
      page: async ({ limit, before = Number.POSITIVE_INFINITY, person }) => {
        const matching = kept.entries.filter(
          (entry) => entry.id < before && (person === undefined || entry.person?.id === person),
        );
        const entries = matching.slice(0, limit);
        const last = entries.at(-1);
        return { entries, ...(matching.length > limit && last ? { next: last.id } : {}) };
      },
    },
  };
}

const sameAs = (one: ProviderSubject) => (other: Member) =>
  other.provider?.issuer === one.issuer && other.provider.subject === one.subject;

const isAdmin = ({ roles, isDisabled }: Member): boolean => roles.includes('admin') && !isDisabled;

function membersIn({ members, hashes }: Everything): AccessStores['members'] {
  const put = (member: Member): Member => {
    members.set(member.id, member);
    return member;
  };
  const localOf = (email: string) => [...members.values()].find((one) => one.email === email && !one.provider);
  const bump = (member: Member) => ({ ...member, revision: member.revision + 1 });

  return {
    list: async () => [...members.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    find: async (id) => members.get(id),
    findLocal: async (email) => {
      const member = localOf(email);
      const passwordHash = member && hashes.get(member.id);
      return member && { member, ...(passwordHash === undefined ? {} : { passwordHash }) };
    },
    findVouched: async (provider) => [...members.values()].find(sameAs(provider)),
    add: async ({ passwordHash, ...added }: NewMember) => {
      if (localOf(added.email)) return 'email-taken';
      if (passwordHash !== undefined) hashes.set(added.id, passwordHash);
      return put({ ...added, hasPassword: passwordHash !== undefined, isDisabled: false, revision: 0 });
    },
    change: async (id, { passwordHash, ...change }) => {
      const before = members.get(id);
      if (!before) return 'unknown';
      const after = { ...before, ...change };
      const others = [...members.values()].filter((other) => other.id !== id && isAdmin(other));
      if (isAdmin(before) && !isAdmin(after) && others.length === 0) return 'last-admin';
      const changed = passwordHash === undefined ? after : { ...after, hasPassword: true };
      if (passwordHash !== undefined) hashes.set(id, passwordHash);
      const isSame = before.roles.toSorted().join() === after.roles.toSorted().join();
      return put(passwordHash !== undefined || after.isDisabled || !isSame ? bump(changed) : changed);
    },
    keepPasswordHash: async (id, { from, to }) => {
      if (hashes.get(id) === from) hashes.set(id, to);
    },
    adopt: async (vouched, added) => {
      const known = [...members.values()].find(sameAs(vouched.provider));
      if (!known) return put({ ...vouched, ...added, hasPassword: false, isDisabled: false, revision: 0 });
      const adopted = { ...known, ...vouched };
      return put(known.roles.join() === vouched.roles.join() ? adopted : bump(adopted));
    },
    endSessions: async (id) => {
      const member = members.get(id);
      if (member) put(bump(member));
    },
  };
}

/** Whose it is, while their revision is still the one that it was begun at. */
function ownerOf({ members }: Everything, kept: Kept<unknown> | undefined): Member | undefined {
  const member = kept && members.get(kept.member);
  return member?.revision === kept?.revision ? member : undefined;
}

function sessionsIn(everything: Everything): AccessStores['sessions'] {
  const { sessions } = everything;
  return {
    begin: async ({ tokenHash, ...session }, { id, revision }) =>
      void sessions.set(tokenHash, { ...session, member: id, revision }),
    find: async (tokenHash) => {
      const kept = sessions.get(tokenHash);
      const member = ownerOf(everything, kept);
      if (!kept || !member) return undefined;
      return { session: bare(kept), member };
    },
    use: async (tokenHash, at) => {
      const kept = sessions.get(tokenHash);
      if (kept && kept.usedAt < at) sessions.set(tokenHash, { ...kept, usedAt: at });
    },
    end: async (tokenHash) => sessions.delete(tokenHash),
    listOf: async (id) =>
      [...sessions.values()]
        .filter((kept) => kept.member === id && ownerOf(everything, kept))
        .sort((one, other) => other.startedAt - one.startedAt)
        .map(bare),
    sweep: async ({ startedAt, usedAt }) => {
      for (const [hash, kept] of sessions) {
        if (kept.startedAt <= startedAt || kept.usedAt <= usedAt) sessions.delete(hash);
      }
    },
  };
}

const bare = ({ member: _member, revision: _revision, ...session }: Kept<Session>): Session => session;

function linksIn(everything: Everything): AccessStores['links'] {
  const { links } = everything;
  const find = (tokenHash: string, at: number): Member | undefined => {
    const kept = links.get(tokenHash);
    return kept && kept.endsAt > at ? ownerOf(everything, kept) : undefined;
  };
  return {
    keep: async (link, { id, revision }) => void links.set(link.tokenHash, { ...link, member: id, revision }),
    find: async (tokenHash, at) => find(tokenHash, at),
    take: async (tokenHash, at) => {
      const member = find(tokenHash, at);
      if (member) links.delete(tokenHash);
      return member;
    },
  };
}
