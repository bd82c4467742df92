import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AuditTrail } from '../../../access/audit-trail.ts';
import { OUTCOMES } from '../../../access/person.ts';
import { named } from '../named-schemas.ts';
import { toInstant } from './session-answer.ts';

export interface AuditOptions {
  readonly trail: Pick<AuditTrail, 'page'>;
}

const Deed = named(
  'Deed',
  z.object({
    id: z.number(),
    at: z.string(),
    person: z.object({ id: z.string(), name: z.string() }).optional().describe('Absent where nobody was known.'),
    action: z.string(),
    outcome: z.enum(OUTCOMES),
    subject: z.string().optional().describe('What it was done to.'),
    detail: z.string().optional(),
    from: z.string().describe('The network that it was asked from.'),
  }),
);

const MOST = 500;
const FEW = 50;

/** What staff did, for admins. */
export const auditRoutes: FastifyPluginAsyncZod<AuditOptions> = async (routes, { trail }) => {
  routes.get(
    '/audit',
    {
      config: { permission: 'read-audit' },
      schema: {
        summary: 'What staff did and were not let do, the latest first',
        tags: ['audit'],
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(MOST).default(FEW),
          before: z.coerce.number().int().min(1).optional().describe('The `next` of the page before.'),
          person: z.string().max(100).optional().describe('Deeds of one person alone, by their id.'),
        }),
        response: {
          200: z.object({ deeds: z.array(Deed), next: z.number().optional().describe('Absent on the last page.') }),
        },
      },
    },
    async ({ query: { limit, before, person } }) => {
      const { entries, next } = await trail.page({
        limit,
        ...(before === undefined ? {} : { before }),
        ...(person === undefined ? {} : { person }),
      });
      const deeds = entries.map(({ at, ...entry }) => ({ ...entry, at: toInstant(at) }));
      return { deeds, ...(next === undefined ? {} : { next }) };
    },
  );
};
