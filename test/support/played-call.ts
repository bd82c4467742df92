import { advance, type Turn } from '../../src/engine/advance.ts';
import { beginCall } from '../../src/engine/begin-call.ts';
import type { Action } from '../../src/flow/actions.ts';
import type { Call } from '../../src/flow/call.ts';
import type { CallEvent } from '../../src/flow/events.ts';
import type { Fact } from '../../src/flow/facts.ts';
import type { World } from '../../src/flow/node-type.ts';
import type { Release } from '../../src/flow/release.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import type { E164 } from '../../src/values/phone-number.ts';

/** A Monday at ten in Hong Kong. */
export const MONDAY_TEN = Date.parse('2026-11-23T10:00:00+08:00');

const SID = `CA${'e'.repeat(32)}` as CallSid;

/** A call played on the engine alone: what was done last, and all that happened so far. */
export interface PlayedCall {
  readonly call: Call;
  readonly last: Turn;
  readonly facts: readonly Fact[];
  /** What was said last, by the names of the prompts. */
  readonly said: readonly string[];
  readonly actions: readonly Action['type'][];
  after(event: CallEvent, at?: number): PlayedCall;
  presses(digits: string): PlayedCall;
  says(text: string, confidence?: number): PlayedCall;
  waitsInSilence(): PlayedCall;
  isAnswered(
    outcome: string,
    output?: Extract<CallEvent, { type: 'service-answered' }>['answer']['output'],
  ): PlayedCall;
}

type Exceptions = Omit<World, 'at'>;

const NOTHING: Exceptions = { closures: [], overrides: [] };

interface Given {
  readonly caller?: string;
  readonly at?: number;
  /** What staff have decided beside the calendars. */
  readonly world?: Exceptions;
}

/** Begins a call on a release. State goes through JSON before every turn, as it does between two webhooks. */
export function play(release: Release, { caller, at = MONDAY_TEN, world = NOTHING }: Given = {}): PlayedCall {
  const event = {
    type: 'answered',
    dialled: '+85230000000',
    ...(caller === undefined ? {} : { caller: caller as E164 }),
  } as const;
  const call = beginCall(release, SID, { event, at });
  return played(release, advance(release, call, event, { at, ...world }), { facts: [], at, world });
}

interface Before {
  readonly facts: readonly Fact[];
  readonly at: number;
  readonly world: Exceptions;
}

function played(release: Release, last: Turn, before: Before): PlayedCall {
  const { world } = before;
  const facts = [...before.facts, ...last.facts];
  const after = (event: CallEvent, at = before.at) => {
    const stored = JSON.parse(JSON.stringify(last.call)) as Call;
    return played(release, advance(release, stored, event, { at, ...world }), { facts, at, world });
  };
  return {
    call: last.call,
    last,
    facts,
    said: last.actions.flatMap((action) => (action.type === 'say' ? [action.prompt] : [])),
    actions: last.actions.map(({ type }) => type),
    after,
    presses: (digits) => after({ type: 'digits', digits }),
    says: (text, confidence) => after({ type: 'speech', text, confidence }),
    waitsInSilence: () => after({ type: 'no-input' }),
    isAnswered: (outcome, output = {}) => after({ type: 'service-answered', answer: { outcome, output }, tookMs: 12 }),
  };
}
