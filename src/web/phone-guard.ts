import type { FastifyReply, FastifyRequest } from 'fastify';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Refuses what does not come from a page of ours in a browser on this machine: other machines, other names for this one
 * (which a foreign page can point here), and other sites. The page itself may be reached by a link from anywhere.
 */
export async function fromThisMachineOnly(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isLocal(request) || !isOwnSite(request)) {
    await reply.code(403).send({ error: 'This page is for browsers on this machine.' });
  }
}

const isLocal = ({ ip, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(ip) && LOCAL_HOST.test(headers.host ?? '') && !isPassedOn(headers);

/** A proxy or a tunnel on this machine connects from it, and may say its name as well. */
const isPassedOn = (headers: FastifyRequest['headers']): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined || headers.via !== undefined;

function isOwnSite({ method, headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
}
