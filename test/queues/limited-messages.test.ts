import { expect, test } from 'vitest';
import type { SendMessage } from '../../src/calls/ports.ts';
import type { Outgoing } from '../../src/flow/config/read-outgoing.ts';
import { leavingRoomForCodes, limitMessages } from '../../src/queues/limited-messages.ts';
import { createMemoryLimits, type Limits, LimitsUnavailable } from '../../src/queues/limits.ts';
import { number, silent } from './context.ts';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const HOUR = 3_600_000;
const rules = {
  countryCodes: ['+852', '+44', '+1'],
  perCallerPerHour: 3,
  perCountryPerDay: 5,
  perDay: 7,
  senders: { '+44': number('+442079460100') },
};

function start(limits?: Limits) {
  let at = NOW;
  const alarms: unknown[] = [];
  const alarm = (level: string) => (fields: Readonly<Record<string, unknown>>) => {
    if (fields.budget !== undefined) alarms.push(`${level}: ${fields.remaining} left of ${fields.budget}`);
  };
  const sent: Parameters<SendMessage>[0][] = [];
  const send = limitMessages({
    send: async (message) => sent.push(message) > 0,
    limits: limits ?? createMemoryLimits(() => at),
    rules: () => rules,
    log: { ...silent, warn: alarm('warn'), error: alarm('error') },
  });
  const text = (to: string) => send({ to, from: '+85230000000', text: 'Hello.', key: 'CA1/2/0' });
  return {
    sent,
    alarms,
    text,
    passes: (ms: number) => {
      at += ms;
    },
  };
}

test('a caller gets three texts in any hour', async () => {
  const { text, passes } = start();
  const taken = [];
  for (let time = 0; time < 4; time += 1) taken.push(await text('+85291234567'));
  expect(taken).toEqual([true, true, true, false]);
  passes(HOUR);
  expect(await text('+85291234567')).toBe(true);
});

test('a country has its share of a day, and the day its budget', async () => {
  const { text, sent, passes } = start();
  for (let caller = 0; caller < 9; caller += 1) await text(`+8529000000${caller}`);
  expect(sent).toHaveLength(5);
  for (let caller = 0; caller < 9; caller += 1) await text(`+44207946000${caller}`);
  expect(sent).toHaveLength(7);
  passes(24 * HOUR);
  expect(await text('+85290000000')).toBe(true);
});

test('texts that tell something leave a fifth of a day to codes, in their country and in all', async () => {
  const limits = createMemoryLimits(() => NOW);
  const day = { ...rules, countryCodes: ['+852', '+44'], perCountryPerDay: 10, perDay: 15 };
  const sender = (of: Outgoing['messages']) =>
    limitMessages({ send: async () => true, limits, rules: () => of, log: silent });
  const [tells, code] = [sender(leavingRoomForCodes(day)), sender(day)];
  const sentBy = async (send: SendMessage, country: string, times: number) => {
    let sent = 0;
    for (let to = 0; to < times; to += 1) {
      const text = { to: `${country}9000000${to}`, from: '+85230000000', text: 'Hello.', key: 'k' };
      if (await send(text)) sent += 1;
    }
    return sent;
  };
  expect(await sentBy(tells, '+852', 20)).toBe(8);
  expect(await sentBy(code, '+852', 9)).toBe(2);
  expect(await sentBy(tells, '+44', 20)).toBe(2);
  expect(await sentBy(code, '+44', 9)).toBe(3);
});

test('an alarm says once that a budget comes to its end, and once that it is used up', async () => {
  const { text, alarms } = start();
  for (let caller = 0; caller < 9; caller += 1) await text(`+8529000000${caller}`);
  for (let caller = 0; caller < 2; caller += 1) await text(`+44207946000${caller}`);
  expect(alarms).toEqual([
    'warn: 1 left of messages:+852',
    'error: 0 left of messages:+852',
    'warn: 1 left of messages',
    'error: 0 left of messages',
  ]);
});

test('a caller who asks again and again uses up nothing that others need', async () => {
  const { text, sent } = start();
  for (let time = 0; time < 50; time += 1) await text('+85291234567');
  expect(await text('+85290000001')).toBe(true);
  expect(sent).toHaveLength(4);
});

test('a text is from the sender of its country, else from the number that was rung', async () => {
  const { text, sent } = start();
  await text('+442079460999');
  await text('+85291234567');
  expect(sent.map(({ from }) => from)).toEqual(['+442079460100', '+85230000000']);
});

test.each(['+8613800138000', '+999123456'])('no text goes to %s, whose country is not listed', async (to) => {
  const { text, sent } = start();
  expect(await text(to)).toBe(false);
  expect(sent).toEqual([]);
});

test('no text goes where it cannot be counted', async () => {
  const refuse = () => Promise.reject(new LimitsUnavailable('no replicas'));
  const { text, sent } = start({ take: refuse, giveBack: refuse });
  await expect(text('+85291234567')).rejects.toBeInstanceOf(LimitsUnavailable);
  expect(sent).toEqual([]);
});
