import { setTimeout as sleep } from 'node:timers/promises';
import type { BackOffice } from './backoffice/operation.ts';
import type { Logger, Releases, SendMessage, Service } from './calls/ports.ts';
import type { Config } from './config.ts';
import { countryOf, NO_OUTGOING } from './flow/config/read-outgoing.ts';
import { type Afterwards, createAfterwards } from './identity/afterwards.ts';
import type { SendMail, TextChannel } from './identity/channels.ts';
import { type CodeLedger, CodesUnavailable } from './identity/codes/code-ledger.ts';
import { CODE_RULES } from './identity/codes/code-state.ts';
import { createKeyedHashes } from './identity/codes/keyed-hashes.ts';
import { createFindContact } from './identity/contacts.ts';
import { createIdentityServices } from './identity/identity-services.ts';
import { createPace } from './identity/pace.ts';
import { type OnCode, tellCodes } from './identity/tell-codes.ts';
import { createHttpMail } from './mail/http-mail.ts';
import { createLocalMail } from './mail/local-mail.ts';
import type { Post } from './mail/post.ts';
import { createSmtpMail } from './mail/smtp-mail.ts';
import { limitMessages } from './queues/limited-messages.ts';
import { mayForgetTries, type Stores } from './stores.ts';
import { createRestClient, type RestAccount } from './twilio/client.ts';
import { createSendMessage } from './twilio/messages.ts';
import { createVerify } from './twilio/verify.ts';

export interface IdentityParts {
  readonly config: Config;
  /** Absent where the carrier has no REST API for us: then no code is texted. */
  readonly account: RestAccount | undefined;
  readonly backOffice: BackOffice;
  readonly stores: Pick<Stores, 'codes' | 'limits' | 'secret' | 'keepsCounts'>;
  /** Say whom the hotline may text, and how often. */
  readonly releases: Pick<Releases, 'current'>;
  /** Takes mails where the carrier is on this machine and no way to send them is set. */
  readonly post?: Post;
  readonly onCode: OnCode;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
}

/** Finding out who calls. */
export interface Identity {
  readonly services: readonly Service[];
  /** Waits until the codes that callers were told of are out. */
  settled: Afterwards['settled'];
}

/** Looking somebody up takes less, as a rule; a caller does not notice it. */
const SEND_STEP_MS = 250;
/** Twilio Verify answers a check within it, as a rule. */
const VERIFY_STEP_MS = 1000;

/** Joins what verification rests on. What is not set up is told in the log, and answered with `unavailable`. */
export function createIdentity(parts: IdentityParts): Identity {
  const { config, backOffice, stores, log } = parts;
  const afterwards = createAfterwards(log);
  const channels = { sms: textsOf(parts), email: mailOf(parts) };
  if (!channels.sms) log.warn({}, 'no code goes out by text message: the carrier has no REST API');
  if (!channels.email) log.warn({}, 'no code goes out by e-mail: set SMTP_URL, or MAIL_URL');
  const services = createIdentityServices({
    ledger: ledgerFor(parts),
    limits: stores.limits,
    hashes: createKeyedHashes(stores.secret),
    findContact: createFindContact(backOffice),
    channels: tellCodes(channels, parts.onCode),
    pace: createPace({
      stepMs: config.TWILIO_VERIFY_SERVICE_SID === undefined ? SEND_STEP_MS : VERIFY_STEP_MS,
      elapsed: () => performance.now(),
      sleep: (ms) => sleep(ms),
    }),
    afterwards,
    log,
  });
  return { services, settled: afterwards.settled };
}

/** A code whose tries may be forgotten can be guessed: in production nobody is verified then. */
function ledgerFor({ config, stores, log }: IdentityParts): CodeLedger {
  if (!mayForgetTries(config, stores)) return stores.codes;
  log.error(
    {},
    'nobody can be verified: Redis may lose counts. Set REDIS_MIN_REPLICAS, or appendonly yes and appendfsync always',
  );
  const refuse = () => Promise.reject(new CodesUnavailable('counts may be lost'));
  return { change: refuse, forget: refuse };
}

function textsOf({ config, account, stores, releases, log }: IdentityParts): TextChannel | undefined {
  if (!account) return undefined;
  const client = createRestClient(account);
  const { limits } = stores;
  const texts = () => (releases.current().outgoing ?? NO_OUTGOING).messages;
  // The codes of a number have a limit of their own; what other texts use up of the hour shall not keep one back.
  const rules = () => ({ ...texts(), perCallerPerHour: texts().perCallerPerHour + CODE_RULES.codesPerDay });
  const reaches = (number: string) => countryOf(number, texts().countryCodes) !== undefined;
  const { TWILIO_VERIFY_SERVICE_SID: serviceSid } = config;
  const limited = (send: SendMessage) => limitMessages({ send, limits, rules, log });
  if (serviceSid === undefined) return { type: 'own', reaches, send: limited(createSendMessage(client, log)) };
  const count = limited(async () => true);
  const mayText = (message: { readonly to: string; readonly from: string; readonly key: string }) =>
    count({ ...message, text: '' });
  return { type: 'carrier', reaches, codes: createVerify(client, { serviceSid, mayText }) };
}

function mailOf({ config, post, now }: IdentityParts): SendMail | undefined {
  const { SMTP_URL, MAIL_FROM, MAIL_URL, MAIL_TOKEN } = config;
  if (SMTP_URL !== undefined && MAIL_FROM !== undefined) return createSmtpMail({ url: SMTP_URL, from: MAIL_FROM });
  if (MAIL_URL !== undefined && MAIL_TOKEN !== undefined) return createHttpMail({ url: MAIL_URL, token: MAIL_TOKEN });
  return config.carrier === 'emulator' && post ? createLocalMail(post, now) : undefined;
}
