import type { Member, Members, VouchedMember } from '../members.ts';
import type { Audit } from '../person.ts';
import type { Dance, Provider } from '../provider/provider.ts';
import { ProviderError } from '../provider/provider-error.ts';
import type { Sessions } from '../sessions.ts';
import type { IsAdmitted, SignedIn } from './signed-in.ts';

export interface ProviderSignInParts {
  readonly provider: Pick<Provider, 'finish'>;
  readonly members: Pick<Members, 'findVouched' | 'adopt'>;
  readonly sessions: Pick<Sessions, 'begin'>;
  readonly audit: Audit;
  readonly isAdmitted: IsAdmitted;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface CameBack {
  /** Of the address that they came back to. */
  readonly query: string;
  readonly dance: Dance;
  readonly from: string;
}

export type ProviderSignIn =
  | SignedIn
  /** The provider knows them, and none of their roles is one of ours; or they are disabled here. */
  | { readonly type: 'no-role' }
  | { readonly type: 'refused' };

/**
 * Signs in whoever the provider vouches for. Rejects with a `ProviderError` where it does not answer, or with an answer
 * that is not believed, which is on record then.
 */
export function createProviderSignIn(parts: ProviderSignInParts): (back: CameBack) => Promise<ProviderSignIn> {
  const { members, sessions, audit, isAdmitted, newId, now } = parts;

  return async (back) => {
    const vouched = await finish(parts, back);
    const member = await adopt(vouched);
    const isLetIn = member !== undefined && member.roles.length > 0 && isAdmitted(member);
    const whose = member ? { person: member } : {};
    const { from } = back;
    await audit({ ...whose, action: 'sign-in', outcome: isLetIn ? 'done' : 'refused', detail: 'provider', from });
    if (isLetIn) {
      return { type: 'signed-in', member, session: await sessions.begin(member, { proof: 'provider', from }) };
    }
    return { type: vouched.roles.length === 0 ? 'no-role' : 'refused' };
  };

  /** Nobody is added who has no role; of who had one it is taken. */
  async function adopt(vouched: VouchedMember): Promise<Member | undefined> {
    const isNew = vouched.roles.length === 0 && !(await members.findVouched(vouched.provider));
    return isNew ? undefined : members.adopt(vouched, { id: newId(), createdAt: now() });
  }
}

async function finish({ provider, audit }: ProviderSignInParts, { query, dance, from }: CameBack) {
  try {
    return await provider.finish(query, dance);
  } catch (error) {
    const code = error instanceof ProviderError ? error.code : 'provider-down';
    await audit({ action: 'sign-in', outcome: 'failed', detail: `provider, ${code}`, from });
    throw error;
  }
}
