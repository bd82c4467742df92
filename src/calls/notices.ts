import type { CallEvent } from '../flow/events.ts';
import type { Fact } from '../flow/facts.ts';
import type { CallSid } from '../values/call-sid.ts';
import { type Draft, emptyDraft, withEvent } from './draft.ts';
import type { StoredCall } from './ports.ts';
import { retryLostRaces } from './retry-lost-races.ts';
import { createSettling, type SettlingOptions } from './settling.ts';
import { isOwn, withReady } from './transcripts/own-recordings.ts';
import { worldAt } from './world-at.ts';

/** What is told beside a call: that it is over, that a recording is ready, or what was said in one. */
export interface Notice {
  readonly sid: CallSid;
  /** Made of kind, resource and status: the same notice told twice is one. */
  readonly key: string;
  /** The end of the call, if that is what is told. */
  readonly ended?: Extract<CallEvent, { type: 'hung-up' }>;
  readonly facts?: readonly Fact[];
  /** A recording that is ready and whose words are wanted, where the carrier was not asked for them. */
  readonly unheard?: string;
}

export type TakeNotice = (notice: Notice) => Promise<void>;

/**
 * Takes what the carrier tells beside the call, in any order and any number of times. A call is ended once; one that was
 * never seen here is remembered as over, so that a late entry does not begin it.
 */
export function createNotices(options: SettlingOptions): TakeNotice {
  const { store, releases, hours, now, log } = options;
  const settle = createSettling(options);

  return async (notice) => {
    await retryLostRaces('while a notice was taken', async () => {
      const stored = await store.find(notice.sid);
      const isKnown = stored !== undefined && stored !== 'buried';
      const isTaken = await (isKnown ? note(stored, notice) : unknown(notice));
      return isTaken || undefined;
    });
    if (notice.ended) await settle(notice.sid);
  };

  /** False where the call has begun meanwhile. */
  async function unknown({ sid, key, ended, facts = [] }: Notice): Promise<boolean> {
    const at = now();
    if (ended && !(await store.bury(sid))) return false;
    const end: Fact[] = ended ? [{ type: 'call-ended', disposition: 'no-answer', status: ended.status }] : [];
    const all = [...facts, ...end];
    if (all.length > 0) await store.append(sid, { key: `n.${key}`, at, facts: all });
    return true;
  }

  async function note(stored: StoredCall, { sid, key, ended, facts = [] }: Notice): Promise<boolean> {
    const at = now();
    const draft = ended ? await end(stored, ended, at) : undefined;
    const call = withReady(draft?.call ?? stored.call, facts);
    const own = facts.filter((fact) => isOwn(call, fact));
    if (own.length < facts.length)
      log.warn({ callSid: sid }, 'a transcript of a recording that the call did not leave');
    const all = [...own, ...(draft?.facts ?? [])];
    if (all.length === 0) return true;
    const { revision, ...kept } = stored;
    const next = { ...kept, call };
    return store.commit({ sid, expected: revision, next, batch: { key: `n.${key}`, at, facts: all } });
  }

  async function end(stored: StoredCall, event: Extract<CallEvent, { type: 'hung-up' }>, at: number): Promise<Draft> {
    const release = (await releases.find(stored.call.release)) ?? releases.current();
    return withEvent(emptyDraft(release, stored.call, worldAt(hours, at)), event);
  }
}
