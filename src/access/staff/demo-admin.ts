import type { Links, NewLink } from '../links.ts';
import type { Member, Members } from '../members.ts';

/** The admin of a hotline that is tried out on one machine. No password opens the account. */
export const DEMO_ADMIN = 'demo-admin';
const EMAIL = 'demo-admin@localhost';

export interface DemoAdminParts {
  readonly members: Pick<Members, 'find' | 'add'>;
  readonly links: Pick<Links, 'make'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** As long as somebody leaves a terminal open. */
const LINK_MS = 12 * 60 * 60_000;

/** A link that signs in the admin of the demo, once. Whether there may be one is for the caller to know. */
export async function makeDemoLink({ members, links, now }: DemoAdminParts): Promise<NewLink> {
  const admin = (await members.find(DEMO_ADMIN)) ?? (await addAdmin(members, now()));
  return links.make(admin, LINK_MS);
}

async function addAdmin(members: DemoAdminParts['members'], createdAt: number): Promise<Member> {
  const added = await members.add({ id: DEMO_ADMIN, name: 'Demo admin', email: EMAIL, roles: ['admin'], createdAt });
  if (added === 'email-taken') throw new Error(`${EMAIL} is the address of somebody else`);
  return added;
}
