import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Service } from '../../src/calls/ports.ts';
import type { StrangerCall } from '../support/stranger.ts';
import { openApp } from '../support/stranger-app.ts';
import { everyPhase, lookUp } from '../support/stranger-release.ts';

type Answer = Awaited<ReturnType<Service['ask']>>;
let ask: Service['ask'];
let app: Awaited<ReturnType<typeof openApp>>;
let call: StrangerCall;

beforeEach(async () => {
  ask = async () => ({ outcome: 'found', output: {} });
  app = await openApp({
    release: everyPhase,
    services: [{ contract: lookUp, ask: (input, context) => ask(input, context) }],
    patienceMs: 60,
  });
  call = app.dials();
  await call.enters();
});

const types = () => app.facts(call.sid).map(({ type }) => type);
const RECORDING = `RE${'4'.repeat(32)}`;
const GONE = { CallStatus: 'completed' };

/** How a caller is gone in each phase: what comes in of it before the status callback does. */
const PHASES: Readonly<
  Record<string, { readonly first?: () => Promise<unknown>; readonly tells: (path: string) => Promise<unknown> }>
> = {
  'while something is said': { tells: async () => undefined },
  'while keys are awaited': { tells: (path) => call.tells(path, { ...GONE, Digits: '' }) },
  'in a recording': {
    first: () => call.presses('2'),
    tells: (path) =>
      call.tells(path, {
        ...GONE,
        Digits: 'hangup',
        RecordingUrl: `https://api.example/${RECORDING}`,
        RecordingDuration: '4',
      }),
  },
  'in a recording, saying nothing': {
    first: () => call.presses('2'),
    tells: (path) => call.tells(path, { ...GONE, Digits: 'hangup' }),
  },
  'in a queue': {
    first: () => call.presses('0'),
    tells: (path) => call.tells(path, { ...GONE, QueueResult: 'hangup', QueueTime: '9' }),
  },
  'talking to an agent': {
    first: () => call.presses('0'),
    tells: (path) => call.tells(path, { ...GONE, QueueResult: 'bridged', QueueTime: '9' }),
  },
  'connected to a desk': {
    first: () => call.presses('3'),
    tells: (path) => call.tells(path, { ...GONE, DialCallStatus: 'completed', DialCallDuration: '9' }),
  },
  'while a service is asked': {
    first: async () => {
      ask = () => new Promise(() => undefined);
      await call.presses('1');
    },
    tells: async () => undefined,
  },
  'during goodbye': { first: () => call.presses('4'), tells: async () => undefined },
};

describe('an answer that comes when the caller is gone', () => {
  const FOUND: Answer = { outcome: 'found', output: {} };
  const answered = () => app.facts(call.sid).filter(({ type }) => type === 'service-answered');

  test('after the end of the call stands on its record, once, and what needs no caller goes on', async () => {
    const answers: ((answer: Answer) => void)[] = [];
    ask = () => new Promise((resolve) => answers.push(resolve));
    await call.presses('5');
    await call.isOver();
    answers[0]?.(FOUND);
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.(FOUND);
    await vi.waitFor(() => expect(answered()).toHaveLength(2));
    await call.isOver();
    expect(answered().map(({ id }) => id)).toEqual(['a.0/0', expect.stringMatching(/^a\./)]);
    expect(types().filter((type) => type === 'call-ended')).toHaveLength(1);
    expect(app.errors).toEqual([]);
  });

  test('before the end of the call is told, stands on its record as well', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    ask = () => promise;
    await call.presses('1');
    resolve(FOUND);
    await vi.waitFor(() => expect(app.answersLeft()).toBe(1));
    expect(answered()).toEqual([]);
    await call.isOver();
    expect(answered()).toMatchObject([{ service: 'test.look-up', outcome: 'found' }]);
  });

  test('is not taken twice where the carrier asks for it too', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    ask = () => promise;
    await call.presses('1');
    const polled = call.next();
    resolve(FOUND);
    await vi.waitFor(() => expect(app.answersLeft()).toBe(1));
    await Promise.all([call.tells(polled, GONE), call.isOver()]);
    expect(answered()).toHaveLength(1);
  });
});

