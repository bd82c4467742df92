import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readFlowFiles } from '../../src/files/read-flow-files.ts';
import { compile } from '../../src/flow/compile.ts';
import { LINE_CONTRACTS } from '../../src/queues/agent-contracts.ts';
import { createAgentRelease } from '../../src/queues/agent-release.ts';

const LINE = 'src/queues/agent-line';
const at = Date.parse('2026-11-23T02:00:00Z');
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const files = await readFlowFiles({ flowsDir: LINE, configDir: `${LINE}/config` });

test("the flow of the agents' line has nothing that a check finds", () => {
  expect(compile({ ...files, isLine: true }, { contracts: LINE_CONTRACTS, at, hash }).findings).toEqual([]);
});

test("flows of staff cannot use the nodes of the agents' line", () => {
  const { findings } = compile(files, { contracts: LINE_CONTRACTS, at, hash });
  const unknown = findings.filter(({ rule }) => rule === 'unknown-type').map(({ message }) => message);
  expect(unknown).toEqual([
    '`take-call` is not a type of node.',
    '`await-caller` is not a type of node.',
    '`dial-back` is not a type of node.',
  ]);
});

test('the line speaks with the voices of the hotline, and with its own where the hotline has none', () => {
  const voice = { sayLanguage: 'en-GB', voice: 'Polly.Amy-Neural', listenLanguage: 'en-GB', slowerPercent: 80 };
  const line = createAgentRelease(files, { languages: { en: voice }, defaultLanguage: 'de' }, { at, hash });
  expect(line.language).toBe('en');
  expect(line.release.languages.en).toEqual(voice);
  expect(line.release.languages['zh-CN']).toMatchObject({ sayLanguage: 'cmn-CN' });
});

test('another voice makes another release', () => {
  const own = createAgentRelease(files, { languages: {}, defaultLanguage: 'en' }, { at, hash });
  const chinese = createAgentRelease(files, { languages: {}, defaultLanguage: 'zh-CN' }, { at, hash });
  expect(chinese.release.id).not.toBe(own.release.id);
  expect(own.release.id).toMatch(/^[0-9a-f]{32}$/);
});
