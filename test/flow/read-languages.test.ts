import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LanguagesFile, LISTEN_CODES, readLanguages, SAY_VOICES } from '../../src/flow/config/read-languages.ts';
import { speechRateOf } from '../../src/prompts/estimate.ts';

const read = (text: string) => readLanguages({ file: 'config/languages.yaml', bytes: new TextEncoder().encode(text) });

const english = `
format: 1
default: en
languages:
  en:
    name: English
    say: { language: en-US, voice: Polly.Joanna-Neural, fallbackVoice: Google.en-US-Neural2-F }
    listen: en-US
    speechRate: { unit: words, perSecond: 2.6 }
`;

describe('the shipped languages', () => {
  test('are Mandarin, English and Spanish, without a finding', async () => {
    const { value, findings } = read(await readFile('config/languages.yaml', 'utf8'));
    expect(findings).toEqual([]);
    expect(Object.keys(value?.languages ?? {})).toEqual(['zh-CN', 'en', 'es']);
    expect(value?.languages['zh-CN']).toEqual({
      name: '普通话',
      say: {
        language: 'cmn-CN',
        voice: 'Polly.Zhiyu-Neural',
        fallbackVoice: 'Google.cmn-CN-Wavenet-A',
        slowerPercent: 80,
      },
      listen: 'cmn-Hans-CN',
      digitOne: 'yao',
      speechRate: { unit: 'characters', perSecond: 4.5 },
    });
  });

  test('speak at the rates that estimates take where none is given', async () => {
    const { value } = read(await readFile('config/languages.yaml', 'utf8'));
    const rates = Object.entries(value?.languages ?? {}).map(([language, { speechRate }]) => [language, speechRate]);
    expect(rates).toHaveLength(3);
    expect(rates).toEqual(rates.map(([language]) => [language, speechRateOf(String(language))]));
  });
});

describe('a file of languages', () => {
  test.each([
    ['a language that no voice speaks', 'language: en-US', 'language: en-XX', 'unknown-say', 7],
    ['a property of every object', 'language: en-US', 'language: constructor', 'unknown-say', 7],
    ['a voice of another language', 'Polly.Joanna-Neural', 'Polly.Lupe-Neural', 'unknown-voice', 7],
    ['a fallback that does not exist', 'Google.en-US-Neural2-F', 'Google.en-US-Neural9-F', 'unknown-voice', 7],
    ['a code of speech for recognition', 'listen: en-US', 'listen: cmn-CN', 'unknown-listen', 8],
    ['a language without words for numbers', '  en:', '  fr:', 'unknown-language', 5],
    ['a default that is not there', 'default: en', 'default: de', 'unknown-language', 3],
  ])('has a finding for %s', (_what, right, wrong, rule, line) => {
    const { value, findings } = read(english.replace(right, wrong));
    expect(value).toBeUndefined();
    expect(findings.filter((finding) => finding.rule === rule && finding.line === line)).toHaveLength(1);
  });

  test.each([
    ['a key that it does not have', `${english}extra: 1\n`],
    ['no language', 'format: 1\ndefault: en\nlanguages: {}\n'],
    ['another format', english.replace('format: 1', 'format: 2')],
    ['a voice that stands still', english.replace('2.6', '0')],
    ['no text at all', ''],
  ])('is refused with %s', (_what, text) => {
    const { value, findings } = read(text);
    expect(value).toBeUndefined();
    expect(findings.length).toBeGreaterThan(0);
  });

  test('has all its findings told at once', () => {
    const { findings } = read(english.replace('Polly.Joanna', 'Polly.Nobody').replace('listen: en-US', 'listen: x'));
    expect(findings.map(({ rule }) => rule)).toEqual(['unknown-voice', 'unknown-listen']);
  });
});

describe('the voices and codes that are checked against', () => {
  const namesIn = async (type: string): Promise<ReadonlySet<string>> => {
    const typings = await readFile('node_modules/twilio/lib/twiml/VoiceResponse.d.ts', 'utf8');
    const [, union = ''] = new RegExp(`type ${type} = ([^;]+);`).exec(typings) ?? [];
    return new Set([...union.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name));
  };

  test('stand in the carrier’s own typings', async () => {
    const [says, voices, listens] = await Promise.all(['SayLanguage', 'SayVoice', 'GatherLanguage'].map(namesIn));

    expect(voices?.size).toBeGreaterThan(500);
    expect(Object.keys(SAY_VOICES).filter((code) => !says?.has(code))).toEqual([]);
    expect(
      Object.values(SAY_VOICES)
        .flat()
        .filter((voice) => !voices?.has(voice)),
    ).toEqual([]);
    expect(LISTEN_CODES.filter((code) => !listens?.has(code))).toEqual([]);
  });

  test('put no voice in two languages, and those that name their language in that one', () => {
    const all = Object.values(SAY_VOICES).flat();
    expect(new Set(all).size).toBe(all.length);
    for (const [code, voices] of Object.entries(SAY_VOICES)) {
      const named = voices.filter((voice) => voice.startsWith('Google.'));
      expect(named.filter((voice) => !voice.startsWith(`Google.${code}-`))).toEqual([]);
    }
  });
});

test('editors can complete a file of languages', () => {
  expect(z.toJSONSchema(LanguagesFile, { io: 'input' })).toMatchObject({
    type: 'object',
    required: ['format', 'default', 'languages'],
    additionalProperties: false,
  });
});
