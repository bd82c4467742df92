import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CallSearch } from '../../../records/call-search.ts';
import { readCursor } from '../../../records/page-cursor.ts';
import { showPage } from '../../../records/shown-calls.ts';
import { ApiError } from '../api-error.ts';
import { type FilterOptions, filterAsked, mayReadWords } from './asked-filter.ts';
import { CallsAnswer, filterQuery } from './call-schemas.ts';

export interface ListRoutesOptions extends FilterOptions {
  readonly search: CallSearch;
}

const MOST = 200;
const FEW = 50;

/** `GET /calls`: a page of calls. */
export const listRoutes: FastifyPluginAsyncZod<ListRoutesOptions> = async (app, options) => {
  const { search } = options;
  app.get(
    '/calls',
    {
      config: { permission: 'read-calls' },
      schema: {
        summary: 'Calls that meet all that is asked for, the latest first',
        tags: ['calls'],
        querystring: z.strictObject({
          ...filterQuery,
          limit: z.coerce.number().int().min(1).max(MOST).default(FEW),
          cursor: z.string().optional().describe('The `next` of the page before.'),
        }),
        response: { 200: CallsAnswer },
      },
    },
    async (request) => {
      const { limit, cursor, ...asked } = request.query;
      const start = cursor === undefined ? undefined : readCursor(cursor);
      if (cursor !== undefined && !start) {
        throw new ApiError('bad-request', 'There is no such page. Begin with the first one.', {
          field: 'query.cursor',
        });
      }
      const filter = await filterAsked(request, asked, options);
      const page = await search.findPage(filter, { limit, ...(start ? { start } : {}) });
      return showPage(page, { withWords: mayReadWords(request) });
    },
  );
};
