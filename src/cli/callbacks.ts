import type { CallbackLedger, KeptCallback } from '../queues/callbacks.ts';
import { maskNumber } from '../values/phone-number.ts';
import type { Io } from './io.ts';

/** `hotline callbacks [--done ID] [--json]`, as it was typed. */
export interface CallbacksOptions {
  /** Takes one off the list: it is done, or need not be. */
  readonly done?: string | undefined;
  readonly json?: boolean | undefined;
}

export interface CallbacksWorld {
  readonly ledger: CallbackLedger;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Answers `hotline callbacks` with all that wait, numbers masked. Gives the exit status: 2 where there is none to take off. */
export async function runCallbacks(
  { done, json }: CallbacksOptions,
  { ledger, now }: CallbacksWorld,
  io: Io,
): Promise<0 | 2> {
  if (done !== undefined) {
    if (await ledger.close(done)) {
      io.print(`${done} is done.`);
      return 0;
    }
    io.complain(`There is no callback ${done}. "hotline callbacks" lists all there are.`);
    return 2;
  }
  const shown = (await ledger.open()).map((callback) => toShown(callback, now));
  for (const line of json ? [JSON.stringify(shown)] : inWords(shown)) io.print(line);
  return 0;
}

const toShown = ({ id, number, queue, language, requestedAt, attempts, dueAt }: KeptCallback, now: number) => ({
  id,
  number: maskNumber(number),
  queue,
  language,
  requestedAt: new Date(requestedAt).toISOString(),
  attempts,
  dueAt: new Date(dueAt).toISOString(),
  due: dueAt <= now,
});

function inWords(shown: readonly ReturnType<typeof toShown>[]): readonly string[] {
  if (shown.length === 0) return ['No callback waits.'];
  return shown.map(({ id, number, queue, language, requestedAt, attempts, due, dueAt }) => {
    const when = due ? 'due' : `comes up at ${dueAt}`;
    return `${id}  ${number}  ${queue}  ${language}  asked ${requestedAt}  tried ${attempts} times  ${when}`;
  });
}
