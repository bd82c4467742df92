import { expect } from 'vitest';
import { operation, type Question } from '../../src/backoffice/operation.ts';
import type { Contract } from '../../src/flow/contract.ts';
import type { Answer } from '../../src/flow/events.ts';
import { createHttpBackOffice, type HttpBackOffice } from '../../src/http/back-office.ts';
import type { E164 } from '../../src/values/phone-number.ts';
import { type ScriptedBackOffice, startScripted } from './scripted-back-office.ts';

/** Of every operation below. */
export const DEADLINE_MS = 900;
/** What a busy machine may take on top. */
export const SLACK_MS = 600;
const PAUSE_MS = { first: 300, longest: 600 };

export const read = operation({
  service: 'tests.read',
  summary: 'Reads something.',
  input: { reference: { type: 'digits' } },
  outcomes: { found: { output: { merchant: { type: 'text', level: 'sms' } } }, 'not-found': {} },
  needs: 'email',
  effect: false,
  idempotent: true,
  deadlineMs: DEADLINE_MS,
});
/** Has an effect, and is known by its key. */
export const open = { ...read, service: 'tests.open', effect: true };
/** Has its effect as often as it is asked. */
export const once = { ...open, service: 'tests.once', idempotent: false };

export const FOUND = { outcome: 'found', output: { merchant: "O'Brien's <Say>canary</Say>" } };

const questionOf = (contract: Contract, signal = new AbortController().signal): Question => ({
  contract,
  input: { reference: '9900112233' },
  account: 'account-canary',
  // A number of the range for fiction.
  caller: '+442079460123' as E164,
  level: 'email',
  language: 'en',
  region: 'hk',
  at: Date.parse('2026-11-23T10:00:00+08:00'),
  idempotencyKey: 'CA0/3/1',
  signal,
});

/** The client in front of a server that answers as it is told. */
export interface ClientBed {
  readonly server: ScriptedBackOffice;
  readonly client: HttpBackOffice;
  /** What was logged: the message, and its fields as JSON. */
  readonly lines: readonly string[];
  ask(contract?: Contract, signal?: AbortSignal): Promise<Answer>;
  /** Ends both, and fails where anything of a question, an answer or the token was logged. */
  close(): Promise<void>;
}

/** `urlOf` makes the address that the client is told. */
export async function startClientBed(urlOf = (url: string) => url): Promise<ClientBed> {
  const server = await startScripted();
  const lines: string[] = [];
  const line = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const client = createHttpBackOffice({
    url: urlOf(server.url),
    token: 'token-canary',
    log: { info: line, warn: line, error: line },
    now: () => performance.now(),
    pauseMs: PAUSE_MS,
  });
  return {
    server,
    client,
    lines,
    ask: (contract = read, signal) => client.ask(questionOf(contract, signal)),
    async close() {
      await client.close();
      await server.close();
      expect(lines.join('\n')).not.toMatch(/canary|9900112233|442079460123/);
    },
  };
}
