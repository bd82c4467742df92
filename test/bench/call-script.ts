import { type CallPlace, callTexts } from './call-texts.ts';

/** One turn of the benchmark's call: what Twilio sends besides the standard parameters, and what must be answered. */
export interface ScriptedTurn {
  /** The key the caller pressed; absent on the first webhook of the call. */
  readonly digits?: string;
  /** Where the caller is after the turn. */
  readonly place: CallPlace;
  /** Plain ASCII text that a right answer contains and every other turn's answer does not. */
  readonly marker: string;
  /** Whether the call is over after the turn, so that no next address is expected. */
  readonly last: boolean;
}

/** The call that every variant serves: English, the status of a payment, "it failed", and goodbye. */
export const callScript: readonly ScriptedTurn[] = [
  { place: 'languageMenu', marker: 'To go on in English, press 2', last: false },
  { digits: '2', place: 'mainMenu', marker: 'proving who you are, press 4', last: false },
  { digits: '2', place: 'paymentMenu', marker: 'nothing has arrived, press 3', last: false },
  { digits: '1', place: 'failedAdvice', marker: 'To end the call, press 2', last: false },
  { digits: '2', place: 'goodbye', marker: 'Thank you for calling OKPay. Your call is noted', last: true },
];

/** What is spoken in a turn, as one text: how it is divided among verbs of one kind is each variant's own affair. */
export function spokenIn(turn: ScriptedTurn): string {
  return callTexts[turn.place].join(' ');
}

/** What every variant is told about the account it serves. */
export const account = {
  authToken: '0f9c1d6a2b7e4835a1c0d9e8f7b6a5c4',
  accountSid: 'AC00000000000000000000000000000042',
  publicUrl: 'https://bench.okpay.example',
  dialledNumber: '+18005550142',
} as const;
