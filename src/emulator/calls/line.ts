import type { Clock } from '../time/clock.ts';
import type { EndedBy } from './call-event.ts';
import type { DocumentSource } from './document-source.ts';

/** What reaches a leg from outside and is taken by the verb that runs. `of` is the SID of the leg concerned. */
export type Input =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'speech'; readonly words: string; readonly confidence: number; readonly durationMs: number }
  | { readonly type: 'told'; readonly by: string; readonly words: string }
  | { readonly type: 'leg-answered'; readonly of: string }
  | { readonly type: 'leg-ended'; readonly of: string }
  | { readonly type: 'joined' }
  | { readonly type: 'connected'; readonly of: string }
  | { readonly type: 'unbridged'; readonly of: string };

/** What takes the leg away from the verb that runs. It stays until the leg's own course takes it up. */
export type Cut =
  | { readonly type: 'hung-up'; readonly by: EndedBy }
  | { readonly type: 'redirected'; readonly to: DocumentSource }
  /** The leg was first in its queue and is connected with the leg `by`, after a document of its own if there is one. */
  | { readonly type: 'taken'; readonly by: string; readonly whisper: DocumentSource | undefined };

/** The next thing that happens to a verb that waits. */
export type Moment = Input | { readonly type: 'elapsed' } | { readonly type: 'cut' };

/** Which inputs a verb waits for. */
export type Wants = (input: Input) => boolean;

/** A leg's inbox. One verb at a time waits on it. */
export interface Line {
  /** The next input that is wanted, or `elapsed` after `delayMs`, or at once `cut` where the leg was taken away. */
  next(delayMs: number, wants: Wants): Promise<Moment>;
  /** Whether a verb took the input. What none takes is dropped or kept for later, by its type. */
  give(input: Input): boolean;
  cut(cut: Cut): void;
  /** The cut that is to be taken up, and then none. A hang-up is never taken away. */
  takeCut(): Cut | undefined;
  /** The cut that waits to be taken up. */
  peekCut(): Cut | undefined;
  readonly isCut: boolean;
  /** Is settled as soon as the leg is cut. */
  whenCut(): Promise<void>;
}

/** How an inbox keeps what no verb waits for. */
export interface LineOptions {
  /** Keys are kept for a later Gather. */
  readonly keepsTypeAhead: boolean;
}

interface Waiting {
  readonly wants: Wants;
  end(moment: Moment): void;
}

/** An inbox whose waiting is by `clock`. */
export function createLine(clock: Clock, { keepsTypeAhead }: LineOptions): Line {
  const kept: Input[] = [];
  const watchers: (() => void)[] = [];
  let cutBy: Cut | undefined;
  let waiting: Waiting | undefined;

  function wait(delayMs: number, wants: Wants): Promise<Moment> {
    return new Promise((resolve) => {
      const elapse = () => waiting?.end({ type: 'elapsed' });
      const callOff = Number.isFinite(delayMs) ? clock.after(Math.max(0, delayMs), elapse) : undefined;
      waiting = {
        wants,
        end(moment) {
          callOff?.();
          waiting = undefined;
          resolve(moment);
        },
      };
    });
  }

  return {
    next(delayMs, wants) {
      if (cutBy) return Promise.resolve({ type: 'cut' });
      const index = kept.findIndex(wants);
      const [first] = index < 0 ? [] : kept.splice(index, 1);
      return first ? Promise.resolve(first) : wait(delayMs, wants);
    },
    give(input) {
      if (waiting?.wants(input)) {
        waiting.end(input);
        return true;
      }
      if (isKept(input, keepsTypeAhead)) kept.push(input);
      return false;
    },
    cut(cut) {
      if (cutBy?.type === 'hung-up') return;
      cutBy = cut;
      waiting?.end({ type: 'cut' });
      for (const tell of watchers.splice(0)) tell();
    },
    takeCut() {
      const taken = cutBy;
      if (taken?.type !== 'hung-up') cutBy = undefined;
      return taken;
    },
    peekCut: () => cutBy,
    get isCut() {
      return cutBy !== undefined;
    },
    whenCut: () => (cutBy ? Promise.resolve() : new Promise((resolve) => void watchers.push(resolve))),
  };
}

/** What other legs tell waits until it is wanted; what people do, and who joins a queue, is of its moment. */
function isKept({ type }: Input, keepsTypeAhead: boolean): boolean {
  if (type === 'key') return keepsTypeAhead;
  return type !== 'speech' && type !== 'joined';
}
