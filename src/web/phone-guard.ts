import type { FastifyReply, FastifyRequest } from 'fastify';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Refuses what does not come from a page of ours in a browser on this machine: other machines, other names for this one
 * (which a foreign page can point here), and other sites. The page itself may be reached by a link from anywhere.
 */
export async function fromThisMachineOnly(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isFromThisMachine(request)) {
    await reply.code(403).send({ error: 'This page is for browsers on this machine.' });
  }
}

/** Whether a request comes from this machine itself, by its own name, and by no page of another site. */
export const isFromThisMachine = (request: FastifyRequest): boolean => isLocal(request) && isOwnSite(request);

const isLocal = (request: FastifyRequest): boolean =>
  LOOPBACK.test(request.ip) && LOCAL_HOST.test(request.headers.host ?? '') && !isPassedOn(request);

const PASSED_ON = /^(?:x-forwarded-.*|x-real-ip|forwarded|via)$/;

/**
 * A proxy or a tunnel on this machine connects from it, and may say its name as well. Most tell whom they speak for; those
 * that do not speak the HTTP of their youth, as nginx does unless it is told otherwise.
 */
const isPassedOn = ({ raw, headers }: FastifyRequest): boolean =>
  raw.httpVersion === '1.0' || Object.keys(headers).some((name) => PASSED_ON.test(name));

function isOwnSite({ method, headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
}
