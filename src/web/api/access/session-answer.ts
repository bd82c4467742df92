import { z } from 'zod';
import { PERMISSIONS, permissionsOf, ROLES } from '../../../access/roles.ts';
import { PROOFS } from '../../../access/sessions.ts';
import { csrfTokenOf } from '../../../access/tokens.ts';
import type { OpenSession } from '../../sign-in/browser-sessions.ts';
import { named } from '../named-schemas.ts';

/** An instant as the API writes it. */
export const toInstant = (at: number): string => new Date(at).toISOString();

export const SessionAnswer = named(
  'Session',
  z.object({
    person: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().optional(),
      roles: z.array(z.enum(ROLES)),
    }),
    permissions: z.array(z.enum(PERMISSIONS)),
    csrfToken: z.string().optional().describe('Goes along in X-CSRF-Token with whatever changes something.'),
    signedInBy: z.enum(PROOFS).optional(),
    startedAt: z.string().optional(),
    endsAt: z.string().optional().describe('When the session ends, unless it is used before.'),
  }),
);

/** What a browser is told of its own session. */
export const toSessionAnswer = ({ member, session, endsAt, token }: OpenSession): z.input<typeof SessionAnswer> => ({
  person: { id: member.id, name: member.name, email: member.email, roles: [...member.roles] },
  permissions: [...permissionsOf(member.roles)],
  csrfToken: csrfTokenOf(token),
  signedInBy: session.proof,
  startedAt: toInstant(session.startedAt),
  endsAt: toInstant(endsAt),
});
