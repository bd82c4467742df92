import type { CallRecord, RecordedFact } from '../../calls/call-record.ts';

/** What became of the codes that were sent in one call. */
export interface Codes {
  /** Channels by which one was keyed right. */
  readonly verified: ReadonlySet<string>;
  /** How often the caller keyed one. */
  readonly tries: number;
}

export const CHECK_CODE = 'identity.check-code';

/** What checking a code is answered with where one was tried: the channel of one that fits, none for the others. */
export const CODE_TRIED: Readonly<Record<string, string | undefined>> = {
  'verified-by-sms': 'sms',
  'verified-by-email': 'email',
  wrong: undefined,
  expired: undefined,
  used: undefined,
  'over-tried': undefined,
};

/** Where none was sent, none counts. */
export function codesOf({ codes }: CallRecord, facts: readonly RecordedFact[]): Codes {
  const tried = facts.flatMap(({ fact }) =>
    fact.type === 'service-answered' && fact.service === CHECK_CODE && Object.hasOwn(CODE_TRIED, fact.outcome)
      ? [CODE_TRIED[fact.outcome]]
      : [],
  );
  if (codes.length === 0) return { verified: new Set(), tries: 0 };
  return { verified: new Set(tried.filter((channel) => channel !== undefined)), tries: tried.length };
}
