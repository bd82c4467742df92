import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskedFilter, FILTER_NAMES, readFilter } from '../../src/records/read-filter.ts';

const TEN = Date.parse('2026-11-23T10:00:00+08:00');

describe('what calls are looked for by', () => {
  test.each<[AskedFilter, object]>([
    [{}, {}],
    [{ queue: '' }, {}],
    [{ from: '2026-11-23T10:00+08:00' }, { from: TEN }],
    [{ from: '2026-11-23T02:00:00Z' }, { from: TEN }],
    [{ from: '2026-11-23T10:00 08:00' }, { from: TEN }],
    [{ to: '2026-11-23' }, { to: Date.parse('2026-11-23T00:00:00Z') }],
    [{ tail: '0123' }, { callerTail: '0123' }],
    [{ dialled: '+85230000000' }, { dialled: '+85230000000' }],
    [
      { queue: 'payment-status', topic: 'payment' },
      { queue: 'payment-status', topic: 'payment' },
    ],
    [{ node: 'payment/say-settled' }, { node: 'payment/say-settled' }],
    [{ disposition: 'running' }, { disposition: 'running' }],
    [{ disposition: 'lost' }, { disposition: 'lost' }],
    [
      { language: 'zh-CN', region: 'hk' },
      { language: 'zh-CN', region: 'hk' },
    ],
    [
      { release: 'f00', rating: '5', verification: 'sms' },
      { release: 'f00', rating: '5', verification: 'sms' },
    ],
    [{ waitedOver: '90' }, { waitedOver: 90 }],
    [
      { waitedOver: '4m', talkedOver: '1.5h' },
      { waitedOver: 240, talkedOver: 5400 },
    ],
    [{ text: '李' }, { text: '李' }],
    [{ text: 'abc' }, { text: 'abc' }],
    [{ text: `O'Brien 100% \\ _ "` }, { text: `O'Brien 100% \\ _ "` }],
  ])('%o', (asked, filter) => {
    expect(readFilter(asked)).toEqual({ type: 'filter', filter });
  });

  test.each(['+85291234567', ' 85291234567', '85291234567'])('a number in full, as %s', (number) => {
    expect(readFilter({ number, queue: 'login' })).toEqual({
      type: 'filter',
      filter: { queue: 'login' },
      number: '+85291234567',
    });
  });

  test.each<[AskedFilter, string, string]>([
    [{ from: '2026-11-23T10:00' }, 'from', 'from is an instant with its offset, as 2026-11-23T10:00+08:00, or a date.'],
    [{ from: '2026-02-30' }, 'from', 'from is an instant with its offset, as 2026-11-23T10:00+08:00, or a date.'],
    [{ to: 'yesterday' }, 'to', 'to is an instant with its offset, as 2026-11-23T10:00+08:00, or a date.'],
    [{ from: '2026-11-24', to: '2026-11-23' }, 'to', 'to must be later than from.'],
    [{ from: '2026-11-24', to: '2026-11-24' }, 'to', 'to must be later than from.'],
    [{ number: '4567' }, 'number', 'number is a telephone number in full, as +85291234567.'],
    [{ tail: '12345' }, 'tail', 'tail is the last digits of a number, four at most.'],
    [{ tail: '%' }, 'tail', 'tail is the last digits of a number, four at most.'],
    [{ dialled: 'us' }, 'dialled', 'dialled is a telephone number in full, as +85230000000.'],
    [{ node: 'main-menu' }, 'node', 'node is a flow and a node of it, as payment/say-settled.'],
    [
      { disposition: 'over' },
      'disposition',
      'disposition is one of completed, caller-hung-up, abandoned-in-queue, answered, no-answer, failed, running, lost.',
    ],
    [{ verification: 'yes' }, 'verification', 'verification is one of none, caller-known, email, sms, full.'],
    [{ waitedOver: '-1' }, 'waitedOver', 'waitedOver is a time, as 90, 90s, 4m or 1h.'],
    [{ talkedOver: 'long' }, 'talkedOver', 'talkedOver is a time, as 90, 90s, 4m or 1h.'],
    [{ text: 'ab c' }, 'text', 'text is three letters in a row at least, or one character of another script.'],
    [{ text: 'x'.repeat(101) }, 'text', 'text is 100 characters at most.'],
    [{ queue: 'x'.repeat(101) }, 'queue', 'queue is 100 characters at most.'],
  ])('but not %o', (asked, name, message) => {
    expect(readFilter(asked)).toEqual({ type: 'problem', problem: { name, message } });
  });

  test('is read or refused, whatever is asked for', () => {
    const asked = fc.record(Object.fromEntries(FILTER_NAMES.map((name) => [name, fc.string({ maxLength: 20 })])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(asked, (some) => {
        expect(['filter', 'problem']).toContain(readFilter(some).type);
      }),
    );
  });
});
