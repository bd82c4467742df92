import type { Service } from '../calls/ports.ts';
import type { Call } from '../flow/call.ts';
import type { Answer } from '../flow/events.ts';
import type { Release } from '../flow/release.ts';
import { recallContract, rememberContract } from './contracts.ts';
import type { Acquaintance, KnownCaller, KnownCallers } from './known-callers.ts';

const NEW: Answer = { outcome: 'new', output: {} };

/** Performs what flows ask about earlier calls. Without `callers` nobody is remembered. */
export const createCallerServices = (callers: KnownCallers | undefined): readonly Service[] => [
  {
    contract: recallContract,
    async ask(_input, { call, release }) {
      if (call.caller === undefined) return NEW;
      const known = await callers?.find(call.caller);
      return known ? recalled(known, release) : NEW;
    },
  },
  {
    contract: rememberContract,
    async ask(_input, { call }) {
      if (call.caller === undefined || !callers) return { outcome: 'not-kept', output: {} };
      await callers.remember(call.caller, toldBy(call));
      return { outcome: 'kept', output: {} };
    },
  },
];

/** Languages and regions come and go with releases: what the call's own does not have is not recalled. */
function recalled({ language, region }: KnownCaller, { languages, regions }: Release): Answer {
  if (!Object.hasOwn(languages, language)) return NEW;
  if (region === undefined || !Object.hasOwn(regions, region))
    return { outcome: 'language-only', output: { language } };
  return { outcome: 'remembered', output: { language, region } };
}

/** What a call tells of its caller as it stands. */
export function toldBy({ language, region, startedAt, variables: { topic } }: Call): Acquaintance {
  return {
    at: startedAt,
    language,
    ...(region === undefined ? {} : { region }),
    ...(typeof topic === 'string' ? { topic } : {}),
  };
}
