import type { Erased, ErasedCaller } from '../callers/erase-caller.ts';
import { type E164, isE164, maskNumber } from '../values/phone-number.ts';
import type { Io } from './io.ts';
import { noNumber } from './wrong-usage.ts';

/** `hotline forget NUMBER [--json]`, as it was typed. */
export interface ForgetOptions {
  readonly number: string;
  readonly json?: boolean | undefined;
}

/**
 * Answers `hotline forget`: erases what is kept by a caller's number, wherever it can be reached, and tells what was
 * erased. Gives the exit status: 1 where something could not be reached, 2 where that is no number.
 */
export async function runForget(
  { number, json }: ForgetOptions,
  erase: (caller: E164) => Promise<ErasedCaller>,
  io: Io,
): Promise<0 | 1 | 2> {
  if (!isE164(number)) {
    io.complain(noNumber(number));
    return 2;
  }
  const parts = await erase(number);
  const told = { number: maskNumber(number), ...parts };
  for (const line of json ? [JSON.stringify(toJson(told))] : inWords(told)) io.print(line);
  const failures = [parts.remembered, parts.callbacks, parts.calls].flatMap((part) =>
    'why' in part ? [part.why] : [],
  );
  for (const why of failures) io.complain(why);
  return failures.length === 0 ? 0 : 1;
}

interface Told extends ErasedCaller {
  readonly number: string;
}

/** What could not be reached is `null`. */
const toJson = ({ number, remembered, callbacks, calls }: Told) => ({
  number,
  remembered: 'done' in remembered ? (remembered.done ?? null) : null,
  callbacks: 'done' in callbacks ? callbacks.done : null,
  calls: 'done' in calls ? calls.done.calls : null,
  recordings: 'done' in calls ? calls.done.recordings : null,
});

function inWords({ number, remembered, callbacks, calls }: Told): readonly string[] {
  return [
    `Of ${number}:`,
    `  language, region and recent calls: ${wordsOf(remembered, rememberedWords)}`,
    `  callbacks that were open: ${wordsOf(callbacks, erasedWords)}`,
    `  calls that named the number: ${wordsOf(calls, (erased) => erasedWords(erased.calls))}`,
    ...('done' in calls && calls.done.recordings.length > 0
      ? [`  recordings that Twilio keeps, to be deleted there: ${calls.done.recordings.join(' ')}`]
      : []),
    'A call that is still on, or has only just ended, may put the number down again: run this once more when it is over.',
  ];
}

const wordsOf = <Result>(part: Erased<Result>, words: (done: Result) => string): string =>
  'done' in part ? words(part.done) : 'not erased';

const erasedWords = (count: number): string => (count === 0 ? 'none' : `${count} erased`);

const rememberedWords = (forgotten: boolean | undefined): string => {
  if (forgotten === undefined) return 'in the memory of the running hotline; they go when it stops';
  return forgotten ? 'erased' : 'none';
};
