import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

test('of an error the log shows what it is, and neither its properties nor any number it quotes', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const error = Object.assign(new Error('To +85291234567 is refused', { cause: new Error('+85291234567') }), {
    code: 21211,
    config: { headers: { Authorization: 'Basic c2VjcmV0' } },
  });
  log.error({ err: error }, 'sending failed');
  log.error({ error: 'no route to +85291234567' }, 'sending failed');

  const text = lines.join('');
  expect(text).not.toContain('c2VjcmV0');
  expect(text).not.toContain('91234567');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'sending failed',
    err: { type: 'Error', message: 'To *** is refused', code: 21211, cause: { message: '***' } },
  });
});

test.each(['', 'process.exit(0);', 'throw new Error();'])(
  'every line stands on the standard output at the end, however the program ends: %s',
  (end) => {
    const log = join(import.meta.dirname, '../src/log.ts');
    const program = `import { createLog } from '${log}';
      const log = createLog('info');
      for (let turn = 0; turn < 2000; turn += 1) log.info({ turn }, '你好');
      ${end}`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    const turns = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { turn: number }).turn);
    expect(turns).toEqual(Array.from({ length: 2000 }, (_, turn) => turn));
  },
);
