import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLiveEvents } from '../../../src/calls/live/live-event.ts';
import { createMemoryLiveLine, tellFacts } from '../../../src/calls/live/live-events.ts';
import { createMemoryCallStore } from '../../../src/calls/memory-call-store.ts';
import type { Fact } from '../../../src/flow/facts.ts';
import { anyTurns } from '../../support/any-call.ts';
import { callSid, NOON } from '../../support/journal-entries.ts';

const SID = callSid(1);
const shown = (fact: Fact) =>
  toLiveEvents({ sid: SID, at: NOON, facts: [fact] }).map(({ callSid: _, at: __, ...rest }) => rest);

test.each<[Fact, object]>([
  [
    {
      type: 'call-started',
      release: 'r1',
      caller: '+8613800138000',
      callerName: 'Wang Wei',
      dialled: '+861000000000',
      region: 'cn',
      language: 'zh-CN',
    },
    { type: 'started', dialled: '+861000000000', caller: '+86•••••••8000', region: 'cn', language: 'zh-CN' },
  ],
  [
    { type: 'call-started', release: 'r1', dialled: '+1', agent: 'Demo agent' },
    { type: 'started', dialled: '+1', isAgent: true },
  ],
  [
    { type: 'node-entered', node: 'main/menu' },
    { type: 'node', node: 'main/menu' },
  ],
  [
    { type: 'verified', level: 'sms' },
    { type: 'verified', level: 'sms' },
  ],
  [
    { type: 'service-answered', service: 'payments.status', outcome: 'unavailable', tookMs: 2400 },
    { type: 'service-unavailable', service: 'payments.status' },
  ],
  [
    { type: 'call-ended', disposition: 'completed', status: 'completed' },
    { type: 'ended', disposition: 'completed' },
  ],
] as [Fact, object][])('a board shows of %o what it may', (fact, event) => {
  expect(shown(fact)).toEqual([event]);
});

test.each<Fact>([
  { type: 'tagged', key: 'reference', value: '12345678' },
  { type: 'service-answered', service: 'payments.status', outcome: 'found', tookMs: 10 },
  { type: 'chosen', node: 'main/menu', exit: 'login', by: 'key' },
])('a board shows nothing of %o', (fact) => {
  expect(shown(fact)).toEqual([]);
});

test('no event of any call holds a number or a name', () => {
  fc.assert(
    fc.property(anyTurns(SID, fc.constant('word')), (turns) => {
      const facts = turns.flatMap((turn) => turn.facts);
      const told = toLiveEvents({ sid: SID, at: NOON, facts });
      expect(JSON.stringify(told)).not.toMatch(/442079460123|13800138000|callerName/);
    }),
  );
});

test('a store tells what it has kept, of every lane, and nothing that it has not', async () => {
  const line = createMemoryLiveLine();
  const heard: string[] = [];
  line.watch((told) => heard.push(told.type));
  const store = tellFacts(createMemoryCallStore({ now: () => NOON, append: () => undefined }), line);
  const node = (key: string) => ({ key, at: NOON, facts: [{ type: 'node-entered', node: 'main/menu' }] as const });
  const next = { turn: 0, nonce: 'n', call: { version: 1 } as never };

  expect(await store.commit({ sid: SID, expected: 0, next, batch: node('c.0') })).toBe(true);
  expect(await store.commit({ sid: SID, expected: 0, next, batch: node('c.1') })).toBe(false);
  expect(await store.commit({ sid: SID, expected: 1, next })).toBe(true);
  await store.append(SID, { key: 'n.status', at: NOON, facts: [{ type: 'verified', level: 'sms' }] });

  expect(heard).toEqual(['node', 'verified']);
});
