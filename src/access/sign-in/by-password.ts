import { type LocalAccount, type Members, toEmail } from '../members.ts';
import type { PasswordHashes } from '../passwords/password-hashes.ts';
import type { Audit } from '../person.ts';
import type { Sessions } from '../sessions.ts';
import { type AdmissionParts, createAdmission, type Wait } from './admission.ts';
import type { IsAdmitted, SignedIn } from './signed-in.ts';

export interface PasswordSignInParts extends AdmissionParts {
  readonly members: Pick<Members, 'findLocal' | 'keepPasswordHash'>;
  readonly sessions: Pick<Sessions, 'begin'>;
  readonly hashes: PasswordHashes;
  readonly audit: Audit;
  readonly isAdmitted: IsAdmitted;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The address that they come from. */
  readonly from: string;
}

export type PasswordSignIn =
  | SignedIn
  /** No such account, a wrong password, a disabled account: nobody learns which. */
  | { readonly type: 'refused' }
  | Wait;

/** Signs in whoever knows the password of a local account. */
export function createPasswordSignIn(parts: PasswordSignInParts): (given: Credentials) => Promise<PasswordSignIn> {
  const { members, sessions, hashes, audit, isAdmitted } = parts;
  const admit = createAdmission(parts);

  return async ({ email: typed, password, from }) => {
    const email = toEmail(typed);
    const admission = await admit({ email, from });
    if (admission.type === 'wait') return admission;
    const account = await members.findLocal(email);
    const isRight = await hashes.isPassword(password, account?.passwordHash);
    if (!account || !isRight || !isAdmitted(account.member)) {
      const whose = account ? { person: account.member } : {};
      const detail = admission.locks ? 'password, locked' : 'password';
      await audit({ ...whose, action: 'sign-in', outcome: 'refused', detail, from });
      return { type: 'refused' };
    }
    const { member } = account;
    await admission.takeBack();
    await renewHash(parts, account, password);
    await audit({ person: member, action: 'sign-in', outcome: 'done', detail: 'password', from });
    return { type: 'signed-in', member, session: await sessions.begin(member, { proof: 'password', from }) };
  };
}

async function renewHash({ members, hashes }: PasswordSignInParts, account: LocalAccount, password: string) {
  const { member, passwordHash: from } = account;
  if (from === undefined || !hashes.isOutdated(from)) return;
  await members.keepPasswordHash(member.id, { from, to: await hashes.make(password) });
}
