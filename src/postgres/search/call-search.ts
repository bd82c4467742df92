import type { Kysely } from 'kysely';
import { compareFacts } from '../../calls/call-record.ts';
import type { CallPage, CallSearch } from '../../records/call-search.ts';
import type { Database } from '../database.ts';
import { readFacts } from '../record/facts.ts';
import { findMonths } from '../record/months.ts';
import { readCalls } from '../record/rows.ts';
import type { Tables } from '../tables.ts';
import { findCalls, type PageAsked } from './find-calls.ts';

/** Calls that an export reads at a time. */
const BATCH = 500;

export interface CallSearchOptions extends Pick<Database, 'ready'> {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The record of calls in PostgreSQL, as those read it who look for something. */
export function createCallSearch({ ready, now }: CallSearchOptions): CallSearch {
  const findPage: CallSearch['findPage'] = async (filter, page) =>
    pageOf(await ready(), { filter, ...page, now: now() });
  return {
    findPage,

    findCall: async (sid) => {
      const database = await ready();
      const months = await findMonths(database, [sid]);
      const [[call], facts] = await Promise.all([readCalls(database, months), readFacts(database, months)]);
      return call && { call, facts: facts.get(sid)?.toSorted(compareFacts) ?? [] };
    },

    async *stream(filter) {
      let page: CallPage | undefined;
      do {
        page = await findPage(filter, { limit: BATCH, ...(page?.next ? { start: page.next } : {}) });
        if (page.calls.length > 0) yield page.calls;
      } while (page.next);
    },
  };
}

/** One more is asked for than is given, to know whether there is one. */
async function pageOf(database: Kysely<Tables>, asked: PageAsked): Promise<CallPage> {
  const found = await findCalls(database, { ...asked, limit: asked.limit + 1 });
  const shown = found.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    calls: shown,
    ...(found.length > asked.limit && last ? { next: { startedAt: last.startedAt, sid: last.sid } } : {}),
  };
}
