import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../src/free-port.ts';

test('a free port can be listened on, and is none that the system lends to outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  const server = createServer().listen(ports[0], '127.0.0.1');
  await once(server, 'listening');
  server.close();
});

test('a port that somebody listens on is passed over', async () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  random.mockReturnValueOnce(0.5).mockReturnValue(0.25);
  expect(await freePort()).not.toBe(port);
  random.mockReturnValue(0.5);
  await expect(freePort()).rejects.toThrow('no port is free');
});
