import { describe, expect, test } from 'vitest';
import { BUILT_IN } from '../../src/flow/variables.ts';
import { estimateSeconds } from '../../src/prompts/estimate.ts';
import type { ValueType } from '../../src/values/typed-value.ts';
import { compileOkpay, okpay } from '../support/okpay-release.ts';

const texts = Object.entries(okpay.prompts).flatMap(([language, catalogue]) =>
  Object.entries(catalogue).map(([prompt, text]) => ({ language, prompt, text: String(text) })),
);
const inLanguage = (wanted: string) => texts.filter(({ language }) => language === wanted);
const types = Object.fromEntries(
  Object.entries({ ...BUILT_IN, ...okpay.variables }).flatMap(([name, { type }]): [string, ValueType][] =>
    type === 'sensitive' ? [] : [[name, type]],
  ),
);

describe('the shipped flows', () => {
  test('have no findings but those on the coverage of calendars', async () => {
    const { findings } = await compileOkpay(Date.UTC(2026, 5, 1));
    expect(findings).toEqual([]);
    const late = await compileOkpay(Date.UTC(2026, 10, 23));
    expect(late.findings.filter(({ file }) => !file.includes('calendars'))).toEqual([]);
  });
});

describe('the words', () => {
  test('are there in every language for every prompt', () => {
    const ids = Object.keys(okpay.prompts.en ?? {});
    for (const language of ['zh-CN', 'es']) expect(Object.keys(okpay.prompts[language] ?? {})).toEqual(ids);
  });

  test('name what a key is for before the key', () => {
    for (const { text } of inLanguage('en')) expect(text).not.toMatch(/press (\d|star) (for|to) /i);
    for (const { text } of inLanguage('es')) expect(text).not.toMatch(/oprima \d,? para/i);
    for (const { text } of inLanguage('zh-CN')) expect(text).not.toMatch(/按\d(办理|查询)/);
  });

  test('address the caller politely', () => {
    for (const { text } of inLanguage('zh-CN')) expect(text).not.toMatch(/你|亲/);
    for (const { text } of inLanguage('es')) expect(text).not.toMatch(/\b(tú|tu|tus|te|puedes|tienes|pulsa|oprime)\b/i);
  });

  test('ask for no password and no full card number', () => {
    for (const { text } of texts)
      expect(text).not.toMatch(/(enter|say|tell us) your (password|full card)|请(输入|说出).{0,4}(密码|完整卡号)/i);
  });

  test('take fifteen seconds at most in a menu, and twenty in the main menu', () => {
    for (const { language, prompt, text } of texts.filter(({ prompt: id }) =>
      /menu|^region|^offer$|^after-answer/.test(id),
    )) {
      const seconds = estimateSeconds(text, { language, types });
      expect(seconds, `${prompt} in ${language}`).toBeLessThanOrEqual(prompt === 'main-menu' ? 20 : 15);
    }
  });

  test('tell what went wrong in eight seconds', () => {
    for (const { language, text } of texts.filter(({ prompt: id }) => /^not-/.test(id))) {
      expect(estimateSeconds(text, { language, types })).toBeLessThanOrEqual(8);
    }
  });
});
