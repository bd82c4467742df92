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
