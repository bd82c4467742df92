import type { WaitingCallers } from '../queues/waiting-callers.ts';
import type { RestClient } from './client.ts';
import { listQueues } from './list-queues.ts';

/**
 * Who waits in Twilio's queues, and since when the first of each does.
 *
 * @throws whatever kept the answer from coming
 * @see https://www.twilio.com/docs/voice/api/queue-resource
 */
export function createWaitingCallers(client: Pick<RestClient, 'queues'>): WaitingCallers {
  return async (names) => {
    const queues = await listQueues(client);
    const filled = queues.filter(({ friendlyName, currentSize }) => names.includes(friendlyName) && currentSize > 0);
    const waiting = await Promise.all(
      filled.map(async ({ sid, friendlyName, currentSize }) => {
        // Whoever was first a moment ago may have been taken: then nobody is known to wait here.
        const front = await client.queues(sid).members('Front').fetch().catch(noneThere);
        return front ? [{ queue: friendlyName, callers: currentSize, longestSeconds: front.waitTime }] : [];
      }),
    );
    return waiting.flat();
  };
}

function noneThere(error: unknown): undefined {
  if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
  throw error;
}
