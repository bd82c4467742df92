import { maskAddress } from './audit-trail.ts';
import type { Member } from './members.ts';
import { hashOfToken, isToken, newToken } from './tokens.ts';

/** By what somebody showed who they are. */
export const PROOFS = ['password', 'link', 'provider'] as const;
export type Proof = (typeof PROOFS)[number];

/** A member of staff who is signed in, in one browser. */
export interface Session {
  readonly id: string;
  readonly proof: Proof;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** When it was last used, to the minute; epoch milliseconds. */
  readonly usedAt: number;
  /** The masked address that it was begun from. */
  readonly from: string;
}

/** Sessions as they are kept: on the server, under the hash of their token. */
export interface SessionStore {
  /** Keeps a session of a member as they are at this revision. */
  begin(session: Session & { readonly tokenHash: string }, member: Pick<Member, 'id' | 'revision'>): Promise<void>;
  /** The session and whose it is now; none where it was ended, for itself or with all others of the member. */
  find(tokenHash: string): Promise<{ readonly session: Session; readonly member: Member } | undefined>;
  use(tokenHash: string, at: number): Promise<void>;
  /** Resolves to false where there was none. */
  end(tokenHash: string): Promise<boolean>;
  /** Those of a member that were not ended, the newest first. */
  listOf(member: string): Promise<readonly Session[]>;
  /** Forgets what is over: what began before one instant, or was last used before the other. */
  sweep(before: { readonly startedAt: number; readonly usedAt: number }): Promise<void>;
}

export interface SessionRules {
  /** After so long a session ends, however much it is used. */
  readonly longestMs: number;
  /** Unused for so long it ends. */
  readonly idleMs: number;
}

export interface SessionParts {
  readonly store: SessionStore;
  readonly rules: SessionRules;
  /** Whether a member may be signed in here at all. */
  readonly isAdmitted: (member: Member) => boolean;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What its holder is given of a session. */
export interface StartedSession {
  readonly token: string;
  /** Epoch milliseconds; later where it is used until then. */
  readonly endsAt: number;
}

export type FoundSession =
  | { readonly type: 'open'; readonly session: Session; readonly member: Member; readonly endsAt: number }
  /** Too old, or too long unused. */
  | { readonly type: 'over' }
  /** Never begun, or ended. */
  | { readonly type: 'none' };

export interface Sessions {
  begin(member: Member, begun: { readonly proof: Proof; readonly from: string }): Promise<StartedSession>;
  find(token: string): Promise<FoundSession>;
  end(token: string): Promise<boolean>;
  listOf(member: string): Promise<readonly Session[]>;
}

/** A use is written down once a minute at most: every look at the record would write else. */
const LONGEST_USE_STEP_MS = 60_000;
const USE_STEPS_OF_IDLE = 10;

/** Sessions by the rules of their age. Each has a token of its own, whatever its browser had before. */
export function createSessions({ store, rules, isAdmitted, newId, now }: SessionParts): Sessions {
  const endOf = ({ startedAt, usedAt }: Pick<Session, 'startedAt' | 'usedAt'>): number =>
    Math.min(startedAt + rules.longestMs, usedAt + rules.idleMs);
  const useStepMs = Math.min(LONGEST_USE_STEP_MS, rules.idleMs / USE_STEPS_OF_IDLE);

  return {
    async begin(member, { proof, from }) {
      const at = now();
      const token = newToken();
      const times = { startedAt: at, usedAt: at };
      const session = { id: newId(), proof, from: maskAddress(from), ...times, tokenHash: hashOfToken(token) };
      await store.sweep({ startedAt: at - rules.longestMs, usedAt: at - rules.idleMs });
      await store.begin(session, member);
      return { token, endsAt: endOf(session) };
    },

    async find(token) {
      const tokenHash = hashOfToken(token);
      const found = isToken(token) ? await store.find(tokenHash) : undefined;
      if (!found || !isAdmitted(found.member)) return { type: 'none' };
      const at = now();
      if (at >= endOf(found.session)) return { type: 'over' };
      if (at - found.session.usedAt < useStepMs) return { type: 'open', ...found, endsAt: endOf(found.session) };
      await store.use(tokenHash, at);
      return { type: 'open', ...found, endsAt: endOf({ ...found.session, usedAt: at }) };
    },

    end: (token) => store.end(hashOfToken(token)),
    async listOf(member) {
      const at = now();
      return (await store.listOf(member)).filter((session) => at < endOf(session));
    },
  };
}