describe('a caller who hangs up', () => {
  for (const [phase, { first, tells }] of Object.entries(PHASES)) {
    for (const order of ['before', 'after']) {
      test(`${phase}, told ${order} the end of the call, ends it once`, async () => {
        await first?.();
        const path = call.next();
        const over = () => call.isOver();
        const steps = order === 'before' ? [() => tells(path), over] : [over, () => tells(path)];
        for (const step of steps) await step();
        for (const step of steps) await step();
        expect(types().filter((type) => type === 'call-ended')).toHaveLength(1);
        const ids = app.facts(call.sid).map(({ id }) => id);
        expect([...new Set(ids)]).toEqual(ids);
        expect(app.errors).toEqual([]);
      });
    }
  }

  test('while a webhook is in flight is over all the same, and the reply is no error', async () => {
    const [reply] = await Promise.all([call.presses('2'), call.isOver(), call.isOver('no-answer')]);
    expect(reply.status).toBe(200);
    await call.tells(call.next() || '/twilio/call/2/nonce-1', { ...GONE, Digits: 'hangup' });
    expect(types().filter((type) => type === 'call-ended')).toHaveLength(1);
    expect(app.errors).toEqual([]);
  });

  test('before the entry is answered leaves a mark that the late entry meets', async () => {
    const late = app.dials();
    await late.isOver('no-answer');
    await late.isOver('no-answer');
    expect(await late.enters()).toMatchObject({ status: 200, body: expect.stringMatching(/<Response\/>$/) });
    expect(new Set(app.facts(late.sid).map(({ type, id }) => `${id} ${type}`)).size).toBe(2);
  });

  test('at the very moment of the entry is over once', async () => {
    const late = app.dials();
    await Promise.all([late.enters(), late.isOver('no-answer'), late.enters()]);
    await late.isOver('no-answer');
    expect(
      new Set(
        app
          .facts(late.sid)
          .filter(({ type }) => type === 'call-ended')
          .map(({ id }) => id),
      ).size,
    ).toBe(1);
  });

  test('is told by a final status only: a call that rings or was answered goes on', async () => {
    for (const CallStatus of ['initiated', 'ringing', 'in-progress']) {
      expect(await call.tells('/twilio/status', { CallStatus })).toMatchObject({ status: 204 });
    }
    expect(app.facts(call.sid).map(({ type }) => type)).not.toContain('call-ended');
    await call.presses('0');
    expect(call.queue()).toBe('general');
  });

  test('after a talk with an agent did not abandon the queue', async () => {
    await call.presses('0');
    await call.leavesQueue('bridged', GONE);
    expect(app.facts(call.sid)).toContainEqual(
      expect.objectContaining({ type: 'call-ended', disposition: 'answered' }),
    );
  });
});

describe('a service that hangs', () => {
  test('costs a hold sound, and its answer is heard by the next webhook', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    ask = () => promise;
    await call.presses('1');
    expect(call.heard()).toMatch(/one-moment/);
    await call.tells(call.next());
    resolve({ outcome: 'found', output: {} });
    await new Promise((done) => setImmediate(done));
    const reply = await call.tells(call.next().replace('/2/', '/3/'));
    expect(reply.body).toContain('Found.');
  });

  test('for good is unavailable after a bounded time, and the call goes on', async () => {
    ask = () => new Promise(() => undefined);
    let reply = await call.presses('1');
    let holds = 0;
    while (reply.body.includes('<Redirect')) {
      const path = /<Redirect[^>]*>([^<#]+)/.exec(reply.body)?.[1] ?? '';
      app.passes(2500);
      reply = await call.tells(path);
      holds += 1;
      expect(holds).toBeLessThan(15);
    }
    expect(reply.body).toContain('Sorry.');
    expect(reply.body).toContain('<Gather');
    expect(app.errors).toEqual([]);
  });

  test('and another that hangs after it share one patience', async () => {
    ask = () => new Promise((resolve) => setTimeout(resolve, 45, { outcome: 'found', output: {} }));
    const reply = await call.presses('5');
    expect(reply.body).toContain('<Redirect');
  });
});

describe('a reply that the carrier could not use', () => {
  test.each([
    ['because it did not come (11200): the caller hears an apology and where they were', '11200', /apology.*Menu/],
    [
      'because of what it was (12100): the caller hears an apology and is led to a person',
      '12100',
      /apology.*Connecting/,
    ],
  ])('%s', async (_what, ErrorCode, heard) => {
    const reply = await call.tells('/twilio/fallback', {
      ErrorCode,
      ErrorUrl: 'https://hotline.example/twilio/call/1/x',
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatch(heard);
    const next = /action="([^"#]+)/.exec(reply.body)?.[1] ?? '';
    expect(await call.tells(next, { Digits: '1', QueueResult: ErrorCode === '12100' ? 'error' : '' })).toMatchObject({
      status: 200,
    });
    expect(types()).toContain('reply-refused');
  });
});
