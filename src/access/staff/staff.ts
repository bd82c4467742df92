import type { Links, NewLink } from '../links.ts';
import { type Member, type MemberChange, type Members, toEmail } from '../members.ts';
import type { PasswordHashes } from '../passwords/password-hashes.ts';
import type { Audit, Person } from '../person.ts';
import { ROLES, type Role } from '../roles.ts';
import type { Session, Sessions } from '../sessions.ts';
import type { TryLedger, TrySubjects } from '../sign-in/try-ledger.ts';
import { DEMO_ADMIN } from './demo-admin.ts';
import { type Fault, toFault } from './fault.ts';
import { faultOfMember } from './member-faults.ts';

export interface StaffParts {
  readonly members: Members;
  readonly sessions: Pick<Sessions, 'listOf'>;
  readonly links: Pick<Links, 'make'>;
  readonly hashes: Pick<PasswordHashes, 'make'>;
  readonly tries: Pick<TryLedger, 'forget'>;
  readonly subjects: Pick<TrySubjects, 'ofAccount'>;
  readonly audit: Audit;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Who wants something done, and from which address. */
export interface Asking {
  readonly person: Pick<Person, 'id' | 'name'>;
  readonly from: string;
}

export interface MemberWanted {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Without one they sign in by link. */
  readonly password?: string | undefined;
}

/** What is to become of a member; what is absent stays. */
export interface ChangeWanted {
  readonly name?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly password?: string | undefined;
}

/** What admins do with the accounts of staff; each change is on record. */
export interface Staff {
  list(): Promise<readonly Member[]>;
  add(wanted: MemberWanted, by: Asking): Promise<Member | Fault>;
  change(id: string, wanted: ChangeWanted, by: Asking): Promise<Member | Fault>;
  /** A link that signs them in, once, within a day. */
  makeLink(id: string, by: Asking): Promise<NewLink | Fault>;
  /** Forgets the wrong tries at their password. Resolves to whether there were any. */
  unlock(id: string, by: Asking): Promise<boolean | Fault>;
  sessionsOf(id: string): Promise<readonly Session[] | Fault>;
  /** Ends all their sessions and links, and tells how many sessions there were. */
  endSessions(id: string, by: Asking): Promise<number | Fault>;
}

/** A link goes by mail or by word of mouth, and is not to lie about for long. */
const LINK_MS = 24 * 60 * 60_000;

const OF_PROVIDER = toFault('of-provider', "The company's provider says their name and roles, and signs them in.");
const OF_DEMO = toFault('of-demo', 'The admin of the demo signs in by a link alone.');
const NOBODY = toFault('no-such-person', 'There is no such person.');

export function createStaff(parts: StaffParts): Staff {
  const { members, sessions, links, hashes, tries, subjects, audit, newId, now } = parts;
  /** Does something with a member who is there. */
  const withMember = async <Result>(id: string, act: (member: Member) => Promise<Result>): Promise<Result | Fault> => {
    const member = await members.find(id);
    return member ? act(member) : NOBODY;
  };

  return {
    list: () => members.list(),

    async add({ email: typed, name, roles, password }, by) {
      const email = toEmail(typed);
      const fault = faultOfMember({ name, roles, password }, email);
      if (fault) return fault;
      const hash = password === undefined ? {} : { passwordHash: await hashes.make(password) };
      const added = await members.add({
        ...{ id: newId(), email, name: name.trim(), roles: inOrder(roles), createdAt: now() },
        ...hash,
      });
      if (added === 'email-taken') return toFault('email-taken', `There is an account of ${email} already.`);
      await audit({
        ...by,
        action: 'add-person',
        outcome: 'done',
        subject: added.id,
        detail: `roles ${roles.join(', ')}`,
      });
      return added;
    },

    change: (id, wanted, by) => withMember(id, (member) => changeMember(parts, member, wanted, by)),

    makeLink: (id, by) =>
      withMember(id, async (member) => {
        if (member.provider) return OF_PROVIDER;
        if (member.isDisabled) return toFault('is-disabled', `${member.name} is disabled.`);
        await audit({ ...by, action: 'make-link', outcome: 'done', subject: id });
        return links.make(member, LINK_MS);
      }),

    unlock: (id, by) =>
      withMember(id, async ({ email }) => {
        await audit({ ...by, action: 'unlock-person', outcome: 'done', subject: id });
        return tries.forget(subjects.ofAccount(email));
      }),

    sessionsOf: (id) => withMember(id, () => sessions.listOf(id)),

    endSessions: (id, by) =>
      withMember(id, async () => {
        const open = await sessions.listOf(id);
        await audit({ ...by, action: 'end-sessions', outcome: 'done', subject: id });
        await members.endSessions(id);
        return open.length;
      }),
  };
}

async function changeMember(
  parts: StaffParts,
  member: Member,
  wanted: ChangeWanted,
  by: Asking,
): Promise<Member | Fault> {
  const fault = faultOfOrigin(member, wanted) ?? faultOfMember(wanted, member.email);
  if (fault) return fault;
  const changed = await parts.members.change(member.id, await toChange(parts, wanted));
  if (changed === 'unknown') return NOBODY;
  const outcome = changed === 'last-admin' ? 'refused' : 'done';
  await parts.audit({ ...by, action: 'change-person', outcome, subject: member.id, detail: wordsOf(wanted) });
  return changed === 'last-admin' ? toFault('last-admin', 'Nobody would be left who may manage users.') : changed;
}

/** What cannot be changed here because it comes from elsewhere. */
function faultOfOrigin({ id, provider }: Member, { name, roles, password }: ChangeWanted): Fault | undefined {
  if (provider && (name ?? roles ?? password) !== undefined) return OF_PROVIDER;
  return id === DEMO_ADMIN && password !== undefined ? OF_DEMO : undefined;
}

const toChange = async (
  { hashes }: StaffParts,
  { name, roles, isDisabled, password }: ChangeWanted,
): Promise<MemberChange> => ({
  ...(name === undefined ? {} : { name: name.trim() }),
  ...(roles === undefined ? {} : { roles: inOrder(roles) }),
  ...(isDisabled === undefined ? {} : { isDisabled }),
  ...(password === undefined ? {} : { passwordHash: await hashes.make(password) }),
});

/** Each role once. */
const inOrder = (roles: readonly Role[]): readonly Role[] => ROLES.filter((role) => roles.includes(role));

/** What was changed, without the password and the name themselves. */
function wordsOf({ name, roles, isDisabled, password }: ChangeWanted): string {
  const words = [
    ...(name === undefined ? [] : ['name']),
    ...(roles === undefined ? [] : [`roles ${roles.join(', ')}`]),
    ...(isDisabled === undefined ? [] : [isDisabled ? 'disabled' : 'enabled']),
    ...(password === undefined ? [] : ['password']),
  ];
  return words.join('; ');
}
