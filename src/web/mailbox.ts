import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Letter, Post } from '../mail/post.ts';
import { openStream, PAGE_HEADERS, servePage } from './pages.ts';
import { fromThisMachineOnly } from './phone-guard.ts';

export interface MailboxOptions {
  readonly post: Pick<Post, 'letters' | 'watch'>;
}

/** `/mailbox`: what customers got in writing, where nothing leaves this machine. Only for browsers on it. */
export const mailbox: FastifyPluginAsync<MailboxOptions> = async (app, { post }) => {
  app.addHook('onRequest', fromThisMachineOnly);
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS));
  await servePage(app, '/mailbox', new URL('./mailbox/', import.meta.url));

  const streams = new Set<FastifyReply>();
  app.get('/mailbox/letters', async (request, reply) => {
    const seen = Number(request.headers['last-event-id'] ?? -1);
    streams.add(reply);
    let next = 0;
    const send = openStream(reply, () => {
      stop();
      streams.delete(reply);
    });
    const show = (letter: Letter) => {
      if (next > seen) send(letter, next);
      next += 1;
    };
    post.letters().forEach(show);
    const stop = post.watch(show);
    return reply;
  });
  app.addHook('preClose', async () => {
    for (const reply of streams) reply.raw.end();
  });
};
