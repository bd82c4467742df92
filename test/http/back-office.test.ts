import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ClientBed, FOUND, once, open, read, startClientBed } from '../support/client-bed.ts';
import { content, json, type Reply, reset, silence, status } from '../support/scripted-back-office.ts';

let bed: ClientBed;
beforeEach(async () => {
  bed = await startClientBed((url) => `${url}/okpay/`);
});
afterEach(() => bed.close());

describe('a question', () => {
  test('is one POST to its own address, with the token and all that its answer depends on', async () => {
    bed.server.script(json(FOUND));
    expect(await bed.ask()).toEqual(FOUND);
    expect(bed.server.requests).toEqual([
      {
        method: 'POST',
        url: '/okpay/v1/tests/read',
        headers: expect.objectContaining({
          authorization: 'Bearer token-canary',
          'content-type': 'application/json',
          accept: 'application/json',
        }),
        body: {
          input: { reference: '9900112233' },
          account: 'account-canary',
          caller: '+442079460123',
          level: 'email',
          language: 'en',
          region: 'hk',
          at: '2026-11-23T02:00:00.000Z',
        },
      },
    ]);
  });

  test('has a key that names it where it has an effect, and none where it only reads', async () => {
    bed.server.script(json(FOUND));
    await bed.ask(open);
    await bed.ask(read);
    expect(bed.server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['CA0/3/1', undefined]);
  });

  test('leaves a line with the call, what was asked, the status and the time, and nothing else', async () => {
    bed.server.script(json(FOUND));
    await bed.ask();
    expect(bed.lines).toEqual([
      expect.stringMatching(
        /^the back office has answered \{"callSid":"CA0","operation":"tests.read","status":200,"tookMs":\d+\}$/,
      ),
    ]);
  });

  test('goes over a connection that is kept', async () => {
    bed.server.script(json(FOUND));
    for (let asked = 0; asked < 20; asked += 1) await bed.ask();
    // The second question may come before the first connection is free again.
    expect(bed.server.connections()).toBeLessThanOrEqual(2);
  });

  test('of a hundred at once shares a bounded number of connections', async () => {
    bed.server.script((response) => void setTimeout(() => json(FOUND)(response), 20));
    await Promise.all(Array.from({ length: 100 }, () => bed.ask()));
    expect(bed.server.requests).toHaveLength(100);
    expect(bed.server.connections()).toBeLessThanOrEqual(32);
  });
});

const HUGE = JSON.stringify({ ...FOUND, rest: 'canary '.repeat(150_000) });

describe('no answer, and no second attempt', () => {
  test.each<readonly [string, Reply, string]>([
    ['a page', content('text/html', '<html>canary</html>'), 'not-json'],
    ['a page that says it is JSON', content('application/json', '<html>canary</html>'), 'bad-answer'],
    ['half an answer', content('application/json', '{"outcome":"found","output":{"merch'), 'bad-answer'],
    ['nothing at all', content('application/json', ''), 'bad-answer'],
    ['a megabyte', content('application/json', HUGE), 'too-large'],
    ['an outcome that there is not', json({ outcome: 'canary', output: {} }), 'bad-answer'],
    ['a missing output', json({ outcome: 'found', output: {} }), 'bad-answer'],
    ['a value of another type', json({ outcome: 'found', output: { merchant: 9_900_112_233 } }), 'bad-answer'],
    ['a redirect', status(307, { location: '/elsewhere' }), 'request-refused'],
    ['no content', (response) => void response.writeHead(204).end(), 'request-refused'],
    ['that the request is wrong', status(400), 'request-refused'],
    ['that there is no such operation', status(404), 'request-refused'],
    ['that it is asked too much', status(429), 'failing'],
    ['that it has a bug', status(500), 'failing'],
    ['that the token is wrong', status(401), 'token-refused'],
    ['that the token may not', status(403), 'token-refused'],
  ])('is what comes of %s', async (_, reply, code) => {
    bed.server.script(reply);
    await expect(bed.ask()).rejects.toMatchObject({ name: 'BackOfficeError', code, operation: 'tests.read' });
    expect(bed.server.requests).toHaveLength(1);
  });

  test('is told with the fields that are wrong', async () => {
    bed.server.script(json({ outcome: 'found', output: { merchant: 5 } }));
    await expect(bed.ask()).rejects.toThrow('tests.read: bad-answer (200) in output.merchant');
  });

  test('and a wrong token raises an alarm that names the setting', async () => {
    bed.server.script(status(401));
    await expect(bed.ask()).rejects.toThrow();
    expect(bed.lines).toEqual([expect.stringContaining('the back office refuses BACKOFFICE_TOKEN')]);
  });

  test('while a body without end is left after a quarter of a megabyte', async () => {
    let written = 0;
    bed.server.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = '['.repeat(16 * 1024);
      const more = () => {
        if (response.destroyed) return;
        written += chunk.length;
        response.write(chunk, () => setImmediate(more));
      };
      more();
    });
    await expect(bed.ask()).rejects.toMatchObject({ code: 'too-large' });
    // What lies in the buffers of two sockets has been written as well.
    expect(written).toBeLessThan(8 * 1024 * 1024);
  });

  test('and an answer that comes twice is not taken for that to the next question', async () => {
    const body = JSON.stringify(FOUND);
    const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    bed.server.script(
      (response) => void response.socket?.write(whole + whole),
      json({ outcome: 'not-found', output: {} }),
    );
    expect(await bed.ask()).toEqual(FOUND);
    expect(await bed.ask()).toEqual({ outcome: 'not-found', output: {} });
  });
});

describe('what may pass', () => {
  test.each([
    ['a connection that breaks', reset],
    ['a proxy without a server', status(502)],
    ['a server that starts anew', status(503)],
    ['a proxy that waited in vain', status(504)],
    ['silence', silence],
  ])('as %s is asked again, once, under the same key', async (_, reply) => {
    bed.server.script(reply, json(FOUND));
    expect(await bed.ask(open)).toEqual(FOUND);
    expect(bed.server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['CA0/3/1', 'CA0/3/1']);
    expect(bed.server.requests[1]?.body).toEqual(bed.server.requests[0]?.body);
  });

  test('and does not is asked no third time', async () => {
    bed.server.script(reset);
    await expect(bed.ask()).rejects.toMatchObject({ code: 'unreachable' });
    expect(bed.server.requests).toHaveLength(2);
  });

  test.each([
    ['a connection that breaks', reset, 'unreachable'],
    ['a server that starts anew', status(503), 'failing'],
    ['silence', silence, 'too-late'],
  ])('as %s is asked once only where twice would be two effects', async (_, reply, code) => {
    bed.server.script(reply, json(FOUND));
    await expect(bed.ask(once)).rejects.toMatchObject({ code });
    expect(bed.server.requests).toHaveLength(1);
  });
});
