import type { FastifyInstance } from 'fastify';
import type { BrowserSessions } from '../../sign-in/browser-sessions.ts';
import type { WhoIs } from '../guard.ts';

/** The header in which pages of ours send the token of their session. */
const CSRF_HEADER = 'x-csrf-token';

const CHANGES_NOTHING = ['GET', 'HEAD', 'OPTIONS'];

/** Says who asks by the session that a request comes with; what changes something a page of ours must have made. */
export const createWhoIs =
  (browsers: BrowserSessions): WhoIs =>
  async (request) => {
    const brought = await browsers.look(request);
    if (brought.type === 'no-cookie') return { refused: 'not-signed-in' };
    if (brought.type !== 'open') return { refused: 'session-over' };
    const token = request.headers[CSRF_HEADER];
    const isBacked =
      CHANGES_NOTHING.includes(request.method) ||
      browsers.isBacked(request, brought, typeof token === 'string' ? token : '');
    return isBacked ? brought.member : { refused: 'not-from-our-page' };
  };

/** A browser whose session is over is told to forget it. */
export function forgetOverSessions(api: FastifyInstance, browsers: BrowserSessions): void {
  api.addHook('onError', async (request, reply) => {
    const brought = await browsers.find(request).catch(() => undefined);
    if (brought?.type === 'over' || brought?.type === 'none') browsers.clear(reply);
  });
}
