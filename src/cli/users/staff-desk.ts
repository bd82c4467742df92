import type { Role } from '../../access/roles.ts';

/** An account as the commands show it. */
export interface ListedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly hasPassword: boolean;
  /** The issuer that vouches for them; absent for a local account. */
  readonly provider?: string | undefined;
}

export interface ListedLink {
  readonly address: string;
  /** ISO 8601. */
  readonly endsAt: string;
}

export interface ListedSession {
  /** ISO 8601, both. */
  readonly startedAt: string;
  readonly usedAt: string;
  readonly signedInBy: string;
  readonly from: string;
}

/** It cannot be done, and why, as a sentence. */
export interface Refused {
  readonly refused: string;
}

export const isRefused = (result: object): result is Refused => 'refused' in result;

export interface UserChange {
  readonly roles?: readonly Role[];
  readonly isDisabled?: boolean;
  readonly password?: string;
}

/** The accounts of staff, in the database or behind the API of a running hotline. */
export interface StaffDesk {
  list(): Promise<readonly ListedUser[]>;
  add(user: {
    readonly email: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly password?: string;
  }): Promise<ListedUser | Refused>;
  change(id: string, change: UserChange): Promise<ListedUser | Refused>;
  makeLink(id: string): Promise<ListedLink | Refused>;
  /** Whether there were wrong tries to forget. */
  unlock(id: string): Promise<{ readonly hadTries: boolean } | Refused>;
  sessionsOf(id: string): Promise<{ readonly sessions: readonly ListedSession[] } | Refused>;
  endSessions(id: string): Promise<{ readonly ended: number } | Refused>;
}
