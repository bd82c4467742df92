import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { audio } from '../../src/web/audio.ts';

const root = mkdtempSync(join(tmpdir(), 'audio-'));
mkdirSync(join(root, 'audio', 'en'), { recursive: true });
writeFileSync(join(root, 'audio', 'en', 'main-menu.wav'), 'RIFF of the menu');
writeFileSync(join(root, 'audio', 'notes.txt'), 'not for callers');
writeFileSync(join(root, 'secret.wav'), 'not for callers');
const app = Fastify();
await app.register(audio, { directory: join(root, 'audio') });

afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

test('a recording is served with its type, and may be kept for a while', async () => {
  const { statusCode, headers, body } = await app.inject('/twilio/audio/en/main-menu.wav');
  expect([statusCode, body]).toEqual([200, 'RIFF of the menu']);
  expect(headers).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': '16',
    'cache-control': 'public, max-age=300',
  });
});

test.each([
  'en/other.wav',
  'en',
  'notes.txt',
  '../secret.wav',
  '..%2fsecret.wav',
  'en/../../secret.wav',
  '%2fetc%2fpasswd',
  '%00.wav',
  '',
])('/twilio/audio/%s is none', async (path) => {
  const { statusCode, body } = await app.inject(`/twilio/audio/${path}`);
  expect(statusCode).toBe(404);
  expect(body).not.toContain('not for callers');
});
