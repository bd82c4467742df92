import type { CallSid } from '../values/call-sid.ts';
import { type Completing, createCompleting, type LeaveAnswer } from './completing.ts';
import { emptyDraft, withEvent } from './draft.ts';
import type { LiveHours, Releases, StoredCall } from './ports.ts';
import { retryLostRaces } from './retry-lost-races.ts';
import { worldAt } from './world-at.ts';

/** Takes an answer that waits beside the state of a call whose caller is gone. */
export type Settle = (sid: CallSid) => Promise<void>;

export interface SettlingOptions extends Completing {
  readonly releases: Releases;
  readonly hours: LiveHours;
}

/**
 * Whoever hangs up while something is asked never comes back for the answer. Once both have happened, in whatever order,
 * the call takes it all the same: what was done stands on the record, and what needs no caller goes on. Nothing where the
 * caller is still there, or there is no answer yet.
 */
export function createSettling(options: SettlingOptions): Settle {
  const { store, releases, hours, now } = options;
  const complete = createCompleting(
    options,
    leaveAnswer(options, (sid) => settle(sid)),
  );

  const settle: Settle = async (sid) => {
    await retryLostRaces('while a late answer was taken', async () => {
      const stored = await store.find(sid);
      const isLeft = stored !== undefined && stored !== 'buried' && stored.call.endedAt !== undefined;
      return isLeft ? take(stored) : true;
    });
  };

  /** Nothing where a commit lost a race. */
  async function take({ call, revision, turn, nonce }: StoredCall): Promise<true | undefined> {
    if (call.phase !== 'asking' || !call.request) return true;
    const { index, askedAt } = call.request;
    const [answer, release] = await Promise.all([store.findAnswer(call.sid, index), releases.find(call.release)]);
    if (!answer || !release) return true;
    const at = now();
    const event = { type: 'service-answered', answer, tookMs: at - askedAt } as const;
    const draft = withEvent(emptyDraft(release, call, worldAt(hours, at)), event);
    const place = { expected: revision, turn, nonce, part: 0, key: `a.${index}` };
    return (await complete(draft, place)) === undefined ? undefined : true;
  }
  return settle;
}

/** Puts an answer that came later than a caller's patience where any process finds it. */
export const leaveAnswer =
  ({ store, log }: Pick<Completing, 'store' | 'log'>, settle: Settle): LeaveAnswer =>
  async (asked, { sid, request }) => {
    try {
      await store.putAnswer(sid, request?.index ?? 0, await asked);
      await settle(sid);
    } catch (err) {
      // The lease tells the caller's next webhook; a caller who is gone has no answer on the record.
      log.warn({ callSid: sid, err }, 'an answer came late and could not be kept');
    }
  };
