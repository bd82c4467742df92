import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type CallbacksOptions, runCallbacks } from '../../src/cli/callbacks.ts';
import { createCallbackFile } from '../../src/files/callback-file.ts';
import { isE164 } from '../../src/values/phone-number.ts';

const NOW = Date.parse('2026-11-23T02:00:00Z');

/** A list on which two callers wait, of whom the second was tried a moment ago. */
async function list() {
  const folder = mkdtempSync(join(tmpdir(), 'callbacks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ledger = createCallbackFile(folder);
  for (const [id, number] of Object.entries({ one: '+85291234567', two: '+442079460999' })) {
    if (!isE164(number)) throw new Error(number);
    await ledger.keep({
      id,
      number,
      queue: 'general',
      language: 'en',
      dialled: '+85230000000',
      requestedAt: NOW - 60_000,
    });
  }
  await ledger.putOff('two', NOW + 900_000);
  return async (options: CallbacksOptions) => {
    const printed: string[] = [];
    const complained: string[] = [];
    const io = { print: (line: string) => printed.push(line), complain: (line: string) => complained.push(line) };
    const status = await runCallbacks(options, { ledger, now: NOW }, io);
    return { status, printed, complained };
  };
}

test('all callbacks are listed, and no number can be read', async () => {
  const callbacks = await list();
  const { status, printed } = await callbacks({});
  expect(status).toBe(0);
  expect(printed[0]).toMatch(/^one {2}\+852\*\*\*67 {2}general .* due$/);
  expect(printed[1]).toMatch(/^two {2}\+442\*\*\*99 .* comes up at 2026-11-23T02:15:00.000Z$/);
  expect(printed.join()).not.toMatch(/91234567|79460999/);
});

test('with --json a program reads the same', async () => {
  const callbacks = await list();
  const { printed } = await callbacks({ json: true });
  expect(JSON.parse(printed.join())).toEqual([
    expect.objectContaining({ id: 'one', number: '+852***67', due: true, attempts: 0 }),
    expect.objectContaining({ id: 'two', due: false, requestedAt: '2026-11-23T01:59:00.000Z' }),
  ]);
});

test('what is done is taken off, once', async () => {
  const callbacks = await list();
  expect(await callbacks({ done: 'one' })).toMatchObject({ status: 0 });
  expect(await callbacks({ done: 'one' })).toMatchObject({ status: 2, printed: [] });
  expect(JSON.parse((await callbacks({ json: true })).printed.join())).toHaveLength(1);
  await callbacks({ done: 'two' });
  expect((await callbacks({})).printed).toEqual(['No callback waits.']);
});
