/**
 * What a webhook's fragment says of its connection. Source:
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export interface Overrides {
  readonly connectTimeoutMs: number;
  /** To the first byte, and between any two. */
  readonly readTimeoutMs: number;
  /** All attempts together. */
  readonly totalTimeoutMs: number;
  readonly retries: number;
  readonly retriesOn: readonly RetryReason[];
}

/** `ct` no connection, `rt` no answer in time, `all` any of them. */
export type RetryReason = '4xx' | '5xx' | 'ct' | 'rt' | 'all';

/** A webhook's address, taken apart. */
export interface Address {
  /** What is requested: without fragment and credentials. */
  readonly url: string;
  /** What is signed: over HTTPS without its port as well. */
  readonly signedUrl: string;
  /** `user:password`, decoded, where the address has them. */
  readonly credentials: string | undefined;
  readonly overrides: Overrides;
}

const reasons: readonly RetryReason[] = ['4xx', '5xx', 'ct', 'rt', 'all'];

/** Takes an absolute HTTP address apart; `undefined` for anything else. */
export function readAddress(text: string): Address | undefined {
  const parsed = URL.parse(text);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
  const credentials = parsed.username === '' ? undefined : decodeURIComponent(`${parsed.username}:${parsed.password}`);
  const overrides = readOverrides(parsed.hash);
  parsed.hash = '';
  parsed.username = '';
  parsed.password = '';
  const url = parsed.href;
  if (parsed.protocol === 'https:') parsed.port = '';
  return { url, signedUrl: parsed.href, credentials, overrides };
}

/** A value out of its range counts as not there. */
function readOverrides(fragment: string): Overrides {
  const said = new URLSearchParams(fragment.replaceAll('#', '&'));
  const number = (key: string, { min, max, absent }: Range) => {
    const value = Number(said.get(key) ?? Number.NaN);
    return value >= min && value <= max ? value : absent;
  };
  const wanted = (said.get('rp') ?? 'ct').split(',');
  return {
    connectTimeoutMs: number('ct', { min: 100, max: 10_000, absent: 5000 }),
    readTimeoutMs: number('rt', { min: 100, max: 15_000, absent: 15_000 }),
    totalTimeoutMs: number('tt', { min: 100, max: 15_000, absent: 15_000 }),
    retries: number('rc', { min: 0, max: 5, absent: 1 }),
    retriesOn: reasons.filter((reason) => wanted.includes(reason)),
  };
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly absent: number;
}
