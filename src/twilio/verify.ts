import { z } from 'zod';
import type { CarrierCodes, CarrierVerdict } from '../identity/channels.ts';
import type { RestClient } from './client.ts';

export interface VerifyOptions {
  /** `VA` and 32 hexadecimal digits. */
  readonly serviceSid: string;
  /** Whether a text message may go to this number now; what may is counted. */
  readonly mayText: (message: { readonly to: string; readonly from: string; readonly key: string }) => Promise<boolean>;
}

/** Where a code stands at Twilio; a wrong one leaves it pending. */
const VERDICTS: Readonly<Record<string, CarrierVerdict>> = {
  approved: 'right',
  pending: 'wrong',
  max_attempts_reached: 'over-tried',
  expired: 'expired',
  canceled: 'expired',
  deleted: 'expired',
  failed: 'expired',
};
const LANGUAGES: Readonly<Record<string, string>> = { 'zh-CN': 'zh-CN', en: 'en', es: 'es' };

const RestError = z.object({ code: z.number() });
/** It is not there any more: approved, expired, or ended. */
const NOT_FOUND = 20404;
const TOO_MANY_CHECKS = 60202;

/**
 * Codes that Twilio Verify makes, texts and checks.
 *
 * @see https://www.twilio.com/docs/verify/api/verification
 * @see https://www.twilio.com/docs/verify/api/verification-check
 */
export function createVerify(client: Pick<RestClient, 'verify'>, { serviceSid, mayText }: VerifyOptions): CarrierCodes {
  const service = client.verify.v2.services(serviceSid);
  return {
    async send({ to, from, language, key }) {
      if (!(await mayText({ to, from, key }))) return undefined;
      const locale = LANGUAGES[language] ?? 'en';
      const { sid, status } = await service.verifications.create({ to, channel: 'sms', locale });
      return status === 'pending' ? sid : undefined;
    },
    async check(id, code) {
      try {
        const { status, valid } = await service.verificationChecks.create({ verificationSid: id, code });
        const verdict = VERDICTS[status];
        if (verdict === undefined || (verdict === 'right') !== valid)
          throw new Error(`a check has the status ${status}`);
        return verdict;
      } catch (error) {
        const refused = verdictOfError(error);
        if (refused === undefined) throw error;
        return refused;
      }
    },
    async cancel(id) {
      try {
        await service.verifications(id).update({ status: 'canceled' });
      } catch (error) {
        if (verdictOfError(error) !== 'expired') throw error;
      }
    },
  };
}

function verdictOfError(error: unknown): CarrierVerdict | undefined {
  const { data } = RestError.safeParse(error);
  if (data?.code === TOO_MANY_CHECKS) return 'over-tried';
  return data?.code === NOT_FOUND ? 'expired' : undefined;
}
