import type { Links } from '../links.ts';
import type { Member } from '../members.ts';
import type { Audit } from '../person.ts';
import type { Sessions } from '../sessions.ts';
import type { IsAdmitted, SignedIn } from './signed-in.ts';

export interface LinkSignInParts {
  readonly links: Pick<Links, 'find' | 'take'>;
  readonly sessions: Pick<Sessions, 'begin'>;
  readonly audit: Audit;
  readonly isAdmitted: IsAdmitted;
}

export interface LinkSignIn {
  /** Whom the link signs in, while it can be used: looking at it does not use it up. */
  find(token: string): Promise<Member | undefined>;
  /** Signs in, once. */
  take(token: string, from: string): Promise<SignedIn | { readonly type: 'refused' }>;
}

/** Signs in whoever has a link. Its token is random, so that tries need not be counted. */
export function createLinkSignIn({ links, sessions, audit, isAdmitted }: LinkSignInParts): LinkSignIn {
  return {
    async find(token) {
      const member = await links.find(token);
      return member && isAdmitted(member) ? member : undefined;
    },
    async take(token, from) {
      const member = await links.take(token);
      const isLetIn = member !== undefined && isAdmitted(member);
      const whose = member ? { person: member } : {};
      await audit({ ...whose, action: 'sign-in', outcome: isLetIn ? 'done' : 'refused', detail: 'link', from });
      if (!isLetIn) return { type: 'refused' };
      return { type: 'signed-in', member, session: await sessions.begin(member, { proof: 'link', from }) };
    },
  };
}
