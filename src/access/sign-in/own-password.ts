import type { Member, Members } from '../members.ts';
import type { PasswordHashes } from '../passwords/password-hashes.ts';
import { faultOfPassword } from '../passwords/password-rule.ts';
import type { Audit } from '../person.ts';
import type { Session, Sessions } from '../sessions.ts';
import { DEMO_ADMIN } from '../staff/demo-admin.ts';
import { type Fault, toFault } from '../staff/fault.ts';
import { type AdmissionParts, createAdmission, type Wait } from './admission.ts';
import type { SignedIn } from './signed-in.ts';

export interface OwnPasswordParts extends AdmissionParts {
  readonly members: Pick<Members, 'findLocal' | 'change'>;
  readonly sessions: Pick<Sessions, 'begin'>;
  readonly hashes: PasswordHashes;
  readonly audit: Audit;
}

export interface NewPassword {
  readonly session: Session;
  readonly member: Member;
  /** The one they have; not needed by who has just come by a link. */
  readonly current?: string | undefined;
  readonly next: string;
  readonly from: string;
}

/** Whoever came by a link has shown no more than that; for so long it is enough to choose a password. */
const LINK_IS_ENOUGH_MS = 30 * 60_000;

/** Whether somebody may choose a password without the one that they have. */
export const needsCurrentPassword = ({ proof, startedAt }: Session, { hasPassword }: Member, at: number): boolean =>
  hasPassword && !(proof === 'link' && at - startedAt < LINK_IS_ENOUGH_MS);

/** Lets somebody choose their own password. All their sessions end by it, and a new one begins. */
export function createOwnPassword(parts: OwnPasswordParts) {
  const { members, sessions, hashes, audit, now } = parts;
  const admit = createAdmission(parts);

  /** Whether it is the password they have; tries count as those of signing in do. */
  async function knowsCurrent({ member, current = '', from }: NewPassword): Promise<boolean | Wait> {
    const admission = await admit({ email: member.email, from });
    if (admission.type === 'wait') return admission;
    const account = await members.findLocal(member.email);
    const isRight = await hashes.isPassword(current, account?.passwordHash);
    if (isRight) await admission.takeBack();
    return isRight;
  }

  return async (wanted: NewPassword): Promise<SignedIn | Fault | Wait | { readonly type: 'refused' }> => {
    const { session, member, next, from } = wanted;
    const fault = faultOfChoice(member, next);
    if (fault) return fault;
    const known = needsCurrentPassword(session, member, now()) ? await knowsCurrent(wanted) : true;
    if (typeof known === 'object') return known;
    await audit({ person: member, action: 'choose-password', outcome: known ? 'done' : 'refused', from });
    if (!known) return { type: 'refused' };
    const changed = await members.change(member.id, { passwordHash: await hashes.make(next) });
    if (typeof changed === 'string') return toFault('no-such-person', 'There is no such person any more.');
    return {
      type: 'signed-in',
      member: changed,
      session: await sessions.begin(changed, { proof: session.proof, from }),
    };
  };
}

function faultOfChoice({ id, provider, email }: Member, password: string): Fault | undefined {
  if (id === DEMO_ADMIN) return toFault('of-demo', 'The admin of the demo signs in by a link alone.');
  if (provider) return toFault('of-provider', "The company's provider signs you in: there is no password here.");
  const fault = faultOfPassword(password, email);
  return fault === undefined ? undefined : toFault('bad-password', fault);
}
