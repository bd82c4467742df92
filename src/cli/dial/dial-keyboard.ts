import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { PhoneCall } from '../../emulator/phone-call.ts';
import { type ArrivedCodes, NO_CODE } from './dial-codes.ts';

export interface KeyboardOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person sits at `output`: then the line that is being typed stays below what is said. */
  readonly isTerminal: boolean;
  /** Hangs up from outside: somebody ends the program. */
  readonly signal: AbortSignal;
}

/** A line to type on while the hotline talks. */
export interface Keyboard {
  /** Prints above the line that is being typed. */
  print(line: string): void;
  /** Lets the person at the keyboard have the call until it ends. */
  attend(call: PhoneCall, codes: ArrivedCodes): Promise<void>;
}

/** Keys, words, `code` for the last code sent, or `h`, and Enter, at any time. The end of the input and Ctrl-C hang up, too. */
export function openKeyboard({ input, output, isTerminal, signal }: KeyboardOptions): Keyboard {
  const lines = createInterface({ input, output, terminal: isTerminal, prompt: isTerminal ? '> ' : '' });
  let isOpen = true;
  function print(line: string): void {
    if (!isTerminal) return void output.write(`${line}\n`);
    output.write(`\r\u001b[2K${line}\n`);
    if (isOpen) lines.prompt(true);
  }
  return {
    print,
    async attend(call, codes) {
      const hangUp = () => call.hangUp();
      lines.on('line', (typed) => act(call, typed.trim(), { codes, print }));
      lines.once('close', hangUp);
      lines.once('SIGINT', hangUp);
      signal.addEventListener('abort', hangUp, { once: true });
      if (signal.aborted) hangUp();
      await untilEnded(call);
      signal.removeEventListener('abort', hangUp);
      isOpen = false;
      close(lines, output, isTerminal);
    },
  };
}

interface Around {
  readonly codes: ArrivedCodes;
  readonly print: (line: string) => void;
}

function act(call: PhoneCall, typed: string, around: Around): void {
  if (call.hasEnded || typed === '') return;
  if (typed === 'h') call.hangUp();
  else if (typed === 'code') void pressCode(call, around);
  else if (/^[0-9*#]+$/.test(typed)) void call.presses(typed);
  else call.say(typed);
}

async function pressCode(call: PhoneCall, { codes, print }: Around): Promise<void> {
  const code = await codes.next();
  if (code === undefined) print(NO_CODE);
  else if (!call.hasEnded) await call.presses(code);
}

const untilEnded = (call: PhoneCall): Promise<void> =>
  new Promise((resolve) => {
    if (call.hasEnded) return resolve();
    const stop = call.onEvent(({ type }) => {
      if (type !== 'ended') return;
      stop();
      resolve();
    });
  });

function close(lines: Interface, output: Writable, isTerminal: boolean): void {
  lines.removeAllListeners('close');
  lines.close();
  if (isTerminal) output.write('\r\u001b[2K');
}
