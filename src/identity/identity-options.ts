import type { Logger } from '../calls/ports.ts';
import type { Limits } from '../queues/limits.ts';
import type { Afterwards } from './afterwards.ts';
import type { Channels } from './channels.ts';
import type { CodeLedger } from './codes/code-ledger.ts';
import type { KeyedHashes } from './codes/keyed-hashes.ts';
import type { FindContact } from './contacts.ts';
import type { Pace } from './pace.ts';

/** What sending and checking codes rests on. */
export interface IdentityOptions {
  readonly ledger: CodeLedger;
  readonly limits: Limits;
  readonly hashes: KeyedHashes;
  readonly findContact: FindContact;
  readonly channels: Channels;
  /** Wraps whatever takes longer where there is an account. */
  readonly pace: Pace;
  readonly afterwards: Pick<Afterwards, 'add'>;
  readonly log: Logger;
}
