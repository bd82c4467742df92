import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCallbackFile } from '../../src/files/callback-file.ts';
import { createKeepCallback } from '../../src/queues/keep-callback.ts';
import { createMemoryLimits, type Limits, LimitsUnavailable } from '../../src/queues/limits.ts';
import { call, silent } from './context.ts';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const rules = { countryCodes: ['+852', '+44'], perCallerPerDay: 2 };

function start(limits: Limits = createMemoryLimits(() => NOW)) {
  const folder = mkdtempSync(join(tmpdir(), 'callbacks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ledger = createCallbackFile(folder);
  const keep = createKeepCallback({ ledger, limits, rules: () => rules, log: silent });
  const ask = (key: string, number = '+85291234567') =>
    keep({ number, queue: 'general', call: call({ language: 'zh-CN' }), key, at: NOW });
  return { ask, ledger };
}

test('a callback is kept with the language of the call and the number that was rung', async () => {
  const { ask, ledger } = start();
  expect(await ask('CA1/2/0')).toBe('requested');
  expect(await ledger.open()).toMatchObject([
    { id: 'CA1/2/0', number: '+85291234567', language: 'zh-CN', dialled: '+85230000000', requestedAt: NOW },
  ]);
});

test('a request that is made again under its key is kept once and counts once', async () => {
  const { ask, ledger } = start();
  for (let time = 0; time < 5; time += 1) expect(await ask('CA1/2/0')).toBe('requested');
  expect(await ledger.open()).toHaveLength(1);
  expect(await ask('CA2/2/0')).toBe('requested');
  expect(await ask('CA3/2/0')).toBe('refused');
});

test.each(['+8613800138000', '+18765551234', '110', ''])('%s is not called back', async (number) => {
  const { ask, ledger } = start();
  expect(await ask('CA1/2/0', number)).toBe('refused');
  expect(await ledger.open()).toEqual([]);
});

test('a callback that cannot be counted is not kept, and said to have failed', async () => {
  const refuse = () => Promise.reject(new LimitsUnavailable('no replicas'));
  const { ask, ledger } = start({ take: refuse, giveBack: refuse });
  expect(await ask('CA1/2/0')).toBe('failed');
  expect(await ledger.open()).toEqual([]);
});
