import { createTurns, type TakeTurn, type TurnsOptions } from '../../calls/turns.ts';
import { type AnswerWait, createWaiting, type WaitingOptions } from '../../calls/waiting.ts';

/** Makes what answers the lanes of a call, traced or not. */
export interface MakeLanes {
  turns(options: TurnsOptions): TakeTurn;
  waiting(options: WaitingOptions): AnswerWait;
  /** Sends what is still to be sent, as far as that is taken at once. */
  stop(): Promise<void>;
}

/** Where nobody wants traces: nothing of them is loaded, and nothing stands in a turn's way. */
export const UNTRACED: MakeLanes = { turns: createTurns, waiting: createWaiting, stop: async () => undefined };
