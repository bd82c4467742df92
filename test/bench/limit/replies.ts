import { type CallPlace, callTexts } from '../call-texts.ts';

/** A reply made ready before the first call: the whole TwiML document and its length in bytes. */
export interface ReadyReply {
  readonly text: string;
  readonly byteLength: number;
}

/** The address of the webhook that begins turn `turn`; turn 0 is the call's entry. */
export function pathOfTurn(turn: number): string {
  return turn === 0 ? '/twilio/voice' : `/twilio/voice/${turn}`;
}

/** The TwiML of each place for the turn in which the script reaches it; the call has one path, so nothing varies. */
export const readyReplies: Readonly<Record<CallPlace, ReadyReply>> = {
  languageMenu: listening('languageMenu', 1),
  mainMenu: listening('mainMenu', 2),
  paymentMenu: listening('paymentMenu', 3),
  failedAdvice: listening('failedAdvice', 4),
  goodbye: ready(`${says('goodbye')}<Hangup/>`),
};

function listening(place: CallPlace, nextTurn: number): ReadyReply {
  const attributes = `input="dtmf" timeout="5" finishOnKey="" numDigits="1" actionOnEmptyResult="true" action="${pathOfTurn(nextTurn)}"`;
  return ready(`<Gather ${attributes}>${says(place)}</Gather>`);
}

function says(place: CallPlace): string {
  return callTexts[place].map((text) => `<Say language="en-US" voice="Polly.Joanna-Neural">${text}</Say>`).join('');
}

function ready(verbs: string): ReadyReply {
  const text = `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
  return { text, byteLength: Buffer.byteLength(text) };
}
