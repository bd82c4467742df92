import { describe, expect, test } from 'vitest';
import { type Service, StoreUnavailable } from '../../src/calls/ports.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import { bench, SID } from '../support/turn-bench.ts';

/** Lets what was resolved run its course. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a turn', () => {
  test('begins on an unknown call, and goes on from what was stored', async () => {
    const { enter, press, facts } = await bench();
    expect(await enter()).toBe('Main menu. | gather -> 1/nonce-1');
    expect(await press(1, '0')).toBe('Connecting. | enqueue -> 2/nonce-1');
    expect(facts()).toEqual([
      'c.0 call-started',
      'c.0 node-entered',
      'c.1 chosen',
      'c.1 node-entered',
      'c.1 queue-joined',
    ]);
  });

  test('told again gets the stored reply, byte for byte, and adds nothing', async () => {
    const { enter, press, facts } = await bench();
    const entered = await enter();
    expect(await enter()).toBe(entered);
    const first = await press(1, '0');
    const before = facts().length;
    expect(await press(1, '0')).toBe(first);
    expect(await press(1, '3')).toBe(first);
    expect(await enter()).toBe(first);
    expect(facts()).toHaveLength(before);
  });

  test('with a nonce the call was never given is forbidden and changes nothing', async () => {
    const { enter, press, facts } = await bench();
    await enter();
    expect(await press(1, '0', 'guessed')).toBe('forbidden');
    expect(facts()).toHaveLength(2);
    expect(await press(1, '1')).toContain('It is five euros.');
  });

  test('ahead of the state is not advanced: an apology, the stored node, a fresh turn and nonce', async () => {
    const { enter, press } = await bench();
    await enter();
    expect(await press(7, '0')).toBe('apology. | Main menu. | gather -> 8/nonce-2');
    expect(await press(8, '0', 'nonce-1')).toBe('forbidden');
    expect(await press(8, '0', 'nonce-2')).toBe('Connecting. | enqueue -> 9/nonce-2');
  });

  test('of a call nobody knows starts the flow again with an apology', async () => {
    const { press, facts, errors } = await bench();
    expect(await press(4, '1')).toBe('apology. | Main menu. | gather -> 5/nonce-1');
    expect(facts()).toContain('c.4 state-lost');
    expect(errors).toEqual([{ callSid: SID, fact: 'state-lost' }]);
  });

  test('whose reply the carrier refused is not repeated: the caller is led to a person', async () => {
    const { enter, takeTurn } = await bench();
    await enter();
    const reply = await takeTurn({ sid: SID, dialled: '+85230000000', turn: 0, refused: '12100', events: [] });
    expect(reply).toEqual({ type: 'document', body: 'apology. | Connecting. | enqueue -> 2/nonce-1' });
  });

  test('that fails by a fault of the hotline is put down with the call', async () => {
    const { enter, takeTurn, store, facts } = await bench();
    await enter();
    store.find = () => Promise.reject(new TypeError('a bug'));
    const turn = takeTurn({ sid: SID, dialled: '+85230000000', turn: 1, nonce: 'nonce-1', events: [] });
    await expect(turn).rejects.toThrow('a bug');
    expect(facts()).toContain('n.failed.1 failed');
    store.find = () => Promise.reject(new StoreUnavailable('down'));
    await expect(takeTurn({ sid: SID, dialled: '+85230000000', turn: 2, events: [] })).rejects.toThrow('down');
    expect(facts()).not.toContain('n.failed.2 failed');
  });

  test('taken by two processes at once is done once, and both get the one reply', async () => {
    const { enter, press, facts } = await bench();
    await enter();
    const replies = await Promise.all([press(1, '0'), press(1, '0'), press(1, '0')]);
    expect(new Set(replies).size).toBe(1);
    expect(facts().filter((fact) => fact === 'c.1 queue-joined')).toHaveLength(1);
  });
});

describe('a service', () => {
  test('that answers in time is heard in the same turn', async () => {
    const { enter, press } = await bench();
    await enter();
    expect(await press(1, '1')).toBe('It is five euros. | Main menu. | gather -> 2/nonce-1');
  });

  test('that fails, or answers nonsense, is unavailable', async () => {
    const failing = await bench({ ask: () => Promise.reject(new Error('down')) });
    await failing.enter();
    expect(await failing.press(1, '1')).toContain('Sorry.');
    const odd = await bench({ ask: async () => ({ outcome: 'teapot', output: {} }) });
    await odd.enter();
    expect(await odd.press(1, '1')).toContain('Sorry.');
  });

  test('that is slow costs the caller a sound; the answer is found by the next webhook', async () => {
    const slow = Promise.withResolvers<Awaited<ReturnType<Service['ask']>>>();
    const { enter, press, take, facts } = await bench({ ask: () => slow.promise });
    await enter();
    expect(await press(1, '1')).toBe('one-moment. | hold -> 2/nonce-1');
    expect(await take(2)).toBe('hold -> 3/nonce-1');
    slow.resolve({ outcome: 'not-found', output: {} });
    await settled();
    expect(await take(3)).toBe('Main menu. | gather -> 4/nonce-1');
    expect(facts().filter((fact) => fact.endsWith('service-answered'))).toHaveLength(1);
  });

  test('that is gone with its process is asked again where that is safe, and else is unavailable', async () => {
    let asked = 0;
    const keys = new Set<string>();
    const never: Service['ask'] = (_input, { idempotencyKey }) => {
      asked += 1;
      keys.add(idempotencyKey);
      return new Promise<never>(() => undefined);
    };
    const reading = await bench({ ask: never });
    await reading.enter();
    await reading.press(1, '1');
    reading.passes(63_000);
    expect(await reading.take(2)).toBe('one-moment. | hold -> 3/nonce-1');
    expect(asked).toBe(2);
    reading.passes(63_000);
    expect(await reading.take(3)).toBe('one-moment. | hold -> 4/nonce-1');
    expect(asked).toBe(3);
    expect([...keys]).toEqual([`${SID}/1/0`]);

    asked = 0;
    const paying = await bench({ pay: never });
    await paying.enter();
    expect(await paying.press(1, '2')).toBe('one-moment. | hold -> 2/nonce-1');
    paying.passes(63_000);
    expect(await paying.take(2)).toContain('Sorry.');
    expect(asked).toBe(1);
    expect(paying.facts()).toContain('c.2 effect-unknown');
  });
});

describe('an effect', () => {
  test('is claimed before it is performed, and performed by one of two processes', async () => {
    let paid = 0;
    const { enter, press, facts } = await bench({
      pay: async () => {
        paid += 1;
        return { outcome: 'done', output: {} };
      },
    });
    await enter();
    const replies = await Promise.all([press(1, '2'), press(1, '2')]);
    expect(paid).toBe(1);
    expect(replies).toContain('Paid. | Main menu. | gather -> 2/nonce-1');
    expect(facts()).toContain('c.1 service-asked');
    expect(facts()).toContain('c.1.1 service-answered');
  });

  test('whose answer meets a call that has moved on is not lost', async () => {
    const paying = Promise.withResolvers<Awaited<ReturnType<Service['ask']>>>();
    const begun = Promise.withResolvers<void>();
    const { enter, press, notice, store } = await bench({
      pay: () => {
        begun.resolve();
        return paying.promise;
      },
    });
    await enter();
    const turn = press(1, '2');
    await begun.promise;
    await notice({ sid: SID, key: 'recording', facts: [{ type: 'recording-ready', recording: 'RE1', seconds: 2 }] });
    paying.resolve({ outcome: 'done', output: {} });
    expect(await turn).toContain('hold');
    await settled();
    expect(await store.findAnswer(SID, 0)).toEqual({ outcome: 'done', output: {} });
  });
});

describe('a notice', () => {
  const ended = { type: 'hung-up', status: 'completed', seconds: 12 } as const;

  test('ends the call once, whatever comes twice or late', async () => {
    const { enter, press, notice, take, facts } = await bench();
    await enter();
    await press(1, '3');
    await notice({ sid: SID, key: 'status.completed', ended });
    await notice({ sid: SID, key: 'status.completed', ended });
    expect(facts().filter((fact) => fact.endsWith('call-ended'))).toEqual(['n.status.completed call-ended']);
    expect(
      await take(2, [
        { type: 'hung-up', status: 'completed' },
        { type: 'recorded', recording: 'RE1', seconds: 4 },
      ]),
    ).toMatch(/^ ->/);
    expect(facts()).toContain('c.2 recorded');
    expect(facts()).toContain('c.2 tagged');
  });

  test('of a call nobody knows leaves a mark that a late entry meets', async () => {
    const { enter, notice, facts } = await bench();
    await notice({ sid: SID, key: 'status.no-answer', ended: { type: 'hung-up', status: 'no-answer' } });
    expect(await enter()).toMatch(/^ ->/);
    expect(facts()).toEqual(['n.status.no-answer call-ended', 'c.0 call-started']);
  });
});

describe('a wait', () => {
  const event = { position: 1, waitSeconds: 5 };

  test('is answered afresh each time, without a commit', async () => {
    const { enter, press, wait, facts } = await bench();
    await enter();
    await press(1, '0');
    const before = facts().length;
    for (const waitSeconds of [5, 36, 67]) {
      const reply = await wait({ sid: SID, turn: 1, nonce: 'nonce-1', event: { ...event, waitSeconds } });
      expect(reply).toMatchObject({ body: expect.stringContaining('Waiting.') });
    }
    expect(facts()).toHaveLength(before);
  });

  test('ends by a key that is offered, and the queue leads on from there', async () => {
    const { enter, press, wait, take } = await bench();
    await enter();
    await press(1, '0');
    const reply = await wait({ sid: SID, turn: 1, nonce: 'nonce-1', event: { ...event, digits: '2' } });
    expect(reply).toMatchObject({ body: expect.stringContaining('leave') });
    expect(await take(2, [{ type: 'left-queue', result: 'left', waitSeconds: 9 }])).toContain('goodbye.');
  });

  test('ends when it has lasted as long as the flow says', async () => {
    const { enter, press, wait, take } = await bench();
    await enter();
    await press(1, '0');
    const reply = await wait({ sid: SID, turn: 1, nonce: 'nonce-1', event: { ...event, waitSeconds: 120 } });
    expect(reply).toMatchObject({ body: expect.stringContaining('leave') });
    expect(await take(2, [{ type: 'left-queue', result: 'left', waitSeconds: 120 }])).toContain('Main menu.');
  });

  test('of another call, or with a guessed nonce, is none', async () => {
    const { enter, press, wait } = await bench();
    await enter();
    await press(1, '0');
    expect(await wait({ sid: SID, turn: 1, nonce: 'guessed', event })).toEqual({ type: 'forbidden' });
    const other = `CA${'b'.repeat(32)}` as CallSid;
    expect(await wait({ sid: other, turn: 1, nonce: 'nonce-1', event })).toMatchObject({
      body: expect.stringContaining('leave'),
    });
  });
});
