import type { Logger, SendMessage } from '../calls/ports.ts';
import { callOfKey } from '../calls/request-key.ts';
import type { RestClient } from './client.ts';

/** Twilio takes no longer text. */
const MAX_CHARACTERS = 1600;

/**
 * Sends text messages through Twilio, each at most once: a message whose answer was lost may have been sent, and is not
 * sent again. True once Twilio has taken it, which is not yet delivered.
 *
 * @throws whatever kept the answer from coming
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export function createSendMessage(client: Pick<RestClient, 'messages'>, log: Logger): SendMessage {
  return async ({ to, from, text, key }) => {
    const callSid = callOfKey(key);
    if (text === '' || [...text].length > MAX_CHARACTERS) {
      log.error({ callSid, key, characters: text.length }, 'a text message is empty or too long');
      return false;
    }
    const { sid, status } = await client.messages.create({ to, from, body: text });
    log.info({ callSid, key, messageSid: sid, status }, 'text message');
    return status !== 'failed' && status !== 'undelivered';
  };
}
