import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaveOperatorFile, readOperatorFile } from '../../src/files/operator-file.ts';

let directory = '';
const HERE = { address: 'http://127.0.0.1:3000', token: 'one' };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'operator-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = () => join(directory, 'operator.json');

test('what a hotline leaves is read while it is there, by its owner alone', () => {
  const takeAway = leaveOperatorFile(join(directory, 'new'), HERE);
  expect(readOperatorFile(join(directory, 'new'))).toEqual(HERE);
  expect(statSync(join(directory, 'new', 'operator.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(directory, 'new'))).toEqual(['operator.json']);
  takeAway();
  takeAway();
  expect(readOperatorFile(join(directory, 'new'))).toBeUndefined();
});

test('one that a later hotline has left is not taken away by the earlier one', () => {
  const takeAway = leaveOperatorFile(directory, HERE);
  leaveOperatorFile(directory, { ...HERE, token: 'two' });
  takeAway();
  expect(readOperatorFile(directory)).toMatchObject({ token: 'two' });
});

test('one whose process has ended is none', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  leaveOperatorFile(directory, HERE);
  writeFileSync(file(), readFileSync(file(), 'utf8').replace(`"pid":${process.pid}`, `"pid":${pid}`));
  expect(readOperatorFile(directory)).toBeUndefined();
});

test.each([
  '',
  '{',
  '{}',
  '[]',
  '{"address":"x","token":"t","pid":1}',
  '{"address":"http://127.0.0.1","token":"","pid":-1}',
])('what is none, as %o, is none', (text) => {
  writeFileSync(file(), text);
  expect(readOperatorFile(directory)).toBeUndefined();
});
