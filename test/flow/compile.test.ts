import { expect, test } from 'vitest';
import { compileFiles, compileFolder, filesOf, GOOD } from './support/compile-folder.ts';

test('a flow without a fault becomes a release', async () => {
  const { release, findings } = await compileFolder(GOOD);
  expect(findings).toEqual([]);
  expect(release).toMatchObject({
    format: 1,
    start: 'hotline/greeting',
    notVerified: 'hotline/identify',
    confirm: { prompt: 'did-you-say', placeholders: ['heard'] },
    defaultLanguage: 'en',
    defaultRegion: 'hk',
    transfers: { 'partner-desk': '+85230000099' },
    languages: { en: { sayLanguage: 'en-US', voice: 'Polly.Joanna-Neural', listenLanguage: 'en-US' } },
    keys: {
      '0': { type: 'node', node: 'hotline/to-agent' },
      '9': { type: 'node', node: 'hotline/main-menu' },
      '*': { type: 'repeat' },
    },
    variables: {
      reference: { type: 'digits' },
      code: { type: 'sensitive' },
      paymentAmount: { type: 'money', level: 'sms' },
      paymentState: { type: 'enum', values: ['settled', 'pending', 'failed'] },
    },
  });
  expect(release?.id).toMatch(/^[0-9a-f]{32}$/);
});

test('a node leads by its exits to nodes of its flow, and by defaults to those of the entry flow', async () => {
  const { release } = await compileFolder(GOOD);
  expect(release?.nodes['identify/ask-code']).toMatchObject({
    type: 'collect',
    sensitive: true,
    exits: { next: 'identify/check-code', exhausted: 'hotline/to-agent' },
  });
  expect(release?.nodes['hotline/identify']).toEqual({
    type: 'subflow',
    start: 'identify/ask-code',
    exits: { verified: 'hotline/retry', 'gave-up': 'hotline/to-agent' },
  });
  expect(release?.nodes['hotline/say-settled']).toMatchObject({
    prompt: [{ prompt: 'payment-settled', placeholders: ['paymentAmount'] }],
  });
});

test('the same content has the same name, in whatever order its files come', async () => {
  const files = await filesOf(GOOD);
  const turned = { ...files, flows: files.flows.toReversed(), prompts: files.prompts.toReversed() };
  expect(compileFiles(turned).release?.id).toBe(compileFiles(files).release?.id);
});
