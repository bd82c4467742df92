import type { Person } from './person.ts';
import type { Role } from './roles.ts';

/** Whom the company's provider vouches for: its own name, and the name that it has for them, which never changes. */
export interface ProviderSubject {
  readonly issuer: string;
  readonly subject: string;
}

/** A member of staff, with all that is kept of them but the hash of their password. */
export interface Member extends Person {
  /** In small letters. */
  readonly email: string;
  /** Absent for a local account. Roles come from the provider where there is one. */
  readonly provider?: ProviderSubject;
  readonly hasPassword: boolean;
  readonly isDisabled: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Counts what ends all sessions and links: those that were begun at another revision are over. */
  readonly revision: number;
}

export interface NewMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly passwordHash?: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** What becomes of a member; what is absent stays. */
export interface MemberChange {
  readonly name?: string;
  readonly roles?: readonly Role[];
  readonly isDisabled?: boolean;
  readonly passwordHash?: string;
}

/** What the provider says of somebody. */
export interface VouchedMember {
  readonly provider: ProviderSubject;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** A local account, with what its password is checked against. */
export interface LocalAccount {
  readonly member: Member;
  readonly passwordHash?: string;
}

/** Who is of staff. Every method is one step, and rejects where the database cannot be reached. */
export interface Members {
  /** By name. */
  list(): Promise<readonly Member[]>;
  find(id: string): Promise<Member | undefined>;
  /** The local account of a mail address, in small letters. */
  findLocal(email: string): Promise<LocalAccount | undefined>;
  findVouched(provider: ProviderSubject): Promise<Member | undefined>;
  /** Resolves to `email-taken` where a local account has the address. */
  add(member: NewMember): Promise<Member | 'email-taken'>;
  /**
   * Changes a member. What touches roles, the password or disabling ends all their sessions and links in the same step.
   * Resolves to `last-admin`, and changes nothing, where nobody would be left who may manage users.
   */
  change(id: string, change: MemberChange): Promise<Member | 'unknown' | 'last-admin'>;
  /** Keeps the same password under newer parameters; nothing ends by it. */
  keepPasswordHash(id: string, change: { readonly from: string; readonly to: string }): Promise<void>;
  /** Takes over what the provider says now; whoever is new is added under `id`. Other roles end all sessions. */
  adopt(member: VouchedMember, added: { readonly id: string; readonly createdAt: number }): Promise<Member>;
  /** Ends all sessions and links of a member. */
  endSessions(id: string): Promise<void>;
}

/** A mail address as it is kept and compared. */
export const toEmail = (text: string): string => text.trim().normalize('NFKC').toLowerCase();

/** Whether it may be a mail address, once it is in the form that is kept. */
export const isEmail = (email: string): boolean => email.length <= 254 && /^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(email);
