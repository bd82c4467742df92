import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveEvent } from '../../src/calls/live/live-event.ts';
import type { LiveGap, LiveLine } from '../../src/calls/live/live-events.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import { callSid, NOON, turnsOfCall } from '../support/journal-entries.ts';

/** A line as two processes have it; they may be one. */
export interface TestLine {
  readonly here: LiveLine;
  readonly there: LiveLine;
}

export interface TestLines {
  /** A new line, which nobody has told anything. */
  line(): TestLine;
  stop(): Promise<void>;
}

/** Within this, what is told must be heard. */
export const SECOND_MS = 1000;

/** Tells all turns of a call. */
export function tellCall(line: LiveLine, number: number): void {
  for (const { call, at, facts } of turnsOfCall(number)) line.tell({ sid: call, at, facts });
}

/** Notes what a line tells. */
export function listenTo(line: LiveLine) {
  const heard: (LiveEvent | LiveGap)[] = [];
  const stop = line.watch((told) => heard.push(told));
  const typesOf = (sid: CallSid) => heard.flatMap((told) => ('callSid' in told && told.callSid === sid ? [told] : []));
  return {
    heard,
    stop,
    of: (number: number) => typesOf(callSid(number)),
    gaps: () => heard.filter(({ type }) => type === 'gap').length,
  };
}

/** Waits until it is so. Gives how long that took, in milliseconds. */
export async function until(isSo: () => boolean, forMs = 10_000): Promise<number> {
  const from = performance.now();
  while (!isSo()) {
    if (performance.now() - from > forMs) throw new Error('it never was so');
    await delay(5);
  }
  return performance.now() - from;
}

/** A line of Redis is not listened to before its connection is there. */
export async function untilHeard(from: LiveLine, ear: ReturnType<typeof listenTo>): Promise<void> {
  const first = callSid(0xffff);
  const isHeard = () => ear.heard.some((told) => 'callSid' in told && told.callSid === first);
  while (!isHeard()) {
    from.tell({ sid: first, at: NOON, facts: [{ type: 'language-set', language: 'en' }] });
    await delay(50);
  }
}

/** What every `LiveLine` does. */
export function testLiveLine(name: string, open: () => Promise<TestLines>): void {
  describe(name, () => {
    let lines: TestLines;
    beforeAll(async () => {
      lines = await open();
    });
    afterAll(() => lines.stop());

    test('what happens in a call of one process is heard in another within a second, in order and without a number', async () => {
      const { here, there } = lines.line();
      const ear = listenTo(there);
      await untilHeard(here, ear);
      tellCall(here, 1);

      expect(await until(() => ear.of(1).length === 6)).toBeLessThan(SECOND_MS);
      const at = (seconds: number) => ({ callSid: callSid(1), at: NOON + seconds * 1000 });
      expect(ear.of(1)).toEqual([
        { ...at(0), type: 'started', dialled: '+442079460000', caller: '+44••••••0123' },
        { ...at(1), type: 'language', language: 'en' },
        { ...at(1), type: 'region', region: 'gb' },
        { ...at(2), type: 'queue-joined', queue: 'login' },
        { ...at(3), type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 95 },
        { ...at(5), type: 'ended', disposition: 'completed' },
      ]);
      ear.stop();
    });

    test('whoever begins to listen while calls run hears what happens from then on, within a second', async () => {
      const { here, there } = lines.line();
      let number = 0x1000;
      const calls = setInterval(() => {
        number += 1;
        tellCall(here, number);
      }, 20);
      await delay(700);
      const begun = number;
      const ear = listenTo(there);
      const took = await until(() => ear.heard.length > 0);
      await delay(SECOND_MS);
      clearInterval(calls);

      expect(took).toBeLessThan(SECOND_MS);
      const isWhole = (at: number) => ear.of(at).length === 6;
      const first = Array.from({ length: number - begun }, (_, index) => begun + 1 + index).find(isWhole) ?? 0;
      await until(() => isWhole(number));
      for (let at = first; at <= number; at += 1) expect(isWhole(at)).toBe(true);
      ear.stop();
    });

    test('one who stops listening hears nothing more, and the others do', async () => {
      const { here, there } = lines.line();
      const [one, other] = [listenTo(there), listenTo(there)];
      await untilHeard(here, other);
      one.stop();
      one.stop();
      tellCall(here, 1);
      await until(() => other.of(1).length === 6);

      expect(one.of(1)).toEqual([]);
      other.stop();
    });

    test('what one process tells both hear, and nobody is told of a gap', async () => {
      const { here, there } = lines.line();
      const ears = [listenTo(here), listenTo(there)];
      for (const ear of ears) await untilHeard(here, ear);
      for (let number = 1; number < 50; number += 2) {
        tellCall(here, number);
        tellCall(there, number + 1);
      }
      const isWhole = (ear: (typeof ears)[number]) => [1, 2, 49, 50].every((number) => ear.of(number).length === 6);
      await until(() => ears.every(isWhole));

      expect(ears.map((ear) => ear.gaps())).toEqual([0, 0]);
      for (const ear of ears) ear.stop();
    });

    test('what is no line of a board is told nobody', async () => {
      const { here, there } = lines.line();
      const ear = listenTo(there);
      await untilHeard(here, ear);
      here.tell({ sid: callSid(2), at: NOON, facts: [{ type: 'tagged', key: 'reference', value: '12345678' }] });
      tellCall(here, 3);
      await until(() => ear.of(3).length === 6);

      expect(ear.of(2)).toEqual([]);
      ear.stop();
    });
  });
}
