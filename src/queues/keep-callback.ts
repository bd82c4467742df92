import type { KeepCallback, Logger } from '../calls/ports.ts';
import { countryOf, type Outgoing } from '../flow/config/read-outgoing.ts';
import { isE164 } from '../values/phone-number.ts';
import type { CallbackLedger } from './callbacks.ts';
import type { Limits } from './limits.ts';

const DAY_SECONDS = 86_400;

export interface KeepCallbackOptions {
  readonly ledger: CallbackLedger;
  readonly limits: Limits;
  /** As they are at this moment. */
  readonly rules: () => Outgoing['callbacks'];
  readonly log: Logger;
}

/**
 * Keeps requests to be called back until an agent takes them. Refused are numbers of countries that are not listed, and
 * callers who have asked too often today; a request that was kept under its key already is as good as kept.
 */
export function createKeepCallback({ ledger, limits, rules, log }: KeepCallbackOptions): KeepCallback {
  return async ({ number, queue, call, key, at }) => {
    const { countryCodes, perCallerPerDay } = rules();
    if (!isE164(number) || countryOf(number, countryCodes) === undefined) return 'refused';
    try {
      const isKept = (await ledger.open()).some(({ id }) => id === key);
      if (isKept) return 'requested';
      const limit = { limit: perCallerPerDay, windowSeconds: DAY_SECONDS };
      if (!(await limits.take(`callback:${number}`, limit)).allowed) return 'refused';
      const { language, dialled } = call;
      await ledger.keep({ id: key, number, queue, language, dialled, requestedAt: at });
      return 'requested';
    } catch (error) {
      log.error({ callSid: call.sid, err: error }, 'a callback could not be kept');
      return 'failed';
    }
  };
}
