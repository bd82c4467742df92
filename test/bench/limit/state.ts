import type { CallPlace } from '../call-texts.ts';

/** What the limit keeps of a call between two webhooks. */
export interface CallState {
  /** How often the state was written; also the turn that comes next. */
  readonly revision: number;
  readonly place: CallPlace;
  readonly from: string;
  readonly language: string;
  readonly topic: string;
  readonly issue: string;
  /** Epoch milliseconds of the first webhook. */
  readonly startedAt: number;
  /** Epoch milliseconds of the last webhook. */
  readonly at: number;
  /** How often the caller pressed a key that is not offered, in the whole call. */
  readonly misses: number;
}

interface Input {
  readonly digits: string;
  readonly from: string;
}

/** The state after a webhook; without a state the call begins. A key that is not offered leaves the caller where they are. */
export function stateAfter(state: CallState | undefined, input: Input, at: number): CallState {
  if (state === undefined) {
    return {
      revision: 1,
      place: 'languageMenu',
      from: input.from,
      language: 'en',
      topic: '',
      issue: '',
      startedAt: at,
      at,
      misses: 0,
    };
  }
  const next = { ...state, revision: state.revision + 1, at };
  switch (`${state.place} ${input.digits}`) {
    case 'languageMenu 2':
      return { ...next, place: 'mainMenu', language: 'en' };
    case 'mainMenu 2':
      return { ...next, place: 'paymentMenu', topic: 'payment-status' };
    case 'paymentMenu 1':
      return { ...next, place: 'failedAdvice', issue: 'failed' };
    case 'failedAdvice 2':
      return { ...next, place: 'goodbye' };
    default:
      return { ...next, misses: state.misses + 1 };
  }
}
