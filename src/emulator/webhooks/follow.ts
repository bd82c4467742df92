import type { Address } from './address.ts';
import type { CookieJar } from './cookie-jar.ts';
import { exchange, type Failure, type Reply } from './exchange.ts';
import { type Parameters, sign } from './signature.ts';

/** A webhook as it goes out, whatever becomes of it on the way. */
export interface Webhook {
  readonly method: 'GET' | 'POST';
  readonly parameters: Parameters;
  readonly jar: CookieJar;
  readonly authToken: string;
  /** Where a request to this address really goes; what is signed is the address itself. */
  route(url: string): string;
  /** Headers besides Twilio's own. */
  readonly headers: Parameters;
}

/** HTTP redirects that Twilio follows before it gives up with 11215. */
const MOST_REDIRECTS = 10;

/** One request in a chain of redirects. */
interface Hop {
  readonly address: Address;
  readonly method: 'GET' | 'POST';
  readonly parameters: Parameters;
}

/**
 * Sends a webhook and follows where it is led: at most ten redirects (301, 302 and 303 go on by GET without parameters,
 * 307 and 308 as before), and a challenge by HTTP authentication is answered with the address's credentials.
 */
export async function follow(address: Address, webhook: Webhook, deadlineAt: number): Promise<Reply | Failure> {
  let hop: Hop = { address, method: webhook.method, parameters: webhook.parameters };
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const reply = await sendWithCredentials(hop, webhook, deadlineAt);
    if (reply.type === 'failure') return reply;
    const next = redirected(hop, reply);
    if (!next) return reply;
    hop = next;
  }
  return { type: 'failure', reason: 'redirects', message: 'too many HTTP redirects' };
}

function redirected({ address, method, parameters }: Hop, { status, headers }: Reply): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return undefined;
  const url = URL.parse(headers.location, address.url);
  if (!url) return undefined;
  url.hash = '';
  const to: Address = { ...address, url: url.href, signedUrl: withoutHttpsPort(url) };
  return status >= 307 ? { address: to, method, parameters } : { address: to, method: 'GET', parameters: {} };
}

function withoutHttpsPort(url: URL): string {
  const signed = new URL(url);
  if (signed.protocol === 'https:') signed.port = '';
  return signed.href;
}

async function sendWithCredentials(hop: Hop, webhook: Webhook, deadlineAt: number): Promise<Reply | Failure> {
  const { credentials } = hop.address;
  const reply = await send(hop, webhook, deadlineAt);
  const isChallenged =
    reply.type === 'reply' && reply.status === 401 && reply.headers['www-authenticate'] !== undefined;
  if (!isChallenged || credentials === undefined) return reply;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return send(hop, { ...webhook, headers: { ...webhook.headers, authorization } }, deadlineAt);
}

async function send(hop: Hop, webhook: Webhook, deadlineAt: number): Promise<Reply | Failure> {
  const { address, method, parameters } = hop;
  const isForm = method === 'POST';
  const url = isForm ? address.url : withQuery(address.url, parameters);
  const signedUrl = isForm ? address.signedUrl : withQuery(address.signedUrl, parameters);
  const cookie = webhook.jar.headerFor(address.url);
  const body = isForm ? new URLSearchParams(parameters).toString() : undefined;
  const reply = await exchange({
    method,
    url: webhook.route(url),
    body,
    headers: {
      accept: '*/*',
      'cache-control': 'max-age=259200',
      connection: 'close',
      host: new URL(url).host,
      'user-agent': 'TwilioProxy/1.1',
      'x-home-region': 'us1',
      'x-twilio-signature': sign(webhook.authToken, signedUrl, isForm ? parameters : {}),
      ...(body !== undefined && {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'content-length': String(Buffer.byteLength(body)),
      }),
      ...(cookie !== undefined && { cookie }),
      ...webhook.headers,
    },
    connectTimeoutMs: address.overrides.connectTimeoutMs,
    readTimeoutMs: address.overrides.readTimeoutMs,
    totalTimeoutMs: Math.max(1, deadlineAt - Date.now()),
  });
  if (reply.type === 'reply') webhook.jar.keep(address.url, reply.headers['set-cookie'] ?? []);
  return reply;
}

/** The address with the parameters behind its own query, as Twilio asks by GET. */
function withQuery(url: string, parameters: Parameters): string {
  const added = new URLSearchParams(parameters).toString();
  if (added === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${added}`;
}
