import type { FastifyPluginAsync } from 'fastify';
import type { Letter, Post } from '../mail/post.ts';
import { createStreams, PAGE_HEADERS, servePage } from './pages.ts';
import { fromThisMachineOnly } from './phone-guard.ts';

export interface MailboxOptions {
  readonly post: Pick<Post, 'letters' | 'watch'>;
}

/** `/mailbox`: what customers got in writing, where nothing leaves this machine. Only for browsers on it. */
export const mailbox: FastifyPluginAsync<MailboxOptions> = async (app, { post }) => {
  app.addHook('onRequest', fromThisMachineOnly);
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS));
  await servePage(app, '/mailbox', new URL('./mailbox/', import.meta.url));

  const openStream = createStreams(app);
  /** Letters so far, those that were pushed out included: each has its number for ever. */
  let count = post.letters().length;
  const stopCounting = post.watch(() => {
    count += 1;
  });
  app.addHook('onClose', async () => stopCounting());

  app.get('/mailbox/letters', async (request, reply) => {
    const said = Number(request.headers['last-event-id'] ?? -1);
    // Whoever has seen more than there is has seen those of a hotline that was started before this one.
    const seen = said < count ? said : -1;
    const letters = post.letters();
    let next = count - letters.length;
    const send = openStream(reply, () => stop());
    const show = (letter: Letter) => {
      if (next > seen) send(letter, next);
      next += 1;
    };
    letters.forEach(show);
    const stop = post.watch(show);
    return reply;
  });
};
