import type { JournalSource } from './journal.ts';
import type { Logger } from './ports.ts';

/** How full the journal is: below half, from half on, or so full that the oldest facts go. */
type Filling = 'calm' | 'filling' | 'full';

/** Shares of the bound. A stream is cut a whole node at a time, so it never stands at its bound exactly. */
const FILLING_FROM = 0.5;
const FULL_FROM = 0.95;

export interface JournalWatchOptions {
  readonly source: Pick<JournalSource, 'countWaiting'>;
  /** Entries that the journal holds at most. */
  readonly bound: number;
  readonly log: Logger;
}

/**
 * Makes a look at how many entries wait for the database. An alarm is raised once when half of the bound is reached,
 * and once when the oldest are about to be lost; a line says when it is over. A journal that does not answer is told by
 * whoever writes it.
 */
export function createJournalWatch({ source, bound, log }: JournalWatchOptions): () => Promise<void> {
  let before: Filling = 'calm';
  return async () => {
    const waiting = await source.countWaiting().catch(() => undefined);
    if (waiting === undefined) return;
    const filling = fillingOf(waiting / bound);
    if (filling !== before) tell(filling, { waiting, bound }, log);
    before = filling;
  };
}

function fillingOf(share: number): Filling {
  if (share >= FULL_FROM) return 'full';
  return share >= FILLING_FROM ? 'filling' : 'calm';
}

function tell(filling: Filling, fields: { readonly waiting: number; readonly bound: number }, log: Logger): void {
  if (filling === 'full') log.error(fields, 'the journal is full: its oldest facts are lost');
  else if (filling === 'filling') log.error(fields, 'the journal is half full or more: facts are lost once it is full');
  else log.info(fields, 'the journal is no longer half full');
}
