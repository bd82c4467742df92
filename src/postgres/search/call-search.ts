import type { Kysely } from 'kysely';
import type { CallRecord } from '../../calls/call-record.ts';
import type { CallPage, CallSearch, PageStart } from '../../records/call-search.ts';
import type { Database } from '../database.ts';
import { type SelectRows, selectCalls, selectSummaries } from '../record/rows.ts';
import type { Tables } from '../tables.ts';
import { findCall } from './find-call.ts';
import { findCalls, type PageAsked } from './find-calls.ts';

/** Calls that an export reads at a time. */
const BATCH = 500;

export interface CallSearchOptions extends Pick<Database, 'ready'> {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The record of calls in PostgreSQL, as those read it who look for something. */
export function createCallSearch({ ready, now }: CallSearchOptions): CallSearch {
  return {
    findPage: async (filter, page) => pageOf(await ready(), { filter, ...page, now: now() }, selectSummaries),

    findCall: async (sid) => findCall(await ready(), sid, now()),

    async *stream(filter) {
      let page: Page<CallRecord> | undefined;
      do {
        page = await pageOf(await ready(), { filter, limit: BATCH, start: page?.next, now: now() }, selectCalls);
        if (page.calls.length > 0) yield page.calls;
      } while (page.next);
    },
  };
}

interface Page<Row> extends Pick<CallPage, 'next'> {
  readonly calls: readonly Row[];
}

/** One more is asked for than is given, to know whether there is one. */
async function pageOf<Row extends PageStart>(
  database: Kysely<Tables>,
  asked: PageAsked,
  select: SelectRows<Row>,
): Promise<Page<Row>> {
  const found = await findCalls(database, { ...asked, limit: asked.limit + 1 }, select);
  const shown = found.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    calls: shown,
    ...(found.length > asked.limit && last ? { next: { startedAt: last.startedAt, sid: last.sid } } : {}),
  };
}
