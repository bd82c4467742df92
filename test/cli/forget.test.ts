import { expect, test } from 'vitest';
import { eraseCaller, type KeptByNumber } from '../../src/callers/erase-caller.ts';
import { createMemoryKnownCallers } from '../../src/callers/memory-known-callers.ts';
import { createNameCaller } from '../../src/callers/name-caller.ts';
import { runForget } from '../../src/cli/forget.ts';
import type { E164 } from '../../src/values/phone-number.ts';

const CALLER = '+85291234567' as E164;
const NOW = Date.parse('2026-11-23T02:00:00Z');

/** A hotline that knows the caller, owes them two callbacks, and has one of their calls on record. */
function world(change: Partial<KeptByNumber> = {}): KeptByNumber & { readonly open: string[] } {
  const known = createMemoryKnownCallers({ nameCaller: createNameCaller('s'), retentionMs: 1000, now: () => NOW });
  void known.remember(CALLER, { at: NOW, language: 'en' });
  const open = ['one', 'two', 'three'];
  const callbacks: KeptByNumber['callbacks'] = {
    open: async () =>
      open.map((id) => ({
        id,
        number: id === 'three' ? ('+85290000000' as E164) : CALLER,
        queue: 'general',
        language: 'en',
        dialled: '+85230000000',
        requestedAt: NOW,
        attempts: 0,
        dueAt: NOW,
      })),
    close: async (id) => open.splice(open.indexOf(id), 1).length === 1,
  };
  const eraseCalls = async (caller: E164) => ({ calls: caller === CALLER ? 3 : 0, recordings: ['RE1'] });
  return { known, callbacks, eraseCalls, open, ...change };
}

async function forget(number: string, { json, ...change }: Partial<KeptByNumber> & { readonly json?: boolean } = {}) {
  const printed: string[] = [];
  const complained: string[] = [];
  const io = { print: (line: string) => printed.push(line), complain: (line: string) => complained.push(line) };
  const its = world(change);
  const status = await runForget({ number, json }, (caller) => eraseCaller(caller, its), io);
  return { status, printed: printed.join('\n'), complained: complained.join('\n'), open: its.open };
}

test('what is kept by a number is erased everywhere, and told without the number', async () => {
  const { status, printed, complained, open } = await forget(CALLER);
  expect([status, complained]).toEqual([0, '']);
  expect(printed).toMatch(/recent calls: erased/);
  expect(printed).toMatch(/callbacks that were open: 2 erased/);
  expect(printed).toMatch(/calls that named the number: 3 erased/);
  expect(printed).toMatch(/deleted there: RE1/);
  expect(printed).not.toContain('91234567');
  expect(open).toEqual(['three']);
});

test('who is not known is told so', async () => {
  const eraseCalls = async () => ({ calls: 0, recordings: [] });
  const { status, printed } = await forget('+85290009999', { eraseCalls });
  expect(status).toBe(0);
  expect(printed.match(/: none/g)).toHaveLength(3);
});

test('what cannot be reached is named, the rest is erased, and the status is 1', async () => {
  const eraseCalls = () =>
    Promise.reject(new Error('the database in data is already open in process 7: stop that one'));
  const { status, printed, complained, open } = await forget(CALLER, { eraseCalls });
  expect(status).toBe(1);
  expect(printed).toMatch(/calls that named the number: not erased/);
  expect(printed).toMatch(/callbacks that were open: 2 erased/);
  expect(complained).toMatch(/already open in process 7/);
  expect(open).toEqual(['three']);
});

test('what only the running hotline remembers is told so', async () => {
  expect((await forget(CALLER, { known: undefined })).printed).toMatch(/in the memory of the running hotline/);
});

test('programs read it as JSON', async () => {
  expect(JSON.parse((await forget(CALLER, { json: true })).printed)).toEqual({
    number: '+852***67',
    remembered: true,
    callbacks: 2,
    calls: 3,
    recordings: ['RE1'],
  });
  const eraseCalls = () => Promise.reject(new Error('gone'));
  expect(JSON.parse((await forget(CALLER, { json: true, eraseCalls, known: undefined })).printed)).toMatchObject({
    remembered: null,
    calls: null,
    recordings: null,
  });
});

test('what is no number is wrong usage', async () => {
  expect(await forget('91234567')).toMatchObject({ status: 2, printed: '' });
});
