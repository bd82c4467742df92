import type { Redis } from 'ioredis';

/**
 * Lets a client write to its socket once per turn of the event loop instead of once per command: under load, what many
 * calls ask at once leaves in one system call. Nothing waits longer than the events that are being looked at anyway.
 */
export function writeOncePerTick(redis: Redis): void {
  redis.on('connect', () => {
    const { stream } = redis;
    const write = stream.write.bind(stream);
    let isCorked = false;
    const uncork = () => {
      isCorked = false;
      stream.uncork();
    };
    stream.write = (...written: Parameters<typeof stream.write>) => {
      if (!isCorked) {
        isCorked = true;
        stream.cork();
        setImmediate(uncork);
      }
      return write(...written);
    };
  });
}
