import { z } from 'zod';
import type { NewLink } from '../../../access/links.ts';
import type { Member } from '../../../access/members.ts';
import { ROLES } from '../../../access/roles.ts';
import { PROOFS, type Session } from '../../../access/sessions.ts';
import { named } from '../named-schemas.ts';
import { toInstant } from './session-answer.ts';

/** Longer than anything that is kept; what is too long is told by its own rule. */
export const TEXT = z.string().max(1000);
export const Roles = z.array(z.enum(ROLES)).max(ROLES.length);
export const Id = z.object({ id: TEXT });

const User = named(
  'User',
  z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    isDisabled: z.boolean(),
    hasPassword: z.boolean(),
    provider: z.string().optional().describe('The issuer that vouches for them, and says their roles.'),
    createdAt: z.string(),
  }),
);

export const toUser = (member: Member): z.input<typeof User> => ({
  id: member.id,
  name: member.name,
  email: member.email,
  roles: [...member.roles],
  isDisabled: member.isDisabled,
  hasPassword: member.hasPassword,
  ...(member.provider ? { provider: member.provider.issuer } : {}),
  createdAt: toInstant(member.createdAt),
});

export const SignInLink = named(
  'SignInLink',
  z.object({ address: z.string().describe('Signs them in, once.'), endsAt: z.string() }),
);

export const toLink = ({ token, endsAt }: NewLink, publicUrl: string): z.input<typeof SignInLink> => ({
  address: `${publicUrl}/api/sign-in/link/${token}`,
  endsAt: toInstant(endsAt),
});

const UserSession = named(
  'UserSession',
  z.object({
    startedAt: z.string(),
    usedAt: z.string(),
    signedInBy: z.enum(PROOFS),
    from: z.string().describe('The network that it was begun from.'),
  }),
);

export const toUserSession = ({ startedAt, usedAt, proof, from }: Session): z.input<typeof UserSession> => ({
  startedAt: toInstant(startedAt),
  usedAt: toInstant(usedAt),
  signedInBy: proof,
  from,
});

export const UsersAnswer = z.object({ users: z.array(User) });
export const UserAnswer = z.object({ user: User });
export const AddedAnswer = z.object({ user: User, link: SignInLink.optional() });
export const UnlockAnswer = z.object({ hadTries: z.boolean() });
export const SessionsAnswer = z.object({ sessions: z.array(UserSession) });
export const EndedAnswer = z.object({ ended: z.number().int().describe('How many sessions there were.') });
