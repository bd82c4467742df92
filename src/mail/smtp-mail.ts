import { createTransport } from 'nodemailer';
import { isMailAddress, type SendMail } from '../identity/channels.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps:` where the server speaks TLS from the first byte. */
  readonly url: string;
  /** Who mails are from, as `OKPay <no-reply@okpay.example>`. */
  readonly from: string;
  /** For each step: connecting, being greeted, any answer. */
  readonly timeoutMs?: number;
}

/** Servers that delay their greeting on purpose do so for some seconds. */
const TIMEOUT_MS = 10_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/;

/**
 * Sends mails by SMTP, each once and each over a connection of its own: after a failure nobody knows whether it is on its
 * way. A server on another machine must speak TLS.
 *
 * @see https://nodemailer.com/smtp
 */
export function createSmtpMail({ url, from, timeoutMs = TIMEOUT_MS }: SmtpOptions): SendMail {
  const transport = createTransport({
    url,
    requireTLS: !LOOPBACK.test(new URL(url).hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    if (!isMailAddress(to)) throw new Error('a mail goes to one plain address');
    await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
  };
}
