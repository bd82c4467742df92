import type { CallStore, Commit, Logger } from '../calls/ports.ts';
import type { KnownCallers } from './known-callers.ts';
import { toldBy } from './services.ts';

export interface RememberTopicsOptions {
  readonly callers: KnownCallers;
  readonly log: Logger;
}

/**
 * A store that also remembers what a call was about, once it is over: only then is it certain. No call waits for it, and
 * a call that has told no topic is left as it is.
 */
export const rememberTopics = (store: CallStore, { callers, log }: RememberTopicsOptions): CallStore => ({
  ...store,
  async commit(commit) {
    const kept = await store.commit(commit);
    const { call } = commit.next;
    if (kept && isEnd(commit) && call.caller !== undefined && call.variables.topic !== undefined) {
      callers
        .remember(call.caller, toldBy(call))
        .catch((err: unknown) => log.warn({ callSid: call.sid, err }, 'a topic is not remembered'));
    }
    return kept;
  },
});

const isEnd = ({ batch }: Commit): boolean => batch?.facts.some(({ type }) => type === 'call-ended') ?? false;
