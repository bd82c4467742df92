import type { StoredCall } from './ports.ts';

/** From where a turn is taken. */
export type Origin =
  /** The call is not known: it begins, or begins again. */
  | { readonly type: 'begin' }
  | { readonly type: 'next'; readonly stored: StoredCall }
  /** The carrier is ahead of the state: some of it was lost. */
  | { readonly type: 'lost'; readonly stored: StoredCall }
  /** The turn was done before; the caller gets what they got. */
  | { readonly type: 'replay'; readonly stored: StoredCall }
  /** The call ended before it ever came here. */
  | { readonly type: 'over' }
  | { readonly type: 'forbidden' };

/** Where a call stands that the engine can advance. */
export type Takeable = Extract<Origin, { type: 'begin' | 'next' | 'lost' }>;

/** Where a webhook of lane `call` stands against the stored state. The entry, turn 0, has no nonce. */
export function origin(
  stored: StoredCall | 'buried' | undefined,
  { turn, nonce, refused }: { readonly turn: number; readonly nonce?: string; readonly refused?: string },
): Origin {
  if (!stored) return { type: 'begin' };
  if (stored === 'buried') return { type: 'over' };
  if (refused !== undefined) return { type: 'next', stored };
  const isDone = turn <= stored.turn;
  if (turn !== 0 && nonce !== stored.nonce) {
    const isFormer = nonce !== undefined && nonce === stored.formerNonce;
    return isFormer && isDone ? { type: 'replay', stored } : { type: 'forbidden' };
  }
  if (isDone) return { type: 'replay', stored };
  return { type: turn === stored.turn + 1 ? 'next' : 'lost', stored };
}
