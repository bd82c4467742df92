import type { Redis } from 'ioredis';

/**
 * Lets a client write to its socket once per turn of the event loop instead of once per command: under load, what many
 * calls ask at once leaves in one system call. Nothing waits longer than the events that are being looked at anyway.
 */
export function writeOncePerTick(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (...command) => {
    const socket = redis.status === 'ready' ? redis.stream : undefined;
    if (socket && socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    return send(...command);
  };
}
