import type { CallSid } from '../../values/call-sid.ts';
import type { LiveEvent } from './live-event.ts';
import { type RunningCall, withLiveEvent } from './running-call.ts';

/** What an event changed. */
export interface CallChange {
  readonly before: RunningCall | undefined;
  readonly call: RunningCall | undefined;
}

/** The running calls that are known, from what the record says and what is told meanwhile. */
export interface CallsInView {
  all(): readonly RunningCall[];
  /** What the event changes; nothing where it is of a call that is not known here, or has ended. */
  take(event: LiveEvent): CallChange | undefined;
  /** What the record said some moments ago; what has been told lately counts for more. */
  merge(recorded: readonly RunningCall[]): void;
  /** Events are missing: from now on only the record says which calls run. */
  forgetEvents(): void;
}

/** Calls that ended, of which something may still be told; the oldest are forgotten. */
const REMEMBERED_ENDS = 10_000;
/** Events that the record may not have had when it was read; with 1,200 turns a second those of some seconds. */
const RECENT_EVENTS = 20_000;

export function createCallsInView(): CallsInView {
  const running = new Map<CallSid, RunningCall>();
  /** Of these every event was told here, from the first on. */
  const heardWhole = new Set<CallSid>();
  const ended = new Set<CallSid>();
  let recent: LiveEvent[] = [];

  function change(event: LiveEvent): CallChange {
    const before = running.get(event.callSid);
    const call = withLiveEvent(before, event);
    if (call) running.set(event.callSid, call);
    else running.delete(event.callSid);
    return { before, call };
  }

  function note(event: LiveEvent): void {
    recent.push(event);
    if (recent.length > 2 * RECENT_EVENTS) recent = recent.slice(-RECENT_EVENTS);
    if (event.type === 'started' && !running.has(event.callSid)) heardWhole.add(event.callSid);
    if (event.type === 'ended') noteEnd(event.callSid);
  }

  function noteEnd(callSid: CallSid): void {
    heardWhole.delete(callSid);
    ended.add(callSid);
    const [oldest] = ended;
    if (ended.size > REMEMBERED_ENDS && oldest !== undefined) ended.delete(oldest);
  }

  return {
    all: () => [...running.values()],
    take(event) {
      if (ended.has(event.callSid)) return undefined;
      note(event);
      return running.has(event.callSid) || event.type === 'started' ? change(event) : undefined;
    },
    merge(recorded) {
      const older = recorded.filter(({ callSid }) => !heardWhole.has(callSid) && !ended.has(callSid));
      const whole = [...running.values()].filter(({ callSid }) => heardWhole.has(callSid));
      running.clear();
      for (const call of [...whole, ...older]) running.set(call.callSid, call);
      // An event of a call that the record does not know is of one that has ended.
      const isBehind = new Set(older.map(({ callSid }) => callSid));
      for (const event of recent) if (isBehind.has(event.callSid)) change(event);
    },
    forgetEvents() {
      recent = [];
      heardWhole.clear();
      ended.clear();
    },
  };
}
