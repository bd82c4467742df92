import type { CallStore } from '../ports.ts';
import { type LiveEvent, type ToldFacts, toLiveEvents } from './live-event.ts';

/** Some events are not told, nobody knows how many: whoever keeps a picture makes it anew. */
export interface LiveGap {
  readonly type: 'gap';
}

/** Must not fail, and does nothing slow: what is told waits for it. */
export type LiveListener = (told: LiveEvent | LiveGap) => void;

/** What happens in calls while it happens, in whatever process they are taken. */
export interface LiveEvents {
  /** Tells all from now on, each within a second, those of one process in order. Gives the way to stop. */
  watch(listener: LiveListener): () => void;
}

/** Where processes tell each other what happens in their calls. */
export interface LiveLine extends LiveEvents {
  /** Takes facts that are kept. No call waits for it, and it never fails. */
  tell(told: ToldFacts): void;
  close(): Promise<void>;
}

/** A store that tells the line all facts that it has kept, of every lane. */
export const tellFacts = (store: CallStore, line: Pick<LiveLine, 'tell'>): CallStore => ({
  ...store,
  async commit(commit) {
    const kept = await store.commit(commit);
    const { sid, batch } = commit;
    if (kept && batch) line.tell({ sid, at: batch.at, facts: batch.facts });
    return kept;
  },
  async append(sid, batch) {
    await store.append(sid, batch);
    line.tell({ sid, at: batch.at, facts: batch.facts });
  },
});

/** The line of one process, where there is no other. */
export function createMemoryLiveLine(): LiveLine {
  const listeners = new Set<LiveListener>();
  return {
    tell(told) {
      if (listeners.size === 0) return;
      for (const event of toLiveEvents(told)) for (const listener of [...listeners]) listener(event);
    },
    watch(listener) {
      // Its own identity: one listener may watch twice, and stops once for each.
      const own: LiveListener = (told) => listener(told);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close: async () => listeners.clear(),
  };
}
