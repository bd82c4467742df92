import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { PhoneCall } from '../../emulator/phone-call.ts';

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
  attend(call: PhoneCall): Promise<void>;
}

/** Keys, words or `h` and Enter, at any time. The end of the input and Ctrl-C hang up, too. */
export function openKeyboard({ input, output, isTerminal, signal }: KeyboardOptions): Keyboard {
  const lines = createInterface({ input, output, terminal: isTerminal, prompt: isTerminal ? '> ' : '' });
  let isOpen = true;
  return {
    print(line) {
      if (!isTerminal) return void output.write(`${line}\n`);
      output.write(`\r\u001b[2K${line}\n`);
      if (isOpen) lines.prompt(true);
    },
    async attend(call) {
      const hangUp = () => call.hangUp();
      lines.on('line', (typed) => act(call, typed.trim()));
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

function act(call: PhoneCall, typed: string): void {
  if (call.hasEnded || typed === '') return;
  if (typed === 'h') call.hangUp();
  else if (/^[0-9*#]+$/.test(typed)) void call.presses(typed);
  else call.say(typed);
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
