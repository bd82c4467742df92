import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareFacts, foldFacts } from '../../src/calls/call-record.ts';
import type { CallLog } from '../../src/calls/journal.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { anyDelivery, anyTurns, factsOf } from '../support/any-call.ts';
import { callSid, NOON, type Turn, toEntries, turnsOfCall } from '../support/journal-entries.ts';

/** A call log of a test's own, empty. */
export interface TestCallLog {
  readonly log: CallLog;
  stop(): Promise<void>;
}

/** What every `CallLog` does. Each test has calls of its own. */
export function testCallLog(name: string, start: () => Promise<TestCallLog>): void {
  describe(name, () => {
    let log: CallLog;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      ({ log, stop } = await start());
    });
    afterAll(() => stop());

    let calls = 0;
    const newCall = (): number => {
      calls += 1;
      return calls;
    };
    const record = (turns: readonly Turn[]): ReturnType<CallLog['record']> => log.record(toEntries(turns));

    async function expectStored(turns: readonly Turn[]): Promise<void> {
      const [sid, facts] = [turns[0]?.call ?? callSid(0), factsOf(turns)];
      expect(await log.factsOf(sid)).toEqual(facts.toSorted(compareFacts));
      expect(await log.findCall(sid)).toEqual(foldFacts(sid, facts));
    }

    test('nothing is known of a call that was never recorded', async () => {
      expect(await log.findCall(callSid(newCall()))).toBeUndefined();
      expect(await log.factsOf(callSid(newCall()))).toEqual([]);
    });

    test('nothing to record is no trouble', async () => {
      expect(await record([])).toEqual([]);
    });

    test('a call is stored with its facts and its record', async () => {
      const turns = turnsOfCall(newCall());
      expect(await record(turns)).toEqual([]);
      await expectStored(turns);
    });

    test('a call that comes turn by turn is stored as if it had come at once', async () => {
      const turns = turnsOfCall(newCall());
      for (const turn of turns) await record([turn]);
      await expectStored(turns);
    });

    test('what comes twice is stored once', async () => {
      const turns = turnsOfCall(newCall());
      await record([...turns, ...turns]);
      await record(turns);
      await expectStored(turns);
    });

    test.each([
      ['in one batch', 2],
      ['in batches of their own', 1],
    ])('a turn that was written again later counts as it came first, %s', async (_, size) => {
      const call = callSid(newCall());
      const facts = [{ type: 'dialled', outcome: 'completed', talkSeconds: 30 }] as const;
      const turns = [0, 1000].map((later) => ({ call, turn: 'n.dial', at: NOON + later, facts }));
      for (let from = 0; from < turns.length; from += size) await record(turns.slice(from, from + size));
      await expectStored(turns.slice(0, 1));
    });

    test('any order, any repetition and any batches leave the same facts and the same record', async () => {
      const deliveries = fc
        .constant(0)
        .map(() => callSid(newCall()))
        .chain((sid) => anyTurns(sid))
        .chain((turns) => fc.tuple(fc.constant(turns), anyDelivery(turns), fc.integer({ min: 1, max: 6 })));
      await fc.assert(
        fc.asyncProperty(deliveries, async ([turns, delivered, size]) => {
          for (let from = 0; from < delivered.length; from += size) await record(delivered.slice(from, from + size));
          await expectStored(turns);
        }),
        { numRuns: 40, endOnFailure: true },
      );
    });

    test('writers that work on the same calls at once lose nothing and do nothing twice', async () => {
      const wholes = Array.from({ length: 12 }, () => turnsOfCall(newCall()));
      const writers = [0, 1, 2, 3, 4, 5].map((place) => {
        const own = wholes.flatMap((turns) => turns.filter((_, index) => index % 6 === place || index === 0));
        return place % 2 === 0 ? own : own.toReversed();
      });
      await Promise.all(writers.map(record));
      for (const turns of wholes) await expectStored(turns);
    });

    test('characters that a database cannot hold are replaced, and the rest is kept', async () => {
      const call = callSid(newCall());
      const value = 'a\0b\ud800c\ud83d\ude00"\\u0000\\支付';
      await record([{ call, turn: 'c.0', at: NOON, facts: [{ type: 'tagged', key: 'topic', value }] }]);
      const kept = 'a\uFFFDb\uFFFDc\ud83d\ude00"\\u0000\\支付';
      expect((await log.factsOf(call)).map(({ fact }) => fact)).toEqual([
        { type: 'tagged', key: 'topic', value: kept },
      ]);
      expect((await log.findCall(call))?.topic).toBe(kept);
    });

    test('a caller who is erased is in no call and in no fact any more; their calls stay, and so do others', async () => {
      const [mine, theirs] = [newCall(), newCall()];
      const [caller, other] = ['+85291230001', '+85291230002'] as const;
      const turnsFor = (number: number, from: string): readonly Turn[] => [
        {
          call: callSid(number),
          turn: 'c.0',
          at: NOON,
          facts: [{ type: 'call-started', release: 'r1', caller: from, callerName: 'Chan', dialled: '+85230000000' }],
        },
        {
          call: callSid(number),
          turn: 'c.1',
          at: NOON + 1000,
          facts: [
            { type: 'recorded', purpose: 'voicemail', recording: `RE${number}`, seconds: 9 },
            { type: 'recording-ready', recording: `RE${number}`, seconds: 9 },
            { type: 'recording-ready', recording: `RT${number}`, seconds: 60, purpose: 'talk' },
            { type: 'transcribed', recording: `RE${number}`, text: 'this is Mrs Chan' },
          ],
        },
      ];
      await record([...turnsFor(mine, caller), ...turnsFor(theirs, other)]);
      if (!isE164(caller)) throw new Error(caller);
      expect(await log.eraseCaller(caller)).toEqual({ calls: 1, recordings: [`RE${mine}`, `RT${mine}`] });
      expect(await log.eraseCaller(caller)).toEqual({ calls: 0, recordings: [] });

      // The journal gives the same turns again, and more of the call comes in: a transcript that took its time, too.
      const ended = { type: 'call-ended', disposition: 'completed', status: 'completed' } as const;
      const late = { type: 'transcribed', recording: `RE${mine}`, text: 'Mrs Chan again' } as const;
      const again = {
        type: 'call-started',
        release: 'r1',
        caller,
        callerName: 'Chan',
        dialled: '+85230000000',
      } as const;
      await record(turnsFor(mine, caller));
      await record([
        { call: callSid(mine), turn: 'n.status', at: NOON + 2000, facts: [ended] },
        { call: callSid(mine), turn: 'n.transcript', at: NOON + 3000, facts: [late] },
        { call: callSid(mine), turn: 'n.again', at: NOON + 4000, facts: [again] },
      ]);
      const kept = await log.findCall(callSid(mine));
      for (const gone of ['caller', 'callerTail', 'callerName', 'transcript']) expect(kept).not.toHaveProperty(gone);
      expect(kept).toMatchObject({ dialled: '+85230000000', disposition: 'completed' });
      expect(JSON.stringify(await log.factsOf(callSid(mine)))).not.toMatch(/91230001|Chan/);
      expect(await log.findCall(callSid(theirs))).toMatchObject({
        caller: other,
        callerTail: '0002',
        callerName: 'Chan',
        transcript: 'this is Mrs Chan',
      });
    });

    test('of many entries each is stored or named, wherever among them those are that no database can hold', async () => {
      const wholes = Array.from({ length: 150 }, () => turnsOfCall(newCall()));
      // Longer than an index can hold, and not to be compressed; of calls that are stored side by side.
      const turn = `n.${Array.from({ length: 400 }, (_, place) => createHash('sha256').update(String(place)).digest('hex')).join('')}`;
      const unstorable = [newCall(), newCall()].map((number) => ({
        call: callSid(number),
        turn,
        at: NOON,
        facts: [{ type: 'language-set', language: 'en' } as const],
      }));
      const refused = await record([...wholes.slice(0, 70).flat(), ...unstorable, ...wholes.slice(70).flat()]);
      expect(refused.map(({ call }) => call).toSorted()).toEqual(unstorable.map(({ call }) => call));
      for (const turns of wholes) await expectStored(turns);
      for (const { call } of unstorable) expect(await log.findCall(call)).toBeUndefined();
    });

    test('an entry that no database can hold is named, and the others are stored', async () => {
      const wholes = Array.from({ length: 7 }, () => turnsOfCall(newCall()));
      const unstorable: Turn = {
        call: callSid(newCall()),
        turn: 'c.0',
        at: 999_999_999_999_999,
        facts: [{ type: 'language-set', language: 'en' }],
      };
      const refused = await record([...wholes.slice(0, 4).flat(), unstorable, ...wholes.slice(4).flat()]);
      expect(refused.map(({ call }) => call)).toEqual([unstorable.call]);
      for (const turns of wholes) await expectStored(turns);
      expect(await log.findCall(unstorable.call)).toBeUndefined();
      expect(await log.factsOf(unstorable.call)).toEqual([]);
    });
  });
}
