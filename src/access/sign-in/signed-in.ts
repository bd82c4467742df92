import type { Member } from '../members.ts';
import type { StartedSession } from '../sessions.ts';

/** Somebody has shown who they are, and has a session of their own from now on. */
export interface SignedIn {
  readonly type: 'signed-in';
  readonly member: Member;
  readonly session: StartedSession;
}

/** Whether a member may sign in to this hotline at all. */
export type IsAdmitted = (member: Member) => boolean;
