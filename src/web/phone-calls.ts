import type { WatchedTurn } from '../calls/watch-turns.ts';
import type { CallEvent } from '../emulator/calls/call-event.ts';
import type { LoggedNote } from '../emulator/options.ts';
import type { PhoneCall } from '../emulator/phone-call.ts';
import type { Twilio } from '../emulator/twilio.ts';

/** One thing that a phone in the browser shows. */
export type Sight =
  | { readonly type: 'call'; readonly event: CallEvent }
  | { readonly type: 'turn'; readonly turn: WatchedTurn }
  /** What the hotline answered: TwiML, and the status it came with. */
  | { readonly type: 'document'; readonly url: string; readonly status: number | undefined; readonly twiml: string }
  | { readonly type: 'note'; readonly note: LoggedNote };

/** A call that a browser placed, and all that it has shown so far. */
export interface BrowserCall {
  readonly phone: PhoneCall;
  readonly sights: readonly Sight[];
  /** Told of each sight from now on. The function that is returned stops that; with the last one gone the line is cut. */
  look(listener: SightListener): () => void;
}

/** Told of a sight, and of its place among those of its call. */
type SightListener = (sight: Sight, index: number) => void;

/** A call that is told what there is to see of it. */
interface ShownCall extends BrowserCall {
  show(sight: Sight): void;
}

/** The calls of the browsers on this machine. */
export interface BrowserCalls {
  /** Places a call; nothing where too many are under way. */
  place(parties: { readonly from: string; readonly to: string }): BrowserCall | undefined;
  find(sid: string): BrowserCall | undefined;
  /** Shows a turn of any call to the browser that placed it, if one did. */
  showTurn(turn: WatchedTurn): void;
}

/** More live calls are refused; ended ones beyond it are forgotten, oldest first. */
const MOST_CALLS = 20;
/** A browser that reloads or loses its line for longer has hung up. */
const GONE_AFTER_MS = 15_000;

export function createBrowserCalls(twilio: Twilio): BrowserCalls {
  const calls = new Map<string, ShownCall>();

  function forgetOldest(): boolean {
    if (calls.size < MOST_CALLS) return true;
    const [oldest] = [...calls.values()].filter(({ phone }) => phone.hasEnded);
    return oldest !== undefined && calls.delete(oldest.phone.sid);
  }

  return {
    place(parties) {
      if (!forgetOldest()) return undefined;
      const call = createBrowserCall(twilio.dial(parties));
      calls.set(call.phone.sid, call);
      return call;
    },
    find: (sid) => calls.get(sid),
    showTurn: (turn) => calls.get(turn.sid)?.show({ type: 'turn', turn }),
  };
}

function createBrowserCall(phone: PhoneCall): ShownCall {
  const sights: Sight[] = [];
  const listeners = new Set<SightListener>();
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let shown = { requests: 0, notes: 0 };

  function show(sight: Sight): void {
    sights.push(sight);
    for (const listener of [...listeners]) listener(sight, sights.length - 1);
  }

  /** Replies and notes have no event of their own; what follows them in the call has. */
  function showLogs(): void {
    const { requests, notes } = phone;
    const since = shown;
    shown = { requests: requests.length, notes: notes.length };
    for (const { purpose, url, status, reply: twiml } of requests.slice(since.requests)) {
      if (purpose === 'document') show({ type: 'document', url, status, twiml });
    }
    for (const note of notes.slice(since.notes)) show({ type: 'note', note });
  }

  function tell(event: CallEvent): void {
    showLogs();
    show({ type: 'call', event });
  }

  phone.events.forEach(tell);
  phone.onEvent(tell);
  return {
    phone,
    sights,
    show,
    look(listener) {
      clearTimeout(leaving);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || phone.hasEnded) return;
        leaving = setTimeout(() => phone.hangUp(), GONE_AFTER_MS).unref();
      };
    },
  };
}
