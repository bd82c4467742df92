import type { Logger } from '../calls/ports.ts';
import { callOfKey } from '../calls/request-key.ts';

/** Work that an answer does not wait for. */
export interface Afterwards {
  /** Begins soon after the answer is out. What fails is logged, by the kind of error only: its words may hold an address. */
  add(key: string, work: () => Promise<void>): void;
  /** Waits until all of it is done. */
  settled(): Promise<void>;
}

/** Longer than an answer takes from here to the socket, too short for a caller to notice. */
const AFTER_ANSWER_MS = 20;

export function createAfterwards(log: Logger): Afterwards {
  const running = new Set<Promise<void>>();
  const run = async (key: string, work: () => Promise<void>): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, AFTER_ANSWER_MS));
    try {
      await work();
    } catch (error) {
      log.error({ callSid: callOfKey(key), key, ...kindOf(error) }, 'a code could not be sent');
    }
  };
  return {
    add(key, work) {
      const done = run(key, work).finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** What kind of error it is, without its words. */
function kindOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const facts = new Map<string, unknown>(Object.entries(error));
  return { error: error.name, code: facts.get('code'), status: facts.get('status') ?? facts.get('responseCode') };
}
