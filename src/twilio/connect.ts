import twilio from 'twilio';
import { CONNECTION_OVERRIDES } from './addresses.ts';
import type { RestClient } from './client.ts';

/** Where Twilio asks what to do with a call to a number. */
export interface NumberAddresses {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
  /** An application that answers in the place of these addresses; empty where there is none. */
  readonly voiceApplicationSid: string;
}

/** A telephone number of the account. */
export interface AccountNumber {
  readonly sid: string;
  readonly number: string;
  /** While it is on a SIP trunk Twilio asks nobody what to do. */
  readonly onTrunk: boolean;
  readonly addresses: NumberAddresses;
}

/** The telephone numbers of the account. Every method rejects with an `AccountError`. */
export interface AccountNumbers {
  list(): Promise<readonly AccountNumber[]>;
  point(sid: string, addresses: NumberAddresses): Promise<void>;
}

/** Twilio did not do what it was asked to. The message tells staff why, in words. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
}

/** Where a number has to point for this hotline to answer its calls. */
export function addressesOf(hotline: { readonly publicUrl: string; readonly fallbackUrl: string }): NumberAddresses {
  return {
    voiceUrl: `${hotline.publicUrl}/twilio/voice${CONNECTION_OVERRIDES}`,
    voiceMethod: 'POST',
    voiceFallbackUrl: `${hotline.fallbackUrl}${CONNECTION_OVERRIDES}`,
    voiceFallbackMethod: 'POST',
    statusCallback: `${hotline.publicUrl}/twilio/status${CONNECTION_OVERRIDES}`,
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
  };
}

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const createAccountNumbers = (client: Pick<RestClient, 'incomingPhoneNumbers'>): AccountNumbers => ({
  list: () =>
    told(async () => {
      const numbers = await client.incomingPhoneNumbers.list();
      return numbers.map(toAccountNumber);
    }),
  point: (sid, addresses) =>
    told(async () => {
      await client.incomingPhoneNumbers(sid).update({ ...addresses });
    }),
});

type Resource = Awaited<ReturnType<RestClient['incomingPhoneNumbers']['list']>>[number];

/** Twilio sends null for what was never set. */
const toAccountNumber = (resource: Resource): AccountNumber => ({
  sid: resource.sid,
  number: resource.phoneNumber,
  onTrunk: Boolean(resource.trunkSid),
  addresses: {
    voiceUrl: resource.voiceUrl ?? '',
    voiceMethod: resource.voiceMethod ?? '',
    voiceFallbackUrl: resource.voiceFallbackUrl ?? '',
    voiceFallbackMethod: resource.voiceFallbackMethod ?? '',
    statusCallback: resource.statusCallback ?? '',
    statusCallbackMethod: resource.statusCallbackMethod ?? '',
    voiceApplicationSid: resource.voiceApplicationSid ?? '',
  },
});

async function told<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    throw new AccountError(wordsOf(cause), { cause });
  }
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof twilio.RestException)) return 'Twilio does not answer. Nothing more was changed; try again.';
  const { status, code, message } = cause;
  if (status === 401) return 'Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN (401): check both.';
  if (status === 404) return 'Twilio knows no such account or number (404): check TWILIO_ACCOUNT_SID.';
  if (status === 429) return 'Twilio has too many requests of this account under way (429): try again in a minute.';
  return `Twilio refuses (${status}${code === undefined ? '' : `, error ${code}`}): ${message}`;
}
