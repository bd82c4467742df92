import type { CallSid } from '../values/call-sid.ts';

/** Names what a call asks for; the same for every attempt at it. */
export const requestKey = (sid: CallSid, turn: number, index: number): string => `${sid}/${turn}/${index}`;

/** The call that such a key is of, for the log. */
export const callOfKey = (key: string): string => key.split('/', 1).join();
