import type { ColumnType, Generated } from 'kysely';
import type { Tries } from '../../access/sign-in/tries.ts';

/** A row a member of staff. */
export interface PeopleTable {
  readonly id: string;
  readonly name: string;
  /** In small letters; one local account has it at most. */
  readonly email: string;
  readonly roles: readonly string[];
  readonly password_hash: string | null;
  /** With `subject`: whom the provider vouches for. Both or neither. */
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly is_disabled: Generated<boolean>;
  readonly created_at: Date;
  readonly revision: Generated<number>;
}

/** A row a session; it counts while its revision is still its person's. */
export interface SessionsTable {
  readonly token_hash: string;
  readonly id: string;
  readonly person_id: string;
  readonly revision: number;
  readonly proof: string;
  readonly started_at: Date;
  readonly used_at: Date;
  readonly address: string;
}

/** A row a sign-in link that was not used; it counts while its revision is still its person's. */
export interface SignInLinksTable {
  readonly token_hash: string;
  readonly person_id: string;
  readonly revision: number;
  readonly created_at: Date;
  readonly ends_at: Date;
}

/** A row an account or address that somebody tried to sign in with. */
export interface SignInTriesTable {
  readonly subject: string;
  readonly tries: ColumnType<Tries, string, string>;
  readonly changed_at: Date;
}

/** A row a deed of staff. */
export interface AuditEntriesTable {
  readonly id: Generated<number>;
  readonly at: Date;
  readonly person_id: string | null;
  /** As they were called then. */
  readonly person_name: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly subject: string | null;
  readonly detail: string | null;
  /** Masked. */
  readonly address: string;
}
