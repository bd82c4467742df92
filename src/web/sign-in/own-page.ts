import type { FastifyRequest } from 'fastify';

/** Whether what a browser says of a request is that a page of ours made it. */
export type IsOwnPage = (request: FastifyRequest) => boolean;

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Tells pages at `publicUrl` from those of others; on the hotline's own machine, by whichever of its names, too. What
 * says nothing of where it comes from is no browser's.
 */
export function createIsOwnPage(publicUrl: string): IsOwnPage {
  const { origin: own } = new URL(publicUrl);
  return ({ headers }) => {
    const { origin, host = '' } = headers;
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    if (origin === undefined || origin === own) return true;
    return LOOPBACK_HOST.test(host) && origin === `http://${host}`;
  };
}
