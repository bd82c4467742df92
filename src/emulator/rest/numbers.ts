import type { FastifyInstance } from 'fastify';
import type { AccountNumber, Network } from '../calls/network.ts';
import { formOf, methodOf, pathPart, queryOf } from './form.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';

const URLS = { VoiceUrl: 'voiceUrl', VoiceFallbackUrl: 'voiceFallbackUrl', StatusCallback: 'statusCallback' } as const;
const METHODS = {
  VoiceMethod: 'voiceMethod',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  StatusCallbackMethod: 'statusCallbackMethod',
} as const;

/**
 * `/IncomingPhoneNumbers`: where calls are answered. Source:
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function serveNumbers(app: FastifyInstance, network: Network): void {
  app.get('/IncomingPhoneNumbers', async (request) => {
    const wanted = queryOf(request).get('PhoneNumber') ?? '';
    const found = network.numbers.filter(({ phoneNumber }) => phoneNumber.includes(wanted));
    return pageOf(
      request,
      'incoming_phone_numbers',
      found.map((number) => numberBody(network, number)),
    );
  });
  app.get('/IncomingPhoneNumbers/:sid', async (request) => {
    return numberBody(network, numberOf(network, pathPart(request, 'sid'), request.originalUrl));
  });
  app.post('/IncomingPhoneNumbers/:sid', async (request) => {
    const number = numberOf(network, pathPart(request, 'sid'), request.originalUrl);
    change(number, formOf(request));
    return numberBody(network, number);
  });
}

function numberOf({ numbers }: Network, sid: string, path: string): AccountNumber {
  const number = numbers.find((candidate) => candidate.sid === sid);
  if (!number) throw notFound(path);
  return number;
}

function change(number: AccountNumber, form: URLSearchParams): void {
  for (const [parameter, field] of Object.entries(URLS)) {
    const url = form.get(parameter);
    if (url && !URL.canParse(url)) throw new RestError(400, 21502, `${parameter} is not valid: ${url}`);
    number[field] = url ?? number[field];
  }
  for (const [parameter, field] of Object.entries(METHODS)) {
    if (form.has(parameter)) number[field] = methodOf(form, parameter);
  }
  const lookup = form.get('VoiceCallerIdLookup');
  if (lookup !== null) number.voiceCallerIdLookup = lookup.toLowerCase() === 'true';
}

function numberBody({ accountSid }: Network, number: AccountNumber): Readonly<Record<string, unknown>> {
  return {
    sid: number.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    beta: false,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    friendly_name: number.phoneNumber,
    phone_number: number.phoneNumber,
    sms_url: '',
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: null,
    voice_application_sid: '',
    voice_caller_id_lookup: number.voiceCallerIdLookup,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_method: number.voiceMethod,
    voice_url: number.voiceUrl,
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}
