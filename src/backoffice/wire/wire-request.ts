import { isE164 } from '../../values/phone-number.ts';
import type { Value } from '../../values/typed-value.ts';
import type { Question } from '../operation.ts';

/** A question as it stands on the wire. */
export interface WireRequest {
  readonly input: Readonly<Record<string, Value>>;
  readonly account?: string | undefined;
  readonly caller?: string | undefined;
  readonly level: Question['level'];
  readonly language: string;
  readonly region: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What is sent for a question. Whatever is undefined is left out. */
export const toRequest = ({ input, account, caller, level, language, region, at }: Question): WireRequest => ({
  input,
  account,
  caller,
  level,
  language,
  region,
  at: new Date(at).toISOString(),
});

/** How a question is asked that has come over the wire. */
export interface Asking {
  readonly contract: Question['contract'];
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/** The question that a request stands for. */
export const toQuestion = (request: WireRequest, asking: Asking): Question => {
  const { input, account, caller, level, language, region, at } = request;
  return {
    ...asking,
    input,
    ...(account === undefined ? {} : { account }),
    ...(caller === undefined || !isE164(caller) ? {} : { caller }),
    level,
    language,
    region,
    at: Date.parse(at),
  };
};
