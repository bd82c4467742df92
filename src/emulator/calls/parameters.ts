import type { Parameters } from '../webhooks/signature.ts';
import type { Leg } from './leg.ts';

const PLACES = ['City', 'Country', 'State', 'Zip'];
const ENDS = ['Called', 'Caller', 'From', 'To'];

/** The places of both ends: there, and empty, as they most often come. */
const places = Object.fromEntries(ENDS.flatMap((end) => PLACES.map((place) => [end + place, ''])));

/**
 * What every request of a call carries, as captured from real calls: about 25 parameters, many of them empty.
 *
 * Source: https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function standardParameters(leg: Leg, accountSid: string): Parameters {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: leg.sid,
    CallStatus: leg.status,
    Called: leg.to,
    Caller: leg.from,
    Direction: leg.direction,
    From: leg.from,
    To: leg.to,
    ...places,
    ...(leg.parentSid !== undefined && { ParentCallSid: leg.parentSid }),
    ...leg.extra,
  };
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant as Twilio writes it: RFC 2822 in UTC, `Mon, 23 Nov 2026 07:44:51 +0000`. */
export function rfc2822(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]}, ${day} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}
