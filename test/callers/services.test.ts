import { describe, expect, test } from 'vitest';
import type { KnownCallers } from '../../src/callers/known-callers.ts';
import { createMemoryKnownCallers } from '../../src/callers/memory-known-callers.ts';
import { createNameCaller } from '../../src/callers/name-caller.ts';
import { rememberTopics } from '../../src/callers/remember-topics.ts';
import { createCallerServices } from '../../src/callers/services.ts';
import { createMemoryCallStore } from '../../src/calls/memory-call-store.ts';
import type { AskContext, CallStore, Commit } from '../../src/calls/ports.ts';
import type { Call } from '../../src/flow/call.ts';
import type { E164 } from '../../src/values/phone-number.ts';
import { okpay } from '../support/okpay-release.ts';
import { play } from '../support/played-call.ts';

const CALLER = '+85291234567' as E164;
const NOW = Date.parse('2026-11-23T02:00:00Z');
const nameCaller = createNameCaller('a secret of the tests, long enough');

const memory = (): KnownCallers => createMemoryKnownCallers({ nameCaller, retentionMs: 1000, now: () => NOW });

function callOf(change: Partial<Call> = {}, caller: string | undefined = CALLER): Call {
  return { ...play(okpay, caller === undefined ? {} : { caller }).call, ...change };
}

async function ask(callers: KnownCallers | undefined, service: string, call: Call) {
  const found = createCallerServices(callers).find(({ contract }) => contract.service === service);
  const context: AskContext = {
    call,
    release: okpay,
    at: NOW,
    idempotencyKey: 'key',
    signal: new AbortController().signal,
  };
  return found?.ask({}, context);
}

describe('a caller', () => {
  test('is new first, and then remembered by language and region', async () => {
    const callers = memory();
    expect(await ask(callers, 'callers.recall', callOf())).toEqual({ outcome: 'new', output: {} });
    const call = callOf({ language: 'zh-CN', region: 'hk' });
    expect(await ask(callers, 'callers.remember', call)).toEqual({ outcome: 'kept', output: {} });
    expect(await ask(callers, 'callers.recall', callOf())).toEqual({
      outcome: 'remembered',
      output: { language: 'zh-CN', region: 'hk' },
    });
  });

  test('whose region nobody knows, or has no more, is remembered by language alone', async () => {
    const callers = memory();
    await callers.remember(CALLER, { at: NOW, language: 'es' });
    const byLanguage = { outcome: 'language-only', output: { language: 'es' } };
    expect(await ask(callers, 'callers.recall', callOf())).toEqual(byLanguage);
    await callers.remember(CALLER, { at: NOW, language: 'es', region: 'atlantis' });
    expect(await ask(callers, 'callers.recall', callOf())).toEqual(byLanguage);
  });

  test('whose language is spoken no more is new', async () => {
    const callers = memory();
    await callers.remember(CALLER, { at: NOW, language: 'la', region: 'hk' });
    expect(await ask(callers, 'callers.recall', callOf())).toEqual({ outcome: 'new', output: {} });
  });

  test('who withholds the number is always new, and nothing is kept', async () => {
    const withheld: KnownCallers = {
      find: () => Promise.reject(new Error('asked')),
      remember: () => Promise.reject(new Error('asked')),
      forget: () => Promise.reject(new Error('asked')),
    };
    const { caller: _withheld, ...call } = callOf();
    expect(await ask(withheld, 'callers.recall', call)).toEqual({ outcome: 'new', output: {} });
    expect(await ask(withheld, 'callers.remember', call)).toEqual({ outcome: 'not-kept', output: {} });
  });

  test('is new where nobody is remembered', async () => {
    expect(await ask(undefined, 'callers.recall', callOf())).toEqual({ outcome: 'new', output: {} });
    expect(await ask(undefined, 'callers.remember', callOf())).toEqual({ outcome: 'not-kept', output: {} });
  });
});

describe('the name of a caller', () => {
  test('is the same for the same number and secret only, and does not hold the number', () => {
    const name = nameCaller(CALLER);
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(createNameCaller('a secret of the tests, long enough')(CALLER)).toBe(name);
    expect(createNameCaller('another secret of the tests, long')(CALLER)).not.toBe(name);
    expect(nameCaller('+85291234568' as E164)).not.toBe(name);
  });
});

describe('what a call was about', () => {
  const lost: string[] = [];
  const log = {
    info: () => undefined,
    warn: (_: object, message: string) => lost.push(message),
    error: () => undefined,
  };
  const storeOver = (callers: KnownCallers): CallStore =>
    rememberTopics(createMemoryCallStore({ now: () => NOW, append: () => undefined }), { callers, log });
  const ended = (call: Call): Commit => ({
    sid: call.sid,
    expected: 0,
    next: { turn: 1, nonce: 'n', call },
    batch: {
      key: 'n.status',
      at: NOW,
      facts: [{ type: 'call-ended', disposition: 'completed', status: 'completed' }],
    },
  });

  test('is remembered when it is over', async () => {
    const callers = memory();
    const call = callOf({ variables: { topic: 'payment' } });
    expect(await storeOver(callers).commit(ended(call))).toBe(true);
    expect((await callers.find(CALLER))?.recent).toEqual([{ at: call.startedAt, topic: 'payment' }]);
  });

  test('is not, before it is over or where there is no topic', async () => {
    const callers = memory();
    const { batch: _none, ...running } = ended(callOf({ variables: { topic: 'payment' } }));
    await storeOver(callers).commit(running);
    await storeOver(callers).commit(ended(callOf()));
    expect(await callers.find(CALLER)).toBeUndefined();
  });

  test('costs the call nothing where it cannot be remembered', async () => {
    const broken = { ...memory(), remember: () => Promise.reject(new Error('gone')) };
    expect(await storeOver(broken).commit(ended(callOf({ variables: { topic: 'login' } })))).toBe(true);
    expect(lost).toEqual(['a topic is not remembered']);
  });
});
