import type { Disposition, Fact } from '../../flow/facts.ts';
import type { NodeId } from '../../flow/ids.ts';
import type { Level } from '../../flow/variables.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { showTail } from '../../values/phone-number.ts';

/** What happened in a call, as a board of running calls shows it. No event holds a caller's number, name or words. */
export type LiveEvent = {
  readonly callSid: CallSid;
  /** Epoch milliseconds. */
  readonly at: number;
} & (
  | {
      readonly type: 'started';
      /** The hotline's number. */
      readonly dialled: string;
      /** As `+44••••••0123`; absent where it is withheld. */
      readonly caller?: string;
      readonly region?: string;
      readonly language?: string;
      /** Set where an agent rings to take calls. */
      readonly isAgent?: true;
    }
  | { readonly type: 'region'; readonly region: string }
  | { readonly type: 'language'; readonly language: string }
  | { readonly type: 'node'; readonly node: NodeId }
  | { readonly type: 'verified'; readonly level: Level }
  | { readonly type: 'queue-joined'; readonly queue: string }
  | { readonly type: 'queue-left'; readonly queue: string; readonly result: string; readonly waitSeconds: number }
  | { readonly type: 'service-unavailable'; readonly service: string }
  | { readonly type: 'ended'; readonly disposition: Disposition }
);

type Shown<Event> = Event extends LiveEvent ? Omit<Event, 'callSid' | 'at'> : never;

/** Facts of one call that came together. */
export interface ToldFacts {
  readonly sid: CallSid;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly facts: readonly Fact[];
}

/** What a board shows of facts; nothing of most. */
export const toLiveEvents = ({ sid, at, facts }: ToldFacts): readonly LiveEvent[] =>
  facts.flatMap((fact) => {
    const shown = toShown(fact);
    return shown ? [{ callSid: sid, at, ...shown }] : [];
  });

function toShown(fact: Fact): Shown<LiveEvent> | undefined {
  switch (fact.type) {
    case 'call-started':
      return toStart(fact);
    case 'region-set':
      return { type: 'region', region: fact.region };
    case 'language-set':
      return { type: 'language', language: fact.language };
    case 'node-entered':
      return { type: 'node', node: fact.node };
    case 'verified':
      return { type: 'verified', level: fact.level };
    case 'queue-joined':
      return { type: 'queue-joined', queue: fact.queue };
    case 'queue-left':
      return { type: 'queue-left', queue: fact.queue, result: fact.result, waitSeconds: fact.waitSeconds };
    case 'service-answered':
      return fact.outcome === 'unavailable' ? { type: 'service-unavailable', service: fact.service } : undefined;
    case 'call-ended':
      return { type: 'ended', disposition: fact.disposition };
    default:
      return undefined;
  }
}

function toStart(fact: Extract<Fact, { readonly type: 'call-started' }>): Shown<LiveEvent> {
  const { dialled, caller, region, language, agent } = fact;
  return {
    type: 'started',
    dialled,
    ...(caller === undefined ? {} : { caller: showTail(caller) }),
    ...(region === undefined ? {} : { region }),
    ...(language === undefined ? {} : { language }),
    ...(agent === undefined ? {} : { isAgent: true }),
  };
}
