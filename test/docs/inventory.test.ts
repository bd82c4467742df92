import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { okpay } from '../support/okpay-release.ts';

const page = readFileSync('docs/inventory.md', 'utf8');

interface Row {
  readonly id: string;
  readonly where: string;
  readonly shown: readonly string[];
}

const rows: readonly Row[] = [...page.matchAll(/^\| (S\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, id = '', where = '', shown = '']) => ({ id, where, shown: shown.trim().split('<br>') }),
);

/** The places of a test file in which a title stands, as it is written there. */
const titlesIn = (file: string): string => readFileSync(file, 'utf8').replaceAll("\\'", "'");

describe('the inventory', () => {
  test('has each phrase once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 83 }, (_, index) => `S${index + 1}`));
  });

  test('says of each what shows it, or what will bring it', () => {
    for (const { id, where, shown } of rows) {
      for (const one of shown) expect(one, id).toMatch(/^(?:test\/\S+\.test\.ts › .+|later: .+)$/);
      const isThere = shown.some((one) => one.startsWith('test/'));
      expect(where.trim() === '–', id).toBe(!isThere);
    }
  });

  test('names only tests that there are', () => {
    for (const one of rows.flatMap(({ shown }) => shown.filter((it) => it.startsWith('test/')))) {
      const [file = '', title = ''] = one.split(' › ');
      expect(existsSync(file), file).toBe(true);
      const quoted = ["'", '"', '`'].some((quote) => titlesIn(file).includes(`${quote}${title}${quote}`));
      expect(quoted, one).toBe(true);
    }
  });

  test('names only flows, nodes and prompts that there are', () => {
    const names = new Set([
      ...Object.keys(okpay.nodes).map((id) => id.slice(id.indexOf('/') + 1)),
      ...Object.keys(okpay.prompts.en ?? {}),
      'weekly',
      'holidays',
      'hotline close',
    ]);
    for (const { id, where } of rows) {
      for (const [, name = ''] of where.matchAll(/`([^`]+)`/g)) expect(names, id).toContain(name);
      for (const [file] of where.matchAll(/(?:flows|config)\/[a-z-]+\.yaml/g))
        expect(existsSync(file), file).toBe(true);
    }
  });
});
