import type { Channels, SendMail, TextChannel } from './channels.ts';
import type { Channel } from './contracts.ts';

/** Told what became of each code that was to go out. */
export type OnCode = (channel: Channel, result: 'sent' | 'failed') => void;

/** The same channels; each code that goes out, or does not, is told. */
export const tellCodes = ({ sms, email }: Channels, onCode: OnCode): Channels => ({
  ...(sms ? { sms: tellTexts(sms, onCode) } : {}),
  ...(email ? { email: tellMails(email, onCode) } : {}),
});

const tellMails =
  (send: SendMail, onCode: OnCode): SendMail =>
  (mail) =>
    telling('email', onCode, async () => {
      await send(mail);
      return true;
    }).then(() => undefined);

function tellTexts(channel: TextChannel, onCode: OnCode): TextChannel {
  if (channel.type === 'own') {
    return { ...channel, send: (message) => telling('sms', onCode, () => channel.send(message)) };
  }
  const { codes } = channel;
  return { ...channel, codes: { ...codes, send: (code) => telling('sms', onCode, () => codes.send(code)) } };
}

/** What is refused comes back as nothing, or as false. */
async function telling<Result>(channel: Channel, onCode: OnCode, send: () => Promise<Result>): Promise<Result> {
  try {
    const result = await send();
    onCode(channel, result ? 'sent' : 'failed');
    return result;
  } catch (error) {
    onCode(channel, 'failed');
    throw error;
  }
}
