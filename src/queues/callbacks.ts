import type { Language } from '../values/language.ts';
import type { E164 } from '../values/phone-number.ts';

/** A caller who is to be called back. */
export interface Callback {
  /** The idempotency key of the request: asking twice keeps it once. */
  readonly id: string;
  readonly number: E164;
  readonly queue: string;
  readonly language: Language;
  /** The hotline's number that was rung: what the caller will see when called back. */
  readonly dialled: string;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
}

/** A callback that is kept, and how it stands with it. */
export interface KeptCallback extends Callback {
  /** Times it was tried. */
  readonly attempts: number;
  /** When it may be taken (again); epoch milliseconds. */
  readonly dueAt: number;
}

/**
 * The callbacks that wait for an agent. A callback that was taken comes up again when its lease is over, unless it was
 * closed: an agent's call that breaks off loses none.
 */
export interface CallbackLedger {
  /** Keeps a callback. Nothing where its id is known; a number that waits in the queue already is not kept twice. */
  keep(callback: Callback): Promise<void>;
  /** All that are not closed, the oldest first. */
  open(): Promise<readonly KeptCallback[]>;
  /** Takes the oldest one that is due in these queues, for as long as the lease. */
  take(
    queues: readonly string[],
    lease: { readonly at: number; readonly seconds: number },
  ): Promise<KeptCallback | undefined>;
  /** Puts one that was tried in vain back, to come up at `dueAt`. False where there is no such callback. */
  putOff(id: string, dueAt: number): Promise<boolean>;
  /** Takes one out for good: it was called, or need not be any more. False where there is no such callback. */
  close(id: string): Promise<boolean>;
}

/** As it is kept from the start. */
export const kept = (callback: Callback): KeptCallback => ({
  ...callback,
  attempts: 0,
  dueAt: callback.requestedAt,
});

/** The one that would be taken: due, in one of the queues, asked for longest ago. */
export const nextDue = (
  callbacks: readonly KeptCallback[],
  queues: readonly string[],
  at: number,
): KeptCallback | undefined =>
  callbacks
    .filter(({ queue, dueAt }) => queues.includes(queue) && dueAt <= at)
    .toSorted((one, other) => one.requestedAt - other.requestedAt)[0];
