import { expect, test } from 'vitest';
import { runCheck } from '../../src/cli/check.ts';
import type { Finding, Severity } from '../../src/flow/read/finding.ts';

const finding = (file: string, severity: Severity): Finding => ({
  file,
  line: 3,
  column: 5,
  severity,
  rule: 'dead-end',
  message: 'A call ends here.',
  fix: 'Lead on.',
});

function check(findings: readonly Finding[], json = false) {
  const lines: string[] = [];
  const complaints: string[] = [];
  const status = runCheck({ json }, findings, {
    print: (line) => void lines.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { lines, complaints, status };
}

test('files without a finding are told so, with exit status 0', () => {
  expect(check([])).toEqual({ lines: ['Nothing is wrong.'], complaints: [], status: 0 });
});

test('findings stand file by file, each at its place, with their numbers at the end', () => {
  const { lines, status } = check([finding('a.yaml', 'error'), finding('a.yaml', 'hint'), finding('b.yaml', 'error')]);
  expect(lines).toEqual([
    'a.yaml:3:5 error dead-end A call ends here. — Lead on.',
    'a.yaml:3:5 hint dead-end A call ends here. — Lead on.',
    '',
    'b.yaml:3:5 error dead-end A call ends here. — Lead on.',
    '',
    '2 errors, 1 hint. No release can be made.',
  ]);
  expect(status).toBe(1);
});

test('warnings alone keep the exit status at 0', () => {
  const { lines, status } = check([finding('a.yaml', 'warning')]);
  expect(lines.at(-1)).toBe('1 warning. A release can be made.');
  expect(status).toBe(0);
});

test('with --json the answer is one array of findings with the fixed keys', () => {
  const { lines, status } = check([finding('a.yaml', 'error')], true);
  expect(lines).toHaveLength(1);
  const told: unknown = JSON.parse(lines[0] ?? '');
  expect(told).toEqual([finding('a.yaml', 'error')]);
  expect(Object.keys((told as object[])[0] ?? {})).toEqual([
    'file',
    'line',
    'column',
    'rule',
    'severity',
    'message',
    'fix',
  ]);
  expect(status).toBe(1);
});

test('with --json nothing found is an empty array', () => {
  expect(check([], true)).toEqual({ lines: ['[]'], complaints: [], status: 0 });
});
