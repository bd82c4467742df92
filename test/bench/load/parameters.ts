import { account, callScript } from '../call-script.ts';

/** Stands where the CallSid goes in a text that is made once for all calls. */
export const callSidMark = '\u0000';

const caller = '+14155550123';

function place(prefix: string, city: string, state: string, zip: string): [string, string][] {
  return [
    [`${prefix}City`, city],
    [`${prefix}Country`, 'US'],
    [`${prefix}State`, state],
    [`${prefix}Zip`, zip],
  ];
}

/** What Twilio sends in a turn of the script, in the order in which it sends it; the CallSid is `callSidMark`. */
export function parametersOfTurn(turn: number): readonly (readonly [string, string])[] {
  const digits = callScript[turn]?.digits;
  const parameters: [string, string][] = [
    ['AccountSid', account.accountSid],
    ['ApiVersion', '2010-04-01'],
    ['CallSid', callSidMark],
    ['CallStatus', digits === undefined ? 'ringing' : 'in-progress'],
    ['Called', account.dialledNumber],
    ...place('Called', '', 'CA', ''),
    ['Caller', caller],
    ...place('Caller', 'SAN FRANCISCO', 'CA', '94105'),
  ];
  if (digits !== undefined) {
    parameters.push(['Digits', digits]);
  }
  parameters.push(['Direction', 'inbound']);
  if (digits !== undefined) {
    parameters.push(['FinishedOnKey', '']);
  }
  parameters.push(['From', caller], ...place('From', 'SAN FRANCISCO', 'CA', '94105'));
  parameters.push(['To', account.dialledNumber], ...place('To', '', 'CA', ''));
  if (digits !== undefined) {
    parameters.push(['msg', 'Gather End']);
  }
  return parameters;
}
