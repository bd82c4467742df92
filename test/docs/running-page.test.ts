import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { composeText, exampleNames, variablesIn } from '../support/compose-file.ts';

const page = readFileSync('docs/running.md', 'utf8');
const settings = page.split(/^## /m).find((section) => section.startsWith('Settings')) ?? '';
const rows = [...settings.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, name = '', fallback = '', , production = '']) => ({ name, fallback, production: production.trim() }),
);

const source = readFileSync('src/config.ts', 'utf8');
const schema = /const Environment = z\.object\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
const names = [...schema.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = '']) => name);

test('the table has each variable that the hotline reads, and no other', () => {
  expect(names.length).toBeGreaterThan(15);
  expect(rows.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test('.env.example has each of them, and of others only those that Docker Compose asks for', () => {
  const asked = [...variablesIn(composeText)].filter((name) => !names.includes(name));
  expect(exampleNames.toSorted()).toEqual([...names, ...asked].toSorted());
});

test('each line of the log that "What to do when" names is one that is written', () => {
  const sources = readdirSync('src', { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`src/${name}`, 'utf8'));
  const section = page.split(/^## /m).find((part) => part.startsWith('What to do when')) ?? '';
  const lines = [...section.matchAll(/^\| `([^`/]* [^`/]*)`/gm)].map(([, line = '']) => line);

  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines)
    expect(
      sources.some((source) => source.includes(line)),
      line,
    ).toBe(true);
});

describe('the default that the table tells', () => {
  const config: Readonly<Record<string, unknown>> = { ...readConfig({}) };
  const derived: Readonly<Record<string, unknown>> = {
    HOST: config.host,
    PUBLIC_URL: String(config.publicUrl).replace('3000', 'PORT'),
    FALLBACK_URL: String(config.fallbackUrl).replace(String(config.publicUrl), 'PUBLIC_URL'),
  };

  test.each(rows)('of $name is the one it has', ({ name, fallback }) => {
    const told = /`([^`]+)`/.exec(fallback)?.[1] ?? fallback.trim();
    expect(told).toBe(String(derived[name] ?? config[name] ?? 'none'));
  });
});

test('the table says which variables production needs, and which it refuses', () => {
  const told = (how: RegExp) => rows.filter(({ production }) => how.test(production)).map(({ name }) => name);
  const problems = problemsOf({ NODE_ENV: 'production', HOTLINE_NOW: '2026-10-01T09:00:00+08:00' });

  const named = (words: RegExp) => problems.filter((problem) => words.test(problem)).map((line) => line.split(' ')[0]);
  expect(named(/is needed/).toSorted()).toEqual(told(/^needed/).toSorted());
  expect(named(/is refused/)).toEqual(told(/^refused/));
});

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
