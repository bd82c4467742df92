import { randomUUID } from 'node:crypto';
import { type RetryReason, readAddress } from './address.ts';
import type { Failure, Reply } from './exchange.ts';
import { follow, type Webhook } from './follow.ts';

/** What came of a webhook, after all its attempts. */
export interface Delivered {
  readonly outcome: Reply | Failure;
  readonly attempts: number;
  /** The same in each attempt. */
  readonly idempotencyToken: string;
}

/** How a delivery differs from the usual one. */
export interface DeliveryOptions {
  readonly idempotencyToken?: string | undefined;
  /** Whether a connection that broke off before any reply counts as one that `rp=all` retries. */
  readonly retriesReset: boolean;
  /** The first reply is lost on its way back, and the request is made once more. */
  readonly losesFirstReply?: boolean | undefined;
}

/**
 * Sends a webhook, again as often as its address's fragment allows: by default once more where no connection came about.
 * Each attempt carries the same `I-Twilio-Idempotency-Token`.
 *
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export async function deliver(url: string, webhook: Webhook, options: DeliveryOptions): Promise<Delivered> {
  const { idempotencyToken = randomUUID() } = options;
  const address = readAddress(url);
  if (!address) {
    return {
      outcome: { type: 'failure', reason: 'address', message: 'not an HTTP address' },
      attempts: 0,
      idempotencyToken,
    };
  }
  const { totalTimeoutMs, retries, retriesOn } = address.overrides;
  const deadlineAt = Date.now() + totalTimeoutMs;
  const headers = { ...webhook.headers, 'i-twilio-idempotency-token': idempotencyToken };
  const attempt = () => follow(address, { ...webhook, headers }, deadlineAt);
  let outcome = await attempt();
  let attempts = 1;
  if (options.losesFirstReply) {
    outcome = await attempt();
    attempts += 1;
  }
  while (attempts <= retries && Date.now() < deadlineAt && isRetried(outcome, retriesOn, options)) {
    outcome = await attempt();
    attempts += 1;
  }
  return { outcome, attempts, idempotencyToken };
}

function isRetried(outcome: Reply | Failure, on: readonly RetryReason[], options: DeliveryOptions): boolean {
  const reason = reasonOf(outcome, options);
  return reason !== undefined && (on.includes(reason) || on.includes('all'));
}

function reasonOf(outcome: Reply | Failure, { retriesReset }: DeliveryOptions): RetryReason | undefined {
  if (outcome.type === 'reply') {
    if (outcome.status >= 500) return '5xx';
    return outcome.status >= 400 ? '4xx' : undefined;
  }
  switch (outcome.reason) {
    case 'connect':
    case 'tls':
    case 'host':
      return 'ct';
    case 'read-timeout':
      return 'rt';
    case 'reset':
      return retriesReset ? 'all' : undefined;
    default:
      return undefined;
  }
}
