import { createHmac } from 'node:crypto';
import { account, callScript } from '../call-script.ts';
import type { LiveCall } from './call-pool.ts';
import type { Dialect } from './dialect.ts';
import { callSidMark, parametersOfTurn } from './parameters.ts';
import { toTwimlVerbs } from './twiml-verbs.ts';

interface Template {
  readonly body: readonly [string, string];
  readonly signed: readonly [string, string];
  readonly byteLength: number;
}

const callSidLength = 34;

/** Twilio's webhooks: a form signed with HMAC-SHA1 over address and sorted parameters, and TwiML as the answer. */
export const twilioDialect: Dialect = {
  toRequest: (call) => toHttp(call, (signed) => sign(signed)),
  toForgedRequest: (call) => toHttp(call, () => 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='),
  readNextPath,
  toVerbs: toTwimlVerbs,
};

const templates: readonly Template[] = callScript.map((_, turn) => toTemplate(turn));

function toTemplate(turn: number): Template {
  const parameters = parametersOfTurn(turn);
  const body = parameters.map(([name, value]) => `${name}=${toFormValue(value)}`).join('&');
  const sorted = [...parameters].sort(([one], [other]) => (one < other ? -1 : 1));
  const signed = sorted.map(([name, value]) => name + value).join('');
  const [bodyHead = '', bodyTail = ''] = body.split(callSidMark);
  const [signedHead = '', signedTail = ''] = signed.split(callSidMark);
  return {
    body: [bodyHead, bodyTail],
    signed: [signedHead, signedTail],
    byteLength: bodyHead.length + callSidLength + bodyTail.length,
  };
}

function toFormValue(value: string): string {
  return value === callSidMark ? value : encodeURIComponent(value).replaceAll('%20', '+');
}

function sign(text: string): string {
  return createHmac('sha1', account.authToken).update(text, 'latin1').digest('base64');
}

function toHttp(call: LiveCall, toSignature: (signed: string) => string): string {
  const template = templates[call.turn];
  if (template === undefined) {
    throw new Error('A call went on after its last turn.');
  }
  const [signedHead, signedTail] = template.signed;
  const [bodyHead, bodyTail] = template.body;
  const signature = toSignature(account.publicUrl + call.path + signedHead + call.callSid + signedTail);
  const cookie = call.cookie === '' ? '' : `Cookie: ${call.cookie}\r\n`;
  return (
    `POST ${call.path} HTTP/1.1\r\nHost: bench.okpay.example\r\n` +
    'Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n' +
    `I-Twilio-Idempotency-Token: 5d1f6c2e-8b7a-4c3d-9e0f-${call.callSid.slice(22)}\r\nX-Twilio-Signature: ${signature}\r\n` +
    `Accept: */*\r\nX-Home-Region: us1\r\nUser-Agent: TwilioProxy/1.1\r\n${cookie}` +
    `Content-Length: ${template.byteLength}\r\n\r\n${bodyHead}${call.callSid}${bodyTail}`
  );
}

const actionAttribute = /<Gather\b[^>]* action="([^"]+)"/;

function readNextPath(body: string): string | undefined {
  const action = actionAttribute.exec(body)?.[1]?.replaceAll('&amp;', '&');
  if (action === undefined) {
    return undefined;
  }
  const withoutFragment = action.split('#', 1)[0] ?? '';
  return withoutFragment.startsWith(account.publicUrl)
    ? withoutFragment.slice(account.publicUrl.length)
    : withoutFragment;
}
