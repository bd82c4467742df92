import type { AskContext } from '../calls/ports.ts';
import type { Contract } from '../flow/contract.ts';
import { regionOrDefault } from '../flow/on-release.ts';
import type { Value } from '../values/typed-value.ts';
import type { Question } from './operation.ts';

/** What a call asks an operation, without the account: not every operation may be told whom the caller has proved to be. */
export const questionOf = (
  contract: Contract,
  input: Readonly<Record<string, Value>>,
  { call, release, at, idempotencyKey, signal }: AskContext,
): Omit<Question, 'account'> => ({
  contract,
  input,
  ...(call.caller === undefined ? {} : { caller: call.caller }),
  level: call.verification.level,
  language: call.language,
  region: regionOrDefault({ call, release }),
  at,
  idempotencyKey,
  signal,
});
