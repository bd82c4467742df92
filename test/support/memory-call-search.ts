import { type CallRecord, compareFacts, foldFacts } from '../../src/calls/call-record.ts';
import type { CallFilter } from '../../src/records/call-filter.ts';
import type { CallSearch } from '../../src/records/call-search.ts';
import { factsOf } from './any-call.ts';
import { meets } from './any-searched-call.ts';
import { summaryOf } from './call-summary.ts';
import type { Turn } from './journal-entries.ts';

/** Some calls, searched one by one; no two of them started together. `batch` is how many a stream gives at a time. */
export function createMemoryCallSearch(calls: readonly (readonly Turn[])[], batch = 2) {
  const found = calls.flatMap((turns) => {
    const facts = factsOf(turns).toSorted(compareFacts);
    const [first] = turns;
    return first ? [{ call: foldFacts(first.call, facts), facts }] : [];
  });
  const latestFirst = found.map(({ call }) => call).toSorted((one, other) => other.startedAt - one.startedAt);
  let batches = 0;
  const meeting = (filter: CallFilter): readonly CallRecord[] => latestFirst.filter((call) => meets(call, filter));

  const search: CallSearch = {
    async findPage(filter, { limit, start }) {
      const after = meeting(filter).filter((call) => start === undefined || call.startedAt < start.startedAt);
      const page = after.slice(0, limit);
      const last = page.at(-1);
      return {
        calls: page.map(summaryOf),
        ...(after.length > limit && last ? { next: { startedAt: last.startedAt, sid: last.sid } } : {}),
      };
    },
    findCall: async (sid) => found.find(({ call }) => call.sid === sid),
    async *stream(filter) {
      const all = meeting(filter);
      for (let from = 0; from < all.length; from += batch) {
        batches += 1;
        yield all.slice(from, from + batch);
      }
    },
  };
  return { ...search, batchesRead: () => batches };
}
