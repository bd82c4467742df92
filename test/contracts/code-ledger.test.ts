import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CodeLedger, createMemoryCodeLedger } from '../../src/identity/codes/code-ledger.ts';
import {
  acceptCode,
  type Change,
  type CodeState,
  issueCode,
  NO_CODES,
  type SentCode,
  tryCode,
} from '../../src/identity/codes/code-state.ts';
import { createCodeLedger } from '../../src/redis/counts/code-ledger.ts';
import { startRedis, startRedisCluster } from '../support/redis-server.ts';

const AT = Date.parse('2026-11-23T02:00:00Z');
const CALL = `CA${'0'.repeat(32)}`;

interface Opened {
  /** One ledger as two processes see it. */
  readonly ledgers: readonly [CodeLedger, CodeLedger];
  close(): Promise<void>;
}

const implementations: readonly { readonly name: string; readonly open: () => Promise<Opened> }[] = [
  {
    name: 'in memory',
    async open() {
      const ledger = createMemoryCodeLedger();
      return { ledgers: [ledger, ledger], close: async () => undefined };
    },
  },
  {
    name: 'in Redis',
    async open() {
      const redis = await startRedis();
      const open = () => createCodeLedger(redis.connect(), { minReplicas: 0 });
      return { ledgers: [open(), open()], close: () => redis.stop() };
    },
  },
  {
    name: 'in a Redis cluster',
    async open() {
      const cluster = await startRedisCluster();
      const open = () => createCodeLedger(cluster.connect(), { minReplicas: 0 });
      return { ledgers: [open(), open()], close: () => cluster.stop() };
    },
  },
];

const code = (given: Partial<SentCode> = {}): SentCode => ({
  id: 'one',
  call: CALL,
  channel: 'sms',
  account: 'A1',
  proof: { type: 'own', digest: 'ab' },
  sentAt: AT,
  tries: 0,
  isUsed: false,
  ...given,
});

/** Looks without changing anything. */
const look = (state: CodeState): Change<CodeState> => ({ state, result: state });

/** What a right code does: a try, and the use of it. */
function useCode(state: CodeState): Change<string> {
  const tried = tryCode(state, { call: CALL, at: AT + 1000 });
  if (tried.result.type !== 'tried') return { state: tried.state, result: tried.result.type };
  return acceptCode(tried.state, tried.result.code.id);
}

/** What a wrong one does. */
function failCode(state: CodeState): Change<string> {
  const tried = tryCode(state, { call: CALL, at: AT + 1000 });
  return { state: tried.state, result: tried.result.type };
}

describe.each(implementations)('a ledger of codes $name', ({ open }) => {
  let opened: Opened;
  let one: CodeLedger;
  let other: CodeLedger;
  let subject = '';

  beforeAll(async () => {
    opened = await open();
    [one, other] = opened.ledgers;
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    subject = randomUUID();
  });

  test('knows nothing of a new subject, and keeps nothing where nothing changes', async () => {
    expect(await one.change(subject, look)).toEqual(NO_CODES);
    expect(await other.change(subject, look)).toEqual(NO_CODES);
    expect(await one.forget(randomUUID())).toBe(false);
  });

  test('gives every process what one has kept, every part of it', async () => {
    const states: readonly CodeState[] = [
      { sent: [AT], failed: [], code: code() },
      { sent: [AT], failed: [AT, AT + 1], lockedUntil: AT + 5, code: code({ account: undefined, channel: 'email' }) },
      { sent: [], failed: [], code: code({ proof: { type: 'carrier', id: 'VE1' }, isUsed: true, tries: 2 }) },
      { sent: [], failed: [], code: code({ proof: { type: 'carrier' } }) },
    ];
    for (const state of states) {
      await one.change(subject, () => ({ state, result: undefined }));
      expect(await other.change(subject, look)).toEqual(state);
    }
  });

  test('answers with what was decided', async () => {
    expect(await one.change(subject, (state) => issueCode(state, code()))).toEqual({ type: 'issued' });
    expect(await other.change(subject, (state) => issueCode(state, code({ id: 'two' })))).toEqual({
      type: 'too-soon',
      waitSeconds: 30,
    });
  });

  test('keeps subjects apart, and forgets one of them only', async () => {
    const others = randomUUID();
    for (const name of [subject, others]) await one.change(name, (state) => issueCode(state, code()));
    expect(await other.forget(subject)).toBe(true);
    expect(await one.change(subject, look)).toEqual(NO_CODES);
    expect((await one.change(others, look)).sent).toEqual([AT]);
  });

  test('lets one code be used once, however many ask at the same moment in two processes', async () => {
    await one.change(subject, (state) => issueCode(state, code()));
    const tries = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? one : other).change(subject, useCode));
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set(['accepted', 'used']));
  });

  test('counts each wrong code, however many come at the same moment in two processes', async () => {
    await one.change(subject, (state) => issueCode(state, code()));
    const tries = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? one : other).change(subject, failCode));
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'tried')).toHaveLength(3);
    expect((await one.change(subject, look)).failed).toHaveLength(3);
  });
});
