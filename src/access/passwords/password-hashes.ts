import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { toPassword } from './password-rule.ts';

/** What a guess costs. */
export interface HashCost {
  /** In KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
}

/**
 * Argon2id with OWASP's first choice of parameters: some 25 ms of one core and 19 MiB a guess. They stand in each hash;
 * whoever signs in with an older one has it made anew.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const HASH_COST: HashCost = { memoryCost: 19_456, timeCost: 2 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;

export interface PasswordHashes {
  /** A hash to be kept, with a salt of its own. */
  make(password: string): Promise<string>;
  /**
   * Whether it is the password that the hash was made of. Without a hash it is not, which takes as long to find out: so
   * nobody learns from the time whether there is an account.
   */
  isPassword(password: string, kept: string | undefined): Promise<boolean>;
  /** Whether the hash was made with other parameters than those of today. */
  isOutdated(kept: string): boolean;
}

/** More want their password looked at than one process may do beside answering calls. */
export class TooManySignIns extends Error {
  override readonly name = 'TooManySignIns';
}

/** At 25 ms each the last of them waits for less than a second. */
const MAX_WAITING = 32;

/** One hash at a time, so that signing in takes at most one core from the calls; what waits is bounded too. */
export function createPasswordHashes({ memoryCost, timeCost }: HashCost = HASH_COST): PasswordHashes {
  const inTurn = createTurns(MAX_WAITING);
  const cost = { memoryCost, timeCost, parallelism: 1 };
  const current = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$`;
  const nobodys = hashOfNothing(current);

  return {
    make: (password) => inTurn(() => hash(toPassword(password), cost)),
    async isPassword(password, kept) {
      const isRight = await inTurn(() => verify(kept ?? nobodys, toPassword(password)));
      return isRight && kept !== undefined;
    },
    isOutdated: (kept) => !kept.startsWith(current),
  };
}

/** A hash in all but that no password leads to it. */
function hashOfNothing(parameters: string): string {
  const random = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
  return `${parameters}${random(SALT_BYTES)}$${random(HASH_BYTES)}`;
}

/** Does one thing after the other. Rejects with a `TooManySignIns` where too many wait already. */
function createTurns(maxWaiting: number): <Result>(act: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (act) => {
    if (waiting >= maxWaiting) throw new TooManySignIns(`${waiting} passwords wait to be looked at`);
    waiting += 1;
    const turn = last.then(act, act);
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
}
