import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Network } from '../calls/network.ts';
import { formOf, pathPart, required } from './form.ts';
import type { Messages } from './message.ts';
import { notFound, RestError } from './rest-error.ts';

interface Verification {
  readonly sid: string;
  readonly to: string;
  readonly code: string;
  readonly startedAt: number;
  status: 'pending' | 'approved' | 'canceled';
  sends: number;
  checks: number;
}

const VALID_MS = 600_000;
const MOST_SENDS = 5;
const MOST_CHECKS = 5;

/** What is texted, by locale; in English where there is none. */
const TEXTS: Readonly<Record<string, (code: string) => string>> = {
  en: (code) => `Your verification code is: ${code}`,
  'zh-CN': (code) => `您的验证码为：${code}`,
  es: (code) => `Su código de verificación es: ${code}`,
};

/**
 * `/v2/Services/{sid}/Verifications` and `/VerificationCheck`, by text message.
 *
 * Source: https://www.twilio.com/docs/verify/api/verification, https://www.twilio.com/docs/verify/api/verification-check
 */
export function serveVerify(app: FastifyInstance, network: Network, messages: Messages): void {
  const all: Verification[] = [];
  const isOpen = ({ status, startedAt }: Verification) =>
    status === 'pending' && network.clock.now() < startedAt + VALID_MS;
  const openBySid = (sid: string | null, path: string): Verification => {
    const found = all.find((verification) => verification.sid === sid && isOpen(verification));
    if (!found) throw notFound(path);
    return found;
  };

  app.post('/Verifications', async (request, reply) => {
    const form = formOf(request);
    const to = required(form, 'To', 60200);
    if (form.get('Channel') !== 'sms') throw new RestError(400, 60200, 'Invalid parameter `Channel`');
    if (!/^\+\d{7,15}$/.test(to)) throw new RestError(400, 60200, 'Invalid parameter `To`');
    const verification = all.find((one) => one.to === to && isOpen(one)) ?? started(network, to);
    if (!all.includes(verification)) all.push(verification);
    if (verification.sends >= MOST_SENDS) throw new RestError(429, 60203, 'Max send attempts reached');
    verification.sends += 1;
    messages.keep(text(network, verification, form.get('Locale') ?? 'en'));
    return reply.code(201).send(bodyOf(verification, network, pathPart(request, 'service')));
  });

  app.post('/Verifications/:sid', async (request) => {
    const verification = openBySid(pathPart(request, 'sid'), request.originalUrl);
    if (formOf(request).get('Status') !== 'canceled') throw new RestError(400, 60200, 'Invalid parameter `Status`');
    verification.status = 'canceled';
    return bodyOf(verification, network, pathPart(request, 'service'));
  });

  app.post('/VerificationCheck', async (request, reply) => {
    const form = formOf(request);
    const code = required(form, 'Code', 60200);
    const bySid =
      form.get('VerificationSid') ?? all.find((one) => one.to === form.get('To') && isOpen(one))?.sid ?? null;
    const verification = openBySid(bySid, request.originalUrl);
    if (verification.checks >= MOST_CHECKS) throw new RestError(429, 60202, 'Max check attempts reached');
    verification.checks += 1;
    if (verification.code === code) verification.status = 'approved';
    return reply.code(201).send(bodyOf(verification, network, pathPart(request, 'service')));
  });
}

function started(network: Network, to: string): Verification {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const startedAt = network.clock.now();
  return { sid: network.newSid('VE'), to, code, startedAt, status: 'pending', sends: 0, checks: 0 };
}

const text = (network: Network, { to, code }: Verification, locale: string) => ({
  sid: network.newSid('SM'),
  from: undefined,
  messagingServiceSid: undefined,
  to,
  body: (TEXTS[locale] ?? TEXTS.en ?? String)(code),
  sentAt: network.clock.now(),
  status: 'delivered' as const,
});

function bodyOf(
  verification: Verification,
  { accountSid }: Network,
  service: string,
): Readonly<Record<string, unknown>> {
  const { sid, to, status, startedAt, sends } = verification;
  return {
    sid,
    service_sid: service,
    account_sid: accountSid,
    to,
    channel: 'sms',
    status,
    valid: status === 'approved',
    amount: null,
    payee: null,
    lookup: {},
    send_code_attempts: Array.from({ length: sends }, () => ({ channel: 'SMS', time: isoOf(startedAt) })),
    date_created: isoOf(startedAt),
    date_updated: isoOf(startedAt),
    url: `https://verify.twilio.com/v2/Services/${service}/Verifications/${sid}`,
  };
}

const isoOf = (at: number): string => new Date(at).toISOString();
