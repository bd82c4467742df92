import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folders = ['docs', 'docs/decisions'];
const pages = [
  'README.md',
  ...folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];
const textOf = (page: string): string => readFileSync(page, 'utf8');
const allOf = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): string[] =>
  allOf(textOf(page), /^#+ (.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('%s', (page) => {
  test('leads to pages and headings that are there', () => {
    for (const link of allOf(textOf(page), /\]\(([^)\s]+)\)/g).filter((address) => !address.startsWith('http'))) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : join(dirname(page), file);
      expect(existsSync(target), `${page} leads to ${link}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), `${page} leads to ${link}`).toContain(anchor);
    }
  });

  test('names files and folders that are there', () => {
    const prose = textOf(page).replace(/```[\s\S]*?```/g, '');
    const paths = allOf(prose, /`((?:[\w.-]+\/)+(?:[\w.-]+\.(?:ts|mjs|cjs|yaml|md|json|html))?)`/g);
    for (const path of paths.filter((name) => !/^(?:data|flows\/audio|\.)\//.test(name))) {
      expect(
        ['.', 'src', 'flows'].some((folder) => existsSync(join(folder, path))),
        `${page} names ${path}`,
      ).toBe(true);
    }
  });
});
