import type { Logger, SendMessage } from '../calls/ports.ts';
import { callOfKey } from '../calls/request-key.ts';
import { countryOf, type Outgoing } from '../flow/config/read-outgoing.ts';
import type { Limits } from './limits.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

export interface LimitedMessagesOptions {
  readonly send: SendMessage;
  readonly limits: Limits;
  /** As they are at this moment. */
  readonly rules: () => Outgoing['messages'];
  readonly log: Logger;
}

interface Budget {
  readonly budget: string;
  readonly limit: number;
  readonly remaining: number;
}

/** Once when a fifth of a day's budget is left, and once when nothing is: callers then ask for texts in vain. */
function raiseAlarm(budget: Budget, log: Logger): void {
  if (budget.remaining === 0) log.error({ ...budget }, 'a day’s budget of text messages is used up');
  else if (budget.remaining === Math.floor(budget.limit / 5)) {
    log.warn({ ...budget }, 'a day’s budget of text messages is nearly used up');
  }
}

/** Of a day's budget, for what callers can do without; the rest is left to what they cannot. */
const SHARE = 0.8;

/** The limits of texts that tell something: once their share is used up, there is still enough to verify callers by codes. */
export const leavingRoomForCodes = (rules: Outgoing['messages']): Outgoing['messages'] => ({
  ...rules,
  perCountryPerDay: Math.ceil(rules.perCountryPerDay * SHARE),
  perDay: Math.ceil(rules.perDay * SHARE),
});

/**
 * Sends text messages within the limits: to listed countries only, so many an hour to one number, so many a day to one
 * country, so many a day in all. What is beyond them, or cannot be counted, is not sent. An alarm in the log says when
 * a day's budget comes to its end.
 */
export function limitMessages({ send, limits, rules: current, log }: LimitedMessagesOptions): SendMessage {
  return async (message) => {
    const rules = current();
    const country = countryOf(message.to, rules.countryCodes);
    if (country === undefined) {
      log.warn({ callSid: callOfKey(message.key), key: message.key }, 'no text message to this country');
      return false;
    }
    // The narrowest first: one caller who asks again and again uses up nothing that others need.
    const wanted = [
      { key: `message:${message.to}`, limit: rules.perCallerPerHour, windowSeconds: HOUR_SECONDS },
      { key: `messages:${country}`, limit: rules.perCountryPerDay, windowSeconds: DAY_SECONDS },
      { key: 'messages', limit: rules.perDay, windowSeconds: DAY_SECONDS },
    ];
    for (const [index, { key, ...limit }] of wanted.entries()) {
      const { allowed, remaining } = await limits.take(key, limit);
      if (!allowed) {
        // What is not sent uses up nothing, such as the rest of a country's day.
        await Promise.all(wanted.slice(0, index).map((taken) => limits.giveBack(taken.key)));
        const { windowSeconds } = limit;
        log.warn({ callSid: callOfKey(message.key), key: message.key, windowSeconds }, 'too many text messages');
        return false;
      }
      if (limit.windowSeconds === DAY_SECONDS) raiseAlarm({ budget: key, limit: limit.limit, remaining }, log);
    }
    const from = rules.senders[country] ?? message.from;
    return send({ ...message, from });
  };
}
