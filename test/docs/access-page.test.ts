import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mayDo, PERMISSIONS, ROLES } from '../../src/access/roles.ts';
import { ACCOUNT_TRIES, ADDRESS_TRIES, LONGEST_PAUSE_MS } from '../../src/access/sign-in/tries.ts';
import { SIGN_IN_RATE } from '../../src/web/sign-in/sign-in-limits.ts';

const page = readFileSync('docs/access.md', 'utf8');

/** The cells of the rows of the table under a heading, its own heading left out. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the table of roles', () => {
  const [head = [], ...rows] = rowsUnder('Roles and what they open');

  test('has each role and each permission, and no others', () => {
    expect(head.slice(1, -1)).toEqual(ROLES);
    expect(rows.map(([permission = '']) => permission.replaceAll('`', ''))).toEqual(PERMISSIONS);
  });

  test.each(PERMISSIONS)('says who has %s', (permission) => {
    const row = rows.find(([name]) => name === `\`${permission}\``) ?? [];
    expect(row.slice(1, -1)).toEqual(ROLES.map((role) => (mayDo([role], permission) ? 'yes' : '–')));
  });
});

test('the table of tries has the rules that count', () => {
  const [, ...rows] = rowsUnder('Too many wrong tries');
  const told = (rules: typeof ACCOUNT_TRIES) => [
    String(rules.freeTries),
    `after ${rules.triesToLock} within an hour`,
    `${rules.lockedMs / 60_000} minutes`,
  ];
  expect(rows.map(([, free, , locked, time]) => [free, locked, time])).toEqual([
    told(ACCOUNT_TRIES),
    told(ADDRESS_TRIES),
  ]);
  expect([ACCOUNT_TRIES.withinMs, ADDRESS_TRIES.withinMs, LONGEST_PAUSE_MS]).toEqual([3_600_000, 3_600_000, 60_000]);
  expect(page).toContain(`may ask ${SIGN_IN_RATE.max} times a minute`);
});

test('the table of deeds has each that is put on record by signing in and by managing accounts', () => {
  const folders = ['src/access', 'src/web/api/access', 'src/web/sign-in'];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const put = sources.flatMap((text) => [...text.matchAll(/action: '([\w-]+)'/g)].map(([, action = '']) => action));
  const [, ...rows] = rowsUnder('What is on record');
  const told = rows.flatMap(([cell = '']) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, action = '']) => action));
  expect(told.toSorted()).toEqual([...new Set(put)].toSorted());
});
