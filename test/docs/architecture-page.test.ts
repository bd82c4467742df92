import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { FALLBACK_PATH } from '../../src/webhooks/signed-addresses.ts';

const page = readFileSync('docs/architecture.md', 'utf8');

function rowsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const wordsOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe('the table of rooms', () => {
  interface Rule {
    readonly name: string;
    readonly comment: string;
  }
  const { forbidden }: { forbidden: readonly Rule[] } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
  const rooms = forbidden.flatMap(({ name }) => /^(\w+): rooms$/.exec(name)?.[1] ?? []);

  /** What the rule for a room says that it may import. */
  function allowed(room: string, kind: string): string {
    const { comment = '' } = forbidden.find(({ name }) => name === `${room}: ${kind}`) ?? {};
    const list = / may import (.*?)\.(?: Why|$)/.exec(comment)?.[1] ?? 'no rule';
    return list === '*' ? 'all' : /^(?:no other|no package|nothing)/.test(list) ? '–' : list;
  }

  const told = new Map(rowsUnder('The rooms').map(([room = '', , ...cells]) => [wordsOf(room).join(), cells]));

  test('it tells of each room of the rule, and of no other', () => {
    expect(rooms.length).toBeGreaterThan(15);
    expect([...told.keys()]).toEqual(rooms);
  });

  test.each(rooms)('it tells what %s may import', (room) => {
    const cells = told.get(room)?.map((cell) => wordsOf(cell).join(', ') || cell);
    expect(cells).toEqual(['rooms', 'packages', 'Node'].map((kind) => allowed(room, kind)));
  });

  test('each folder of src is a room', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).toSorted()).toEqual(rooms.toSorted());
  });
});

test('the table of keys has each key that the code in src/redis makes, and no other', () => {
  const files = readdirSync('src/redis', { recursive: true }).map(String);
  const sources = files.filter((name) => name.endsWith('.ts')).map((name) => readFileSync(`src/redis/${name}`, 'utf8'));
  const templates = sources.flatMap((text) =>
    [...text.matchAll(/`(\$\{(?:prefix|shard|journal)\}:[^`]*)`/g)].map(([, template = '']) => template),
  );
  const made = templates.map((template) =>
    template
      .replace(/^\$\{journal\}/, 'hotline:{…}:journal')
      .replace(/^\$\{shard\}/, 'hotline:{…}')
      .replace(/^\$\{prefix\}/, 'hotline')
      .replace(/\$\{[^{}]*\}/g, '…'),
  );
  const told = rowsUnder('Keys in Redis').map(([key = '']) =>
    wordsOf(key)
      .join()
      .replace(/<[^>]*>/g, '…'),
  );

  // The shard's own beginning is made once for all keys of a call.
  expect(new Set(told)).toEqual(new Set(made.filter((key) => key !== 'hotline:…')));
});

test('the table of tables has each table of the database', () => {
  const source = readFileSync('src/postgres/tables.ts', 'utf8');
  const declared = /interface Tables \{([^}]*)\}/.exec(source)?.[1] ?? '';
  const tables = [...declared.matchAll(/readonly (\w+):/g)].map(([, table = '']) => table);

  expect(tables.length).toBeGreaterThan(1);
  expect(rowsUnder('Tables').map(([table = '']) => wordsOf(table).join())).toEqual(tables.toSorted());
});

test('the table of lanes has each address that Twilio calls, and no other', () => {
  const sources = readdirSync('src/webhooks').map((name) => readFileSync(`src/webhooks/${name}`, 'utf8'));
  const routes = sources.flatMap((text) =>
    [...text.matchAll(/app\.post(?:<\w+>)?\(\s*([^,]+),/g)].map(([, path = '']) =>
      path === 'FALLBACK_PATH' ? FALLBACK_PATH : path.replaceAll("'", '').replace(/:(\w+)/g, '<$1>'),
    ),
  );
  const told = rowsUnder('Lanes and turns').flatMap(([, addresses = '']) => wordsOf(addresses));

  expect(routes.length).toBeGreaterThan(6);
  expect(told.toSorted()).toEqual(routes.toSorted());
});
