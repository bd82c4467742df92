import type { Redis } from 'ioredis';

type Write = (data: unknown, ...rest: readonly unknown[]) => boolean;

/**
 * Lets a client write to its socket once per turn of the event loop instead of once per command: under load, what many
 * calls ask at once leaves as one text in one system call. Nothing waits longer than the events that are being looked at
 * anyway.
 */
export function writeOncePerTick(redis: Redis): void {
  redis.on('connect', () => {
    const { stream } = redis;
    const write = Reflect.get(stream, 'write').bind(stream) as Write;
    let waiting = '';
    const flush = () => {
      const text = waiting;
      waiting = '';
      if (text !== '' && !stream.destroyed) write(text);
    };
    const writeLater: Write = (data, ...rest) => {
      if (typeof data !== 'string' || rest.length > 0) {
        flush();
        return write(data, ...rest);
      }
      if (waiting === '') setImmediate(flush);
      waiting += data;
      return true;
    };
    Reflect.set(stream, 'write', writeLater);
  });
}
