import type { ErasedCalls } from '../calls/journal.ts';
import type { E164 } from '../values/phone-number.ts';
import type { KnownCallers } from './known-callers.ts';

/** The places that hold something by a caller's number. */
export interface KeptByNumber {
  /** Absent where callers are not remembered, or in the memory of another process alone. */
  readonly known: Pick<KnownCallers, 'forget'> | undefined;
  readonly callbacks: OpenCallbacks;
  eraseCalls(caller: E164): Promise<ErasedCalls>;
}

/** Those who wait to be called back. */
interface OpenCallbacks {
  open(): Promise<readonly { readonly id: string; readonly number: E164 }[]>;
  close(id: string): Promise<boolean>;
}

/** What became of one place. */
export type Erased<Result> = { readonly done: Result } | { readonly why: string };

/** What was erased of a caller. */
export interface ErasedCaller {
  /** Whether they were remembered; undefined where nobody is, or another process would have to be asked. */
  readonly remembered: Erased<boolean | undefined>;
  readonly callbacks: Erased<number>;
  readonly calls: Erased<ErasedCalls>;
}

/** Erases what is kept by a caller's number, wherever it can be reached; a place that fails keeps no other. */
export const eraseCaller = async (
  caller: E164,
  { known, callbacks, eraseCalls }: KeptByNumber,
): Promise<ErasedCaller> => ({
  remembered: await attempt(async () => known && (await known.forget(caller))),
  callbacks: await attempt(() => closeCallbacks(callbacks, caller)),
  calls: await attempt(() => eraseCalls(caller)),
});

async function attempt<Result>(erase: () => Promise<Result>): Promise<Erased<Result>> {
  try {
    return { done: await erase() };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

async function closeCallbacks(callbacks: OpenCallbacks, caller: E164): Promise<number> {
  const own = (await callbacks.open()).filter(({ number }) => number === caller);
  const closed = await Promise.all(own.map(({ id }) => callbacks.close(id)));
  return closed.filter(Boolean).length;
}
