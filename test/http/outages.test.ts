import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ClientBed, DEADLINE_MS, FOUND, once, read, SLACK_MS, startClientBed } from '../support/client-bed.ts';
import { json, silence, status } from '../support/scripted-back-office.ts';

let bed: ClientBed;
beforeEach(async () => {
  bed = await startClientBed();
});
afterEach(() => bed.close());

describe('the deadline', () => {
  async function timed(asking: Promise<unknown>): Promise<number> {
    const began = performance.now();
    await expect(asking).rejects.toMatchObject({ code: 'too-late' });
    return performance.now() - began;
  }

  test('ends a question that nobody answers', async () => {
    bed.server.script(silence);
    expect(await timed(bed.ask())).toBeLessThan(DEADLINE_MS + SLACK_MS);
    expect(bed.server.requests).toHaveLength(2);
  });

  test('ends an answer that drips', async () => {
    bed.server.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await timed(bed.ask(once))).toBeLessThan(DEADLINE_MS + SLACK_MS);
  });

  test('of whoever asks counts where it comes sooner', async () => {
    bed.server.script(silence);
    const took = await timed(bed.ask(read, AbortSignal.timeout(100)));
    expect(took).toBeLessThan(100 + SLACK_MS);
    expect(bed.server.requests).toHaveLength(1);
  });

  test('that has passed before it begins asks nobody', async () => {
    await timed(bed.ask(read, AbortSignal.abort()));
    expect(bed.server.requests).toEqual([]);
  });
});

describe('a back office that is down', () => {
  /** Asks until nobody is asked any more. */
  async function breakDown(): Promise<void> {
    bed.server.script(status(500));
    for (let failed = 0; failed < 5; failed += 1) await expect(bed.ask()).rejects.toMatchObject({ code: 'failing' });
    expect(bed.client.health()).toBe('open');
  }

  test('is not asked for a while: whoever asks is told at once, and the log once', async () => {
    await breakDown();
    for (let asked = 0; asked < 20; asked += 1) await expect(bed.ask()).rejects.toMatchObject({ code: 'circuit-open' });
    expect(bed.server.requests).toHaveLength(5);
    expect(bed.lines.filter((line) => line.startsWith('the back office is down'))).toHaveLength(1);
  });

  test('is asked again after that, and goes on as before once it answers', async () => {
    await breakDown();
    bed.server.script(json(FOUND));
    await vi.waitFor(async () => expect(await bed.ask()).toEqual(FOUND), { timeout: 5000 });
    expect(bed.client.health()).toBe('closed');
    expect(await bed.ask()).toEqual(FOUND);
    expect(bed.lines.filter((line) => line.startsWith('the back office answers again'))).toHaveLength(1);
  });

  test('that stays down is told once, however often it is tried', async () => {
    await breakDown();
    const tried = () => bed.server.requests.length;
    await vi.waitFor(
      async () => {
        await expect(bed.ask()).rejects.toThrow();
        expect(tried()).toBeGreaterThanOrEqual(7);
      },
      { timeout: 10_000 },
    );
    expect(bed.lines.filter((line) => line.startsWith('the back office is down'))).toHaveLength(1);
  });

  test('keeps one waiting while it is tried, and nobody else', async () => {
    await breakDown();
    bed.server.script(silence);
    const trying = await vi.waitFor(
      () => {
        const asking = bed.ask(once);
        const settled = asking.catch((error: unknown) => error);
        expect(bed.client.health()).toBe('half-open');
        return settled;
      },
      { timeout: 5000 },
    );
    await expect(bed.ask()).rejects.toMatchObject({ code: 'circuit-open' });
    expect(await trying).toMatchObject({ code: 'too-late' });
    expect(bed.client.health()).toBe('open');
  });

  test('is not one that answers wrongly, or refuses a request', async () => {
    for (const reply of [json({ outcome: 'canary', output: {} }), status(400)]) {
      bed.server.script(reply);
      for (let asked = 0; asked < 8; asked += 1) await expect(bed.ask()).rejects.toThrow();
    }
    expect(bed.client.health()).toBe('closed');
    expect(bed.server.requests).toHaveLength(16);
  });

  test('may as well not be there at all', async () => {
    await bed.server.close();
    await expect(bed.ask()).rejects.toMatchObject({ code: 'unreachable' });
    await expect(bed.ask()).rejects.toMatchObject({ code: 'unreachable' });
    await expect(bed.ask()).rejects.toMatchObject({ code: expect.stringMatching(/unreachable|circuit-open/) });
    expect(bed.client.health()).toBe('open');
  });
});
