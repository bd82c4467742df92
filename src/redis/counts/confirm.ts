import { Cluster, type Redis } from 'ioredis';
import { slotOf } from '../keys.ts';

/** Replicas that need longer are taken for lost. */
const REPLICA_MS = 100;

/**
 * Waits until so many replicas have what was just written under a key's hash tag; rejects where they have not. With no
 * replicas to wait for it does nothing.
 *
 * @see https://redis.io/docs/latest/commands/wait/
 */
export const createConfirm =
  (redis: Redis | Cluster, minReplicas: number) =>
  async (tag: string): Promise<void> => {
    if (minReplicas === 0) return;
    const node = redis instanceof Cluster ? masterOf(redis, tag) : redis;
    const acknowledged = (await node?.wait(minReplicas, REPLICA_MS)) ?? 0;
    if (acknowledged < minReplicas) throw new Error(`${acknowledged} of ${minReplicas} replicas have what was written`);
  };

/** The node that has the tag's slot: `WAIT` names no key, and only counts on the connection that wrote. */
function masterOf(cluster: Cluster, tag: string): Redis | undefined {
  const [address] = cluster.slots[slotOf(tag)] ?? [];
  return cluster.nodes('master').find(({ options: { host, port } }) => `${host}:${port}` === address);
}
