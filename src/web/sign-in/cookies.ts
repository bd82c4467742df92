import type { FastifyReply, FastifyRequest } from 'fastify';

/** A cookie that no script reads and no other site sends along with what changes something. */
export interface OwnCookie {
  readonly name: string;
  read(request: FastifyRequest): string | undefined;
  /** Kept until the browser is closed, or for so many seconds. */
  set(reply: FastifyReply, value: string, maxAgeSeconds?: number): void;
  clear(reply: FastifyReply): void;
}

/**
 * Over https the name begins with `__Host-`: browsers then take it from this very host alone, encrypted. `Lax` and not
 * `Strict`, because whoever comes back from the provider or follows a link in a mail comes from another site.
 */
export function createCookie(name: string, publicUrl: string): OwnCookie {
  const secure = publicUrl.startsWith('https:');
  const named = secure ? `__Host-${name}` : name;
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    name: named,
    read: ({ cookies }) => cookies[named],
    set: (reply, value, maxAge) =>
      void reply.setCookie(named, value, { ...attributes, ...(maxAge === undefined ? {} : { maxAge }) }),
    clear: (reply) => void reply.clearCookie(named, attributes),
  };
}
