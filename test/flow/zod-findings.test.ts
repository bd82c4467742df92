import { expect, test } from 'vitest';
import { z } from 'zod';
import { DurationSeconds, Key } from '../../src/flow/nodes/schemas.ts';
import { readDocument } from '../../src/flow/read/document.ts';

const Schema = z.strictObject({
  days: z.record(z.string(), z.strictObject({ monday: z.array(z.string()), key: Key.optional() })).optional(),
  queues: z.array(z.strictObject({ maxWait: DurationSeconds.default(5) })).optional(),
});

const told = (text: string) =>
  readDocument({ file: 'a.yaml', bytes: new TextEncoder().encode(text) }, Schema).findings.map(
    ({ line, column, rule, message, fix }) => `${line}:${column} ${rule} ${message} ${fix}`,
  );

test('a key that is misspelt is told with the one that was meant, however deep it stands', () => {
  expect(told('queues: [{ maxwait: 5s }]')).toEqual([
    '1:12 unknown-key `maxwait` is not a key of queues.0. Correct its spelling, or take it out. Did you mean maxWait?',
  ]);
  expect(told('days: { hk: { monday: [], mondy: [] } }')[0]).toContain('Did you mean monday?');
  expect(told('telephone: 1')).toEqual([
    '1:1 unknown-key `telephone` is not a key of the file. Correct its spelling, or take it out.',
  ]);
});

test('a key that is missing is told as it is to be written', () => {
  expect(told('days: { hk: {} }')).toEqual([
    '1:9 missing-key `days.hk.monday` is missing. Add `monday: …`, with a list: [one, two].',
  ]);
});

test('a duration without its unit is told to need one, and no quotes', () => {
  expect(told('queues: [{ maxWait: 10 }]')).toEqual([
    '1:21 wrong-type `queues.0.maxWait`: a duration is a whole number and a unit, as 5s, 10m or 1h. Correct the value.',
  ]);
});

test('quotes of a word processor are told as such', () => {
  expect(told('days: { hk: { monday: [], key: “1” } }')).toEqual([
    '1:32 wrong-value `days.hk.key` stands in quotes that are not those of a keyboard. Write straight quotes: "1", not “1”.',
  ]);
});

test('a value of another kind is told in plain words, and so is an empty file', () => {
  expect(told('days: monday')).toEqual([
    '1:7 wrong-type `days` is not keys of its own: { key: value }. Write keys of its own: { key: value }.',
  ]);
  expect(told('')).toEqual(['1:1 wrong-type The file says nothing. Write what belongs in it, or delete the file.']);
});
