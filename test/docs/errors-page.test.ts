import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STATUS } from '../../src/web/api/api-error.ts';

const page = readFileSync('docs/errors.md', 'utf8');
const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter(({ name }) => name.endsWith('.ts'))
  .map(({ parentPath, name }) => ({
    path: join(parentPath, name),
    text: readFileSync(join(parentPath, name), 'utf8'),
  }));

const allOf = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
const unique = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

/** First cells of the rows of the tables under the headings that match. */
function firstCells(heading: RegExp): string[] {
  const sections = page.split(/^## /m).filter((section) => heading.test(section.split('\n')[0] ?? ''));
  return sections.flatMap((section) => allOf(section, /^\| `?([\w-]+)`? \|/gm));
}

test('the page has a row for each code of each error, and no other', () => {
  const lists = sources.flatMap(({ text }) => allOf(text, /(?:[eE]rrorCodes|ERROR_CODES) = \[([^\]]*)\]/g));
  const codes = lists.flatMap((list) => allOf(list, /'([^']+)'/g));

  expect(lists.length).toBeGreaterThanOrEqual(3);
  expect(unique(firstCells(/^Errors of /).filter((cell) => cell !== 'code'))).toEqual(unique(codes));
});

test('the page tells of each class of error, and of no other', () => {
  const classes = sources.flatMap(({ text }) => allOf(text, /class (\w+) extends (?:\w*Error)\b/g));
  const withCodes = allOf(page, /^## Errors of .*`(\w+)`$/gm);
  const others = firstCells(/^Other errors/).filter((cell) => cell !== 'class');

  expect(classes.length).toBeGreaterThanOrEqual(9);
  expect(unique([...withCodes, ...others])).toEqual(unique(classes));
});

/** What Fastify and Node answer by themselves. */
const OF_THE_SERVER = ['200', '404', '408', '413', '415', '431', '500'];

test('the page tells of each HTTP status that the hotline answers with, and of no other', () => {
  const answering = sources.filter(({ path }) => /^src\/(?:web|webhooks)\//.test(path));
  const calls = answering.flatMap(({ text }) => allOf(text, /(?:\.code\(|refuse\(reply, )([^,)]*)/g));
  const statuses = calls.flatMap((call) => allOf(call, /\b([1-5]\d\d)\b/g));

  expect(statuses.length).toBeGreaterThanOrEqual(10);
  const told = firstCells(/^HTTP statuses/).filter((cell) => cell !== 'status');
  const ofTheApi = Object.values(STATUS).map(String);
  expect(unique(told)).toEqual(unique([...statuses, ...ofTheApi, ...OF_THE_SERVER]));
});

test('each row says what happened, what the caller hears and what to do', () => {
  const rows = page.split('\n').filter((line) => /^\| (?:`[\w-]+`|\d{3}) \|/.test(line));
  for (const row of rows) expect(row).toMatch(/^\| .+ \| .+\. \| .+\. \| .+\. \|$/);
  expect(rows.length).toBeGreaterThan(35);
});
