import type { Member } from './members.ts';
import { hashOfToken, isToken, newToken } from './tokens.ts';

/** Links that sign one member in, once; kept under the hash of their token. */
export interface LinkStore {
  keep(link: KeptLink, member: Pick<Member, 'id' | 'revision'>): Promise<void>;
  /** Whose it is, while it can be used; it stays. */
  find(tokenHash: string, at: number): Promise<Member | undefined>;
  /** Uses it up: of all who take it, one has the member. */
  take(tokenHash: string, at: number): Promise<Member | undefined>;
}

export interface KeptLink {
  readonly tokenHash: string;
  /** Epoch milliseconds, both. */
  readonly createdAt: number;
  readonly endsAt: number;
}

/** What a link is made of. */
export interface NewLink {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

export interface Links {
  make(member: Member, validMs: number): Promise<NewLink>;
  find(token: string): Promise<Member | undefined>;
  take(token: string): Promise<Member | undefined>;
}

export interface LinkParts {
  readonly store: LinkStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function createLinks({ store, now }: LinkParts): Links {
  const ifToken = async (
    token: string,
    look: (tokenHash: string, at: number) => Promise<Member | undefined>,
  ): Promise<Member | undefined> => (isToken(token) ? look(hashOfToken(token), now()) : undefined);

  return {
    async make(member, validMs) {
      const at = now();
      const token = newToken();
      const endsAt = at + validMs;
      await store.keep({ tokenHash: hashOfToken(token), createdAt: at, endsAt }, member);
      return { token, endsAt };
    },
    find: (token) => ifToken(token, store.find),
    take: (token) => ifToken(token, store.take),
  };
}
