import type { Channel } from '../contracts.ts';

/** What holds for codes, for every number alike. */
export const CODE_RULES = {
  /** From the instant it was made; in that very instant of its end it is expired. */
  validMs: 300_000,
  triesPerCode: 3,
  codesPerDay: 5,
  resendAfterMs: 30_000,
  /** Wrong codes within a day, over all codes and calls since the last right one, that lock a number. */
  failuresToLock: 10,
  lockedMs: 86_400_000,
} as const;

const DAY_MS = 86_400_000;

/** By what a code is told right from wrong. */
export type Proof =
  /** Keyed hash of a code of our own; for nobody's code, of words that no keypad has. */
  | { readonly type: 'own'; readonly digest: string }
  /** The carrier made the code and checks it. Without an id nothing was sent, or the carrier has not answered yet. */
  | { readonly type: 'carrier'; readonly id?: string | undefined };

/** The newest code of a number. */
export interface SentCode {
  readonly id: string;
  /** The call it was asked for in; in no other it opens anything. */
  readonly call: string;
  readonly channel: Channel;
  /** Whose code it is; absent where nothing was sent. */
  readonly account?: string | undefined;
  readonly proof: Proof;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly tries: number;
  readonly isUsed: boolean;
}

/** All that is kept of a number: plain JSON, instants as epoch milliseconds. */
export interface CodeState {
  /** When codes were made, this last day. */
  readonly sent: readonly number[];
  /** When wrong codes were keyed, this last day and since the last right one. */
  readonly failed: readonly number[];
  readonly lockedUntil?: number | undefined;
  readonly code?: SentCode | undefined;
}

export const NO_CODES: CodeState = { sent: [], failed: [] };

/** What becomes of a number, and what is answered. The same state stands for "nothing changes". */
export interface Change<Result> {
  readonly state: CodeState;
  readonly result: Result;
}

export type Issued =
  /** `former` is the code that the new one replaces. */
  | { readonly type: 'issued'; readonly former: SentCode | undefined }
  | { readonly type: 'too-soon'; readonly waitSeconds: number }
  | { readonly type: 'limited' }
  | { readonly type: 'locked' };

/** Lets a new code take the place of the last one, if there may be one now. */
export function issueCode(state: CodeState, code: Omit<SentCode, 'tries' | 'isUsed'>): Change<Issued> {
  const at = code.sentAt;
  const sent = ofLastDay(state.sent, at);
  if (isLocked(state, at)) return { state, result: { type: 'locked' } };
  if (sent.length >= CODE_RULES.codesPerDay) return { state, result: { type: 'limited' } };
  const waitMs = (sent.at(-1) ?? Number.NEGATIVE_INFINITY) + CODE_RULES.resendAfterMs - at;
  if (waitMs > 0) return { state, result: { type: 'too-soon', waitSeconds: Math.ceil(waitMs / 1000) } };
  const next = {
    sent: [...sent, at],
    failed: ofLastDay(state.failed, at),
    code: { ...code, tries: 0, isUsed: false },
  };
  return { state: next, result: { type: 'issued', former: state.code } };
}

export type Refusal = { readonly type: 'locked' | 'expired' | 'used' | 'over-tried' };

export type Tried = { readonly type: 'tried'; readonly code: SentCode } | Refusal;

/**
 * Uses up a try at the newest code, and counts it as wrong: whoever finds it right says so with `acceptCode`. A code of
 * another call counts as expired, and so does none.
 */
export function tryCode(state: CodeState, { call, at }: { readonly call: string; readonly at: number }): Change<Tried> {
  const refused = (type: Refusal['type']): Change<Tried> => ({ state, result: { type } });
  const { code } = state;
  if (isLocked(state, at)) return refused('locked');
  if (code === undefined || code.call !== call) return refused('expired');
  if (code.isUsed) return refused('used');
  if (code.tries >= CODE_RULES.triesPerCode) return refused('over-tried');
  if (at >= code.sentAt + CODE_RULES.validMs) return refused('expired');
  const tried = { ...code, tries: code.tries + 1 };
  const failed = [...ofLastDay(state.failed, at), at];
  const lock = failed.length < CODE_RULES.failuresToLock ? {} : { lockedUntil: at + CODE_RULES.lockedMs };
  return { state: { sent: state.sent, failed, code: tried, ...lock }, result: { type: 'tried', code: tried } };
}

export type Missed = { readonly type: 'wrong'; readonly left: number } | { readonly type: 'over-tried' | 'locked' };

/** How a wrong try is answered, which `state` has counted. */
export function missOf(state: CodeState, { tries }: Pick<SentCode, 'tries'>): Missed {
  const left = CODE_RULES.triesPerCode - tries;
  if (state.lockedUntil !== undefined) return { type: 'locked' };
  return left > 0 ? { type: 'wrong', left } : { type: 'over-tried' };
}

/** Uses a code that was found right: once, however many found it so. The failures before it are forgotten. */
export function acceptCode(state: CodeState, id: string): Change<'accepted' | 'used' | 'expired'> {
  const { code } = state;
  if (code?.id !== id) return { state, result: 'expired' };
  if (code.isUsed) return { state, result: 'used' };
  return { state: { sent: state.sent, failed: [], code: { ...code, isUsed: true } }, result: 'accepted' };
}

/** Takes a try back that came to nothing, since nobody could say whether the code was right. */
export function withdrawTry(state: CodeState, id: string): Change<undefined> {
  const { code } = state;
  if (code?.id !== id || code.isUsed || code.tries === 0) return { state, result: undefined };
  const next = { sent: state.sent, failed: state.failed.slice(0, -1), code: { ...code, tries: code.tries - 1 } };
  return { state: next, result: undefined };
}

/** Puts down by which id the carrier knows a code. */
export function nameCode(state: CodeState, code: { readonly id: string; readonly carrierId: string }): Change<boolean> {
  if (state.code?.id !== code.id) return { state, result: false };
  return { state: { ...state, code: { ...state.code, proof: { type: 'carrier', id: code.carrierId } } }, result: true };
}

const isLocked = ({ lockedUntil }: CodeState, at: number): boolean => lockedUntil !== undefined && at < lockedUntil;

const ofLastDay = (instants: readonly number[], at: number): readonly number[] =>
  instants.filter((instant) => instant > at - DAY_MS);
