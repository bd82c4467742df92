import type { CallRecord } from '../../calls/call-record.ts';

interface Contact {
  readonly call: CallRecord;
  readonly callerKey?: string;
}

/** After how long the same caller rang again, milliseconds; infinite where they have not. */
export interface Repeats {
  /** About whatever. */
  readonly anyTopic: number;
  readonly sameTopic: number;
}

/** Finds for each call the next ones of its caller. Two that begin at one instant repeat none the other. */
export function findRepeats(calls: readonly Contact[]): (contact: Contact) => Repeats {
  const byCaller = new Map<string, CallRecord[]>();
  for (const { call, callerKey } of calls) {
    if (callerKey === undefined) continue;
    const known = byCaller.get(callerKey);
    if (known) known.push(call);
    else byCaller.set(callerKey, [call]);
  }
  return ({ call: { startedAt, topic }, callerKey }) => {
    const own = callerKey === undefined ? [] : (byCaller.get(callerKey) ?? []);
    const later = own.filter((other) => other.startedAt > startedAt);
    return {
      anyTopic: soonest(later, startedAt),
      sameTopic: soonest(topic === undefined ? [] : later.filter((other) => other.topic === topic), startedAt),
    };
  };
}

const soonest = (later: readonly CallRecord[], after: number): number =>
  later.reduce((least, { startedAt }) => Math.min(least, startedAt - after), Number.POSITIVE_INFINITY);
