import { describe, expect, test } from 'vitest';
import type { Edit } from './support/edit.ts';
import { declare, extra, found } from './support/found.ts';

describe('what turns on the caller', () => {
  test('a choice is only there by a yes or no', () => {
    const choice = 'label: partner, next: to-partner }';
    const when = (variable: string): Edit => [
      'hotline.yaml',
      choice,
      `label: partner, when: ${variable}, next: to-partner }`,
    ];
    expect(found(when('canText'))).toEqual([]);
    expect(found(when('language'))).toEqual(['wrong-type: `language`: enum stands where boolean is wanted.']);
    expect(found(when('reference'))).toEqual([
      'variable-not-set: `reference` does not have a value on every way that leads here.',
      'wrong-type: `reference`: digits stands where boolean is wanted.',
    ]);
    expect(found(when('canWrite'))[0]).toBe('unknown-variable: There is no variable `canWrite`.');
  });

  test('an amount in the currency of the region needs one for each region', () => {
    const sum = declare('sum: { type: money }');
    const ask = extra(
      'extra: { type: collect, prompt: enter-reference, amount: { currency: callerRegion }, into: sum, next: goodbye }',
    );
    const unread = 'unused-variable: Nothing reads `sum`.';
    expect(found(sum, ...ask)).toEqual([
      'missing-key: `hk` has no currency, and callers are asked for an amount in that of their region.',
      unread,
    ]);
    expect(found(sum, ...ask, ['regions.yaml', 'calendar: hk', 'calendar: hk, currency: HKD'])).toEqual([unread]);
    const tooMuch = extra(
      'extra: { type: collect, prompt: enter-reference, amount: { currency: callerRegion, max: 9007199254740991 }, into: sum, next: goodbye }',
    );
    expect(found(sum, ...tooMuch, ['regions.yaml', 'calendar: hk', 'calendar: hk, currency: HKD'])).toEqual([
      unread,
      'wrong-value: Such an amount cannot be kept exactly.',
    ]);
    expect(found(sum, ...tooMuch, ['regions.yaml', 'calendar: hk', 'calendar: hk, currency: JPY'])).toEqual([unread]);
  });

  test('a currency is written as three capitals', () => {
    expect(found(['regions.yaml', 'calendar: hk', 'calendar: hk, currency: hkd'])[0]).toMatch(
      /^wrong-value: .*three capitals/,
    );
  });
});
