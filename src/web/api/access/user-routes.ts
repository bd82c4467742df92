import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Staff } from '../../../access/staff/staff.ts';
import { ErrorBody } from '../api-error.ts';
import { askingOf } from './asking.ts';
import { orThrow } from './fault-errors.ts';
import { orBusy } from './sign-in-routes.ts';
import { AddedAnswer, Id, Roles, TEXT, toLink, toUser, UserAnswer, UsersAnswer } from './user-schemas.ts';

export interface UserOptions {
  readonly staff: Staff;
  readonly publicUrl: string;
}

const tags = ['users'];
const config = { permission: 'manage-users' } as const;

/** The accounts of staff, for admins. */
export const userRoutes: FastifyPluginAsyncZod<UserOptions> = async (routes, { staff, publicUrl }) => {
  routes.get(
    '/users',
    {
      config,
      schema: { summary: 'All accounts, by name', tags, response: { 200: UsersAnswer } },
    },
    async () => ({ users: (await staff.list()).map(toUser) }),
  );

  routes.post(
    '/users',
    {
      config,
      schema: {
        summary: 'Add an account',
        tags,
        body: z.strictObject({
          email: TEXT,
          name: TEXT,
          roles: Roles,
          password: TEXT.optional(),
          link: z.boolean().default(false).describe('Whether to make a sign-in link as well.'),
        }),
        response: { 201: AddedAnswer, 409: ErrorBody },
      },
    },
    async (request, reply) => {
      const { link: wantsLink, ...wanted } = request.body;
      const member = orThrow(await orBusy(staff.add(wanted, askingOf(request))));
      const link = wantsLink
        ? { link: toLink(orThrow(await staff.makeLink(member.id, askingOf(request))), publicUrl) }
        : {};
      return reply.code(201).send({ user: toUser(member), ...link });
    },
  );

  routes.patch(
    '/users/:id',
    {
      config,
      schema: {
        summary: 'Change an account',
        description: 'Other roles, a new password and disabling end all sessions and links of the person.',
        tags,
        params: Id,
        body: z.strictObject({
          name: TEXT.optional(),
          roles: Roles.optional(),
          isDisabled: z.boolean().optional(),
          password: TEXT.optional(),
        }),
        response: { 200: UserAnswer, 404: ErrorBody, 409: ErrorBody },
      },
    },
    async (request) => {
      const changed = await orBusy(staff.change(request.params.id, request.body, askingOf(request)));
      return { user: toUser(orThrow(changed)) };
    },
  );
};
