import type { RestClient } from './client.ts';

/** An account has no more queues than that unless it asks for them. */
const MAX_QUEUES = 500;

/** All queues of the account. */
export const listQueues = (client: Pick<RestClient, 'queues'>) => client.queues.list({ limit: MAX_QUEUES });
