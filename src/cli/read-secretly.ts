import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { AskSecretly } from './agents.ts';

/** Where somebody types, and where the questions go: not where results do, so that those can be put in a file. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly questions: NodeJS.WritableStream;
}

/** Asks at a terminal without showing what is typed. */
export function createAskSecretly({ input, questions }: Terminal): AskSecretly {
  return async (asked) => {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input, output: nowhere, terminal: input.isTTY === true });
    const typed = lines[Symbol.asyncIterator]();
    const answers: string[] = [];
    try {
      for (const question of asked) {
        questions.write(question);
        const { value, done } = await typed.next();
        questions.write('\n');
        if (done) break;
        answers.push(value.trim());
      }
      return answers;
    } finally {
      lines.close();
    }
  };
}
