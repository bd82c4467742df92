import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CallRecord } from '../../../calls/call-record.ts';
import type { CallSearch } from '../../../records/call-search.ts';
import { type CallView, toCallView, type ViewOptions } from '../../../records/call-view.ts';
import { EXPORT_COLUMNS } from '../../../records/export-columns.ts';
import { deedOf, type FilterOptions, filterAsked, mayReadWords } from './asked-filter.ts';
import { filterQuery } from './call-schemas.ts';

export interface ExportRoutesOptions extends FilterOptions {
  readonly search: CallSearch;
}

/** A million calls take minutes; whoever takes longer to read them is cut off. */
const EXPORT_MS = 3_600_000;

interface Format {
  readonly type: string;
  /** What stands before the first call. */
  readonly head: string;
  toText(calls: readonly CallView[]): string;
}

/** Cells that a spreadsheet would take for a formula begin with an apostrophe; the mark in front tells it the encoding. */
const CSV = { escape_formulas: true, record_delimiter: 'windows' } as const;
const BYTE_ORDER_MARK = '\uFEFF';

const FORMATS: Readonly<Record<'csv' | 'jsonl', Format>> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    head: BYTE_ORDER_MARK + stringify([EXPORT_COLUMNS.map(({ name }) => name)], CSV),
    toText: (calls) =>
      stringify(
        calls.map((call) => EXPORT_COLUMNS.map(({ of }) => of(call))),
        CSV,
      ),
  },
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    head: '',
    toText: (calls) => calls.map((call) => `${JSON.stringify(call)}\n`).join(''),
  },
};

/** `GET /calls/export`: all calls that meet what is asked for, in a file. */
export const exportRoutes: FastifyPluginAsyncZod<ExportRoutesOptions> = async (app, options) => {
  const { search, audit } = options;
  app.get(
    '/calls/export',
    {
      config: { permission: 'export-calls' },
      exposeHeadRoute: false,
      handlerTimeout: EXPORT_MS,
      schema: {
        summary: 'All calls that meet what is asked for, the latest first, as a file',
        description: 'Numbers are masked. The file is sent as fast as it is read, and no faster.',
        tags: ['calls'],
        querystring: z.strictObject({ ...filterQuery, format: z.enum(['csv', 'jsonl']).default('csv') }),
        response: {
          200: {
            description: 'A call a line.',
            content: { 'text/csv': { schema: z.unknown() }, 'application/jsonl': { schema: z.unknown() } },
          },
        },
      },
    },
    async (request, reply) => {
      const { format, ...asked } = request.query;
      const filter = await filterAsked(request, asked, options);
      const by = Object.keys(filter).join(', ');
      await audit({
        ...deedOf(request, 'export-calls'),
        outcome: 'done',
        ...(by === '' ? {} : { detail: `by ${by}` }),
      });
      const text = await begun(textOf(search.stream(filter), FORMATS[format], { withWords: mayReadWords(request) }));
      return reply
        .type(FORMATS[format].type)
        .header('content-disposition', `attachment; filename="calls.${format}"`)
        .send(Readable.from(text));
    },
  );
};

async function* textOf(
  batches: AsyncIterable<readonly CallRecord[]>,
  { head, toText }: Format,
  view: ViewOptions,
): AsyncGenerator<string> {
  let before = head;
  for await (const calls of batches) {
    yield before + toText(calls.map((call) => toCallView(call, view)));
    before = '';
  }
  if (before !== '') yield before;
}

/** Reads the first piece already, so that a record that cannot be reached is told as such and not by half a file. */
async function begun(pieces: AsyncGenerator<string>): Promise<AsyncGenerator<string>> {
  const first = await pieces.next();
  return (async function* () {
    try {
      if (!first.done) yield first.value;
      yield* pieces;
    } finally {
      await pieces.return(undefined);
    }
  })();
}
