import type { SendMail } from '../identity/channels.ts';

export interface HttpMailOptions {
  readonly url: string;
  readonly token: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 5000;

/** The service that takes mails did not take one. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  readonly status: number;

  constructor(status: number) {
    super('the mail service took no mail');
    this.status = status;
  }
}

/**
 * Sends mails through a service: POST of `{ to, subject, text }` as JSON with a bearer token, answered with any 2xx. Each
 * once; the header `Idempotency-Key` lets the service tell one that it has had.
 */
export const createHttpMail =
  ({ url, token, timeoutMs = TIMEOUT_MS }: HttpMailOptions): SendMail =>
  async ({ to, subject, text, key }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ to, subject, text }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new MailRefused(response.status);
  };
