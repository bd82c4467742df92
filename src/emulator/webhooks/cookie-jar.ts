/** The cookies of one call: kept by origin and path, and sent as a browser would. */
export interface CookieJar {
  /** Keeps what a reply from `url` sets; `Max-Age=0` or an `Expires` that is over forgets. */
  keep(url: string, setCookie: readonly string[]): void;
  /** The header for a request, or `undefined` where there is nothing to send. */
  headerFor(url: string): string | undefined;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly isSecure: boolean;
}

/** An empty jar. Cookies last for the call; only those that are over at once are forgotten. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    keep(url, setCookie) {
      for (const line of setCookie) {
        const read = readCookie(line, new URL(url));
        if (!read) continue;
        const key = `${read.cookie.host} ${read.cookie.path} ${read.cookie.name}`;
        if (read.isOver) cookies.delete(key);
        else cookies.set(key, read.cookie);
      }
    },
    headerFor(url) {
      const to = new URL(url);
      const sent = [...cookies.values()].filter((cookie) => goesTo(cookie, to));
      return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
  };
}

function readCookie(line: string, from: URL): { readonly cookie: Cookie; readonly isOver: boolean } | undefined {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const [, name, value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
  if (name === undefined) return undefined;
  const attributes = new Map(
    rest.map((part) => part.split(/=(.*)/, 2)).map(([key = '', word = '']) => [key.toLowerCase(), word]),
  );
  const isOver =
    Number(attributes.get('max-age') ?? 1) <= 0 || Date.parse(attributes.get('expires') ?? '') <= EPOCH_END;
  const path = attributes.get('path') || '/';
  return { cookie: { name, value, host: from.hostname, path, isSecure: attributes.has('secure') }, isOver };
}

/** Servers forget a cookie by dating it to the first day of 1970. */
const EPOCH_END = 86_400_000;

function goesTo(cookie: Cookie, to: URL): boolean {
  if (cookie.host !== to.hostname || (cookie.isSecure && to.protocol !== 'https:')) return false;
  return to.pathname === cookie.path || to.pathname.startsWith(cookie.path.replace(/\/?$/, '/'));
}
