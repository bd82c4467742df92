import type { RestClient } from './client.ts';
import { listQueues } from './list-queues.ts';

/**
 * Makes Twilio's queues as the hotline has them: those that are missing, each with its size. Twilio would make a queue by
 * itself when the first caller comes, but of a thousand callers; and an agent cannot be led to one that does not exist.
 *
 * @throws whatever kept Twilio from doing it
 * @see https://www.twilio.com/docs/voice/api/queue-resource
 */
export async function setQueueSizes(
  client: Pick<RestClient, 'queues'>,
  sizes: Readonly<Record<string, { readonly maxSize: number }>>,
): Promise<void> {
  const held = await listQueues(client);
  const known = new Map(held.map((queue) => [queue.friendlyName, queue]));
  for (const [friendlyName, { maxSize }] of Object.entries(sizes)) {
    const queue = known.get(friendlyName);
    if (!queue) await client.queues.create({ friendlyName, maxSize }).catch(unlessThere);
    else if (queue.maxSize !== maxSize) await client.queues(queue.sid).update({ maxSize });
  }
}

/** Another process was faster. */
const ALREADY_THERE = 22003;

function unlessThere(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === ALREADY_THERE) return;
  throw error;
}
