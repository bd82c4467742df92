import { ACCOUNT_TRIES, ADDRESS_TRIES, type Admitted, countTry, takeBack } from './tries.ts';
import type { TryLedger, TrySubjects } from './try-ledger.ts';

export interface AdmissionParts {
  readonly tries: TryLedger;
  readonly subjects: TrySubjects;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A password that somebody is about to try. */
export interface Trying {
  /** In small letters; there need not be such an account. */
  readonly email: string;
  /** The address that it comes from. */
  readonly from: string;
}

export type Admission =
  /** `locks` where the account or the address is locked from now on, unless this try is found right. */
  { readonly type: 'go'; readonly locks: boolean; takeBack(): Promise<void> } | Wait;

/** There were too many tries; none is looked at before so many seconds. */
export interface Wait {
  readonly type: 'wait';
  readonly seconds: number;
}

/** Counts a try against address and account, whether there is such an account or not, before it is looked at. */
export const createAdmission =
  ({ tries, subjects, now }: AdmissionParts) =>
  async ({ email, from }: Trying): Promise<Admission> => {
    const at = now();
    const address = subjects.ofAddress(from);
    const account = subjects.ofAccount(email);
    const byAddress = await tries.change(address, at, (kept) => countTry(kept, at, ADDRESS_TRIES));
    if (byAddress.type === 'wait') return toWait(byAddress, at);
    const byAccount = await tries.change(account, at, (kept) => countTry(kept, at, ACCOUNT_TRIES));
    if (byAccount.type === 'wait') return toWait(byAccount, at);
    return {
      type: 'go',
      locks: byAddress.locks || byAccount.locks,
      async takeBack() {
        // Who has one right password has not thereby earned more tries at those of others.
        await tries.change(address, at, (kept) => ({ tries: takeBack(kept, at, ADDRESS_TRIES), result: undefined }));
        await tries.forget(account);
      },
    };
  };

const toWait = ({ untilMs }: Extract<Admitted, { type: 'wait' }>, at: number): Wait => ({
  type: 'wait',
  seconds: Math.ceil((untilMs - at) / 1000),
});
