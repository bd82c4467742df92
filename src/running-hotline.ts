import type { Config } from './config.ts';
import { readOperatorFile } from './files/operator-file.ts';

/** The hotline that runs on this machine with the same `DATA_DIR`, as commands of staff ask it. */
export interface RunningHotline {
  /**
   * Asks its API, as `/api/calls?queue=login`; what it answers may be an error. Rejects where it is gone meanwhile.
   */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /**
   * Asks its API and reads the answer.
   *
   * @throws Error with what the API says where it does not do it
   */
  read(path: string, init?: Pick<RequestInit, 'method'> & { readonly body?: unknown }): Promise<unknown>;
}

const ANSWER_MS = 2000;

/** The hotline that runs, if one does. In production there is none for commands: they open what is kept themselves. */
export async function findRunningHotline({
  NODE_ENV,
  DATA_DIR,
}: Pick<Config, 'NODE_ENV' | 'DATA_DIR'>): Promise<RunningHotline | undefined> {
  if (NODE_ENV === 'production') return undefined;
  const access = readOperatorFile(DATA_DIR);
  if (!access || !(await isLive(access.address))) return undefined;
  const { address, token } = access;

  const ask: RunningHotline['ask'] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(new URL(path, address), { ...init, headers, redirect: 'error' });
  };
  return {
    ask,
    async read(path, { method = 'GET', body } = {}) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_HEADERS };
      const response = await ask(path, { method, ...sent });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(messageOf(answer) ?? `the hotline answered ${response.status}`);
      return answer;
    },
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

const messageOf = (answer: unknown): string | undefined =>
  typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : undefined;

/** A process with the number of one that ended may be anything. */
async function isLive(address: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health/live', address), { signal: AbortSignal.timeout(ANSWER_MS) });
    return response.ok;
  } catch {
    return false;
  }
}
