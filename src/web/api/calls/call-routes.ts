import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Audit } from '../../../access/person.ts';
import type { CallSearch, FoundCall } from '../../../records/call-search.ts';
import { showCall } from '../../../records/shown-calls.ts';
import { type CallSid, isCallSid } from '../../../values/call-sid.ts';
import { ApiError } from '../api-error.ts';
import { deedOf, mayReadWords } from './asked-filter.ts';
import { CallAnswer } from './call-schemas.ts';

export interface CallRoutesOptions {
  readonly search: Pick<CallSearch, 'findCall'>;
  readonly audit: Audit;
}

const Sid = z.object({
  callSid: z.string().refine(isCallSid, 'is no CallSid: CA and 32 hex digits').describe('`CA` and 32 hex digits.'),
});

/** `/calls/:callSid`: one call, and the number of its caller for those who may see it. */
export const callRoutes: FastifyPluginAsyncZod<CallRoutesOptions> = async (app, { search, audit }) => {
  async function find(callSid: CallSid): Promise<FoundCall> {
    const found = await search.findCall(callSid);
    if (!found) throw new ApiError('not-found', 'There is no such call on record.');
    return found;
  }

  app.get(
    '/calls/:callSid',
    {
      config: { permission: 'read-calls' },
      schema: { summary: 'One call, what happened in it', tags: ['calls'], params: Sid, response: { 200: CallAnswer } },
    },
    async (request) => showCall(await find(request.params.callSid), { withWords: mayReadWords(request) }),
  );

  app.post(
    '/calls/:callSid/reveal',
    {
      config: { permission: 'reveal-number' },
      schema: {
        summary: "A caller's number in full",
        description: 'It is put on record who saw it.',
        tags: ['calls'],
        params: Sid,
        response: {
          200: z.object({
            callSid: z.string(),
            number: z.string().nullable().describe('Null where it was withheld, or is forgotten.'),
          }),
        },
      },
    },
    async (request) => {
      const { callSid } = request.params;
      const { call } = await find(callSid);
      await audit({ ...deedOf(request, 'reveal-number'), outcome: 'done', subject: callSid });
      return { callSid, number: call.caller ?? null };
    },
  );
};
