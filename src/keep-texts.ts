import type { Twilio } from './emulator/twilio.ts';
import type { Post } from './mail/post.ts';

/** Puts the text messages of a carrier on this machine into the mailbox, beside the mails. */
export const keepTexts = ({ onMessage }: Pick<Twilio, 'onMessage'>, post: Post): void =>
  void onMessage(({ to, body: text, sentAt: at }) => post.keep({ type: 'sms', to, text, at }));
