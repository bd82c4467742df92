import type { SendMail } from '../identity/channels.ts';
import type { Post } from './post.ts';

/** Mails that stay on this machine. `now` gives epoch milliseconds. */
export const createLocalMail =
  (post: Pick<Post, 'keep'>, now: () => number): SendMail =>
  async ({ to, subject, text }) =>
    post.keep({ type: 'email', to, subject, text, at: now() });
