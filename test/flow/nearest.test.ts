import { expect, test } from 'vitest';
import { nearest } from '../../src/flow/read/nearest.ts';

test('the names spelled most like it are offered, the nearest first', () => {
  expect(nearest('goodby', ['goodbye', 'good-buy', 'greeting'])).toBe('Did you mean goodbye or good-buy?');
});

test('where none is like it, those that exist are offered', () => {
  expect(nearest('zzzzzzzzzz', ['login', 'payment'])).toBe('Use one of login, payment.');
  const many = Array.from({ length: 20 }, (_, index) => `queue-number-${index}`);
  expect(nearest('zzzzzzzzzz', many)).toMatch(/^Use one that exists, such as queue-number-0, .*queue-number-11\.$/);
});

test('where there is none at all, that is told', () => {
  expect(nearest('login', [])).toBe('There is none yet: add it first.');
});
