import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPost, type Post } from '../../src/mail/post.ts';
import { mailbox } from '../../src/web/mailbox.ts';

let app: ReturnType<typeof Fastify>;
let post: Post;

beforeEach(async () => {
  app = Fastify();
  post = createPost();
  await app.register(mailbox, { post });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => app.close());

const send = (...texts: readonly string[]): void => {
  for (const text of texts) post.keep({ type: 'sms', to: '+447700900011', text, at: 0 });
};

const count = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `letter ${from + index}`);

/** What a page gets that has seen letters up to a number, until it has the one that says so. */
async function shown(lastSeen: number | undefined, last: string): Promise<readonly string[]> {
  const address = app.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const leaving = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/mailbox/letters`, {
    headers: lastSeen === undefined ? {} : { 'last-event-id': String(lastSeen) },
    signal: leaving.signal,
  });
  let received = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    received += chunk;
    if (received.includes(`"${last}"`)) break;
  }
  leaving.abort();
  return [...received.matchAll(/"text":"([^"]*)"/g)].map(([, text = '']) => text);
}

test('a page that comes back gets what it has not seen yet', async () => {
  send(...count(0, 4));
  expect(await shown(2, 'letter 4')).toEqual(count(3, 4));
});

test('a page that comes back gets new letters, however many were pushed out', async () => {
  send(...count(0, 249));
  expect(await shown(undefined, 'letter 249')).toEqual(count(50, 249));
  send(...count(250, 251));
  expect(await shown(249, 'letter 251')).toEqual(count(250, 251));
});

test('a page that was open when the hotline was started anew gets all letters', async () => {
  send(...count(0, 1));
  expect(await shown(7, 'letter 1')).toEqual(count(0, 1));
});
