import { expect } from 'vitest';
import { advance, type Turn } from '../../src/engine/advance.ts';
import { attend } from '../../src/engine/attend.ts';
import { beginCall } from '../../src/engine/begin-call.ts';
import type { Action } from '../../src/flow/actions.ts';
import type { Call } from '../../src/flow/call.ts';
import type { CallEvent, QueueResult, WaitEvent } from '../../src/flow/events.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { regionCalendar } from '../../src/flow/region-calendar.ts';
import type { Release } from '../../src/flow/release.ts';
import type { Closure, Override } from '../../src/hours/calendar.ts';
import { speak } from '../../src/prompts/speak.ts';
import { isCallSid } from '../../src/values/call-sid.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import type { Value } from '../../src/values/typed-value.ts';
import { keepSecret, keepText } from './kept/keep.ts';
import { isSensitive, mayBeCard } from './kept/watch-hotline.ts';
import { okpay } from './okpay-release.ts';

/** Who rings, where and when. */
export interface Scene {
  /** The caller's number; without it the caller withholds it. */
  readonly from?: string;
  /** The hotline's number; the one that says nothing about the region where none is given. */
  readonly to?: string;
  /** An instant as ISO 8601 with its offset. */
  readonly at: string;
  /** Chosen at once by its key; without it the caller is still asked. */
  readonly language?: 'zh-CN' | 'en' | 'es';
  readonly closures?: readonly Closure[];
  readonly overrides?: readonly Override[];
  readonly release?: Release;
  /** What is remembered from an earlier call; without it the caller is new. */
  readonly remembered?: { readonly language: string; readonly region?: string };
  /** What the back office knows of the number; without it nothing. */
  readonly customer?: { readonly language: string; readonly direct: boolean };
  /** Whether the test answers what is broken just now by itself; else nothing is. */
  readonly asksIncidents?: boolean;
  /** Whether the test answers by itself where money can be sent; else it can everywhere. */
  readonly asksCorridors?: boolean;
}

const LANGUAGE_KEYS = { 'zh-CN': '1', en: '2', es: '3' } as const;
const SID = `CA${'0'.repeat(31)}1`;

/** A call told as the caller would tell it; each step fails the test where the hotline does otherwise. */
export type Caller = ReturnType<typeof callTo>;

/** Rings the hotline's shipped flows, on the engine alone: no carrier, no clock. State goes through JSON between turns. */
export function callTo(scene: Scene) {
  const { release = okpay, closures = [], overrides = [], language } = scene;
  let world = { at: Date.parse(scene.at), closures, overrides };
  const facts: Fact[] = [];
  const story: string[] = [];
  let call = begin(release, scene);
  let turn: Turn = { call, actions: [], facts: [], requests: [] };
  let heard = '';

  const note = (done: string, next: Turn) => {
    turn = next;
    call = throughJson(next.call);
    facts.push(...next.facts);
    if (next.facts.length > 0) keepText('the facts of a call', JSON.stringify(next.facts));
    heard = heardIn(next.actions, { release, call: next.call, at: world.at });
    story.push(done, `  "${heard}"`);
    expect(audible(next), told('the hotline was silent')).toBe(true);
  };
  const told = (what: string) => `${what}, after:\n${story.join('\n')}`;
  const happens = (done: string, event: CallEvent) => {
    note(done, advance(release, call, event, world));
    const known = answerAbout(scene, call);
    const before = turn;
    if (!known) return;
    happens(`(${known.outcome})`, { type: 'service-answered', answer: known, tookMs: 20 });
    prepend(before);
  };
  /** What was said before a question that is answered at once is heard with what comes after. */
  const prepend = ({ actions, facts: told }: Turn) => {
    turn = { ...turn, actions: [...actions, ...turn.actions], facts: [...told, ...turn.facts] };
    heard = heardIn(turn.actions, { release, call, at: world.at });
  };
  const inQueue = (done: string, event: WaitEvent) => {
    note(done, attend(release, call, event, world));
    if (turn.actions.some(({ type }) => type === 'leave')) left('left', event.waitSeconds);
  };
  const left = (result: QueueResult, waitSeconds: number) =>
    happens(`(comes out of the queue: ${result})`, { type: 'left-queue', result, waitSeconds });
  const step =
    <Arguments extends readonly unknown[]>(act: (...given: Arguments) => void) =>
    (...given: Arguments) => {
      act(...given);
      return caller;
    };
  const has = (type: Action['type']) => turn.actions.some((action) => action.type === type);

  const caller = {
    /** What was said since the caller last did something contains all of these. */
    hears: step((...patterns: readonly (RegExp | string)[]) => {
      for (const pattern of patterns) expect(heard, told(`did not hear ${pattern}`)).toMatch(pattern);
    }),
    doesNotHear: step((pattern: RegExp) => expect(heard, told(`heard ${pattern}`)).not.toMatch(pattern)),
    presses: step((digits: string) => {
      if (isSensitive(release, call.node) || mayBeCard(digits)) keepSecret(digits);
      if (call.phase === 'queued') inQueue(`presses ${digits}`, { position: 1, waitSeconds: 30, digits });
      else happens(`presses ${digits}`, { type: 'digits', digits });
    }),
    says: step((text: string, confidence?: number) => happens(`says ${text}`, { type: 'speech', text, confidence })),
    saysNothing: step(() =>
      happens('says nothing', call.phase === 'recording' ? { type: 'not-recorded' } : { type: 'no-input' }),
    ),
    /** Speaks after the tone. */
    records: step((seconds: number) =>
      happens(`speaks for ${seconds} s`, { type: 'recorded', recording: 'RE1', seconds }),
    ),
    /** What was asked outside is answered: a service by its outcome, a callback by `requested` and the like. */
    isAnswered: step((outcome: string, output: Readonly<Record<string, Value>> = {}) => {
      expect(call.phase, told('nothing was asked')).toBe('asking');
      happens(`(${outcome})`, answers(outcome, output));
    }),
    /** Hears the wait document of the queue: a place from 1, after so many seconds in it. */
    waits: step((position: number, waitSeconds: number) =>
      inQueue(`waits ${waitSeconds} s at place ${position}`, { position, waitSeconds }),
    ),
    /** The queue ends for the caller: an agent talked to them, it was full, or it failed. */
    comesOut: step((result: QueueResult) => left(result, 60)),
    /** A service was asked, with this among its input. */
    asks: step((service: string, input: Readonly<Record<string, Value>> = {}) => {
      expect(turn.requests, told(`${service} is not asked`)).toEqual([
        { type: 'service', service, input: expect.objectContaining(input) },
      ]);
    }),
    /** A text message goes out to the caller's own number, made of these prompts. */
    isTexted: step((...prompts: readonly string[]) => {
      const refs = prompts.map((prompt) => expect.objectContaining({ prompt }));
      expect(turn.requests, told('no text message')).toEqual([{ type: 'message', to: scene.from, prompts: refs }]);
    }),
    /** Time goes by in which the caller does nothing. */
    isIdleFor: step((minutes: number) => {
      world = { ...world, at: world.at + minutes * 60_000 };
    }),
    isQueuedFor: step((queue: string) => {
      expect(turn.actions, told(`is not queued for ${queue}`)).toContainEqual(
        expect.objectContaining({ type: 'enqueue', queue }),
      );
    }),
    /** The wait that begins, and the talk after it, are recorded. */
    isRecordedTalking: step(() =>
      expect(turn.actions, told('the talk is not recorded')).toContainEqual(
        expect.objectContaining({ type: 'enqueue', isRecorded: true }),
      ),
    ),
    isNotRecorded: step(() =>
      expect(turn.actions, told('the talk is recorded')).not.toContainEqual(
        expect.objectContaining({ isRecorded: true }),
      ),
    ),
    /** The first thing done is to stop a recording. */
    isRecordedNoMore: step(() =>
      expect(turn.actions[0], told('the recording goes on')).toEqual({ type: 'stop-recording' }),
    ),
    isRecorded: step((purpose: string) => {
      expect(turn.actions, told('is not recorded')).toContainEqual(
        expect.objectContaining({ type: 'record', purpose }),
      );
    }),
    /** The hotline says goodbye. */
    isLetGo: step(() => expect(has('hang-up'), told('the hotline did not hang up')).toBe(true)),
    hangsUp: step(() => happens('hangs up', { type: 'hung-up', status: 'completed' })),
    leaves: step((fact: Partial<Fact>) => {
      expect(facts, told('the record lacks it')).toContainEqual(expect.objectContaining(fact));
    }),
    phase: () => call.phase,
    region: () => call.region,
    heard: () => heard,
    requests: () => turn.requests,
    actions: () => turn.actions,
    facts: (): readonly Fact[] => facts,
    call: () => call,
  };
  happens('rings', answered(scene));
  return language === undefined ? caller : caller.presses(LANGUAGE_KEYS[language]);
}

/** The code that was keyed belongs to this account; no flow ever sees it. */
const answers = (outcome: string, output: Readonly<Record<string, Value>>): CallEvent => ({
  type: 'service-answered',
  answer: { outcome, output, ...(outcome.startsWith('verified-') ? { account: 'account-1' } : {}) },
  tookMs: 20,
});

function answered({ from, to = '+18005550199' }: Scene): Extract<CallEvent, { type: 'answered' }> {
  return { type: 'answered', dialled: to, ...(from !== undefined && isE164(from) ? { caller: from } : {}) };
}

function begin(release: Release, scene: Scene): Call {
  if (!isCallSid(SID)) throw new Error('no CallSid');
  return beginCall(release, SID, { event: answered(scene), at: Date.parse(scene.at) });
}

/** The answers of what the hotline and the back office know of a number, which come at once. */
function answerAbout(
  { remembered, customer, asksIncidents, asksCorridors }: Scene,
  { phase, request }: Call,
): Extract<CallEvent, { type: 'service-answered' }>['answer'] | undefined {
  if (phase !== 'asking') return undefined;
  switch (request?.service) {
    case 'callers.recall':
      if (!remembered) return { outcome: 'new', output: {} };
      return { outcome: remembered.region === undefined ? 'language-only' : 'remembered', output: { ...remembered } };
    case 'customers.by-caller':
      return customer ? { outcome: 'known', output: { ...customer } } : { outcome: 'unknown', output: {} };
    case 'callers.remember':
      return { outcome: 'kept', output: {} };
    case 'incidents.current':
      return asksIncidents ? undefined : { outcome: 'none', output: {} };
    case 'transfers.corridor':
      return asksCorridors ? undefined : { outcome: 'served', output: {} };
    default:
      return undefined;
  }
}

function throughJson(call: Call): Call {
  const text = JSON.stringify(call);
  keepText('the state of a call', text);
  return JSON.parse(text);
}

/** All that is said, in the order it is said; a pause is a blank. */
function heardIn(
  actions: readonly Action[],
  { release, call, at }: { readonly release: Release; readonly call: Call; readonly at: number },
): string {
  const { zone } = regionCalendar({ release, call });
  return actions
    .flatMap((action) => (action.type === 'say' ? [{ ...action, at, zone }] : []))
    .map((say) =>
      speak(release.prompts, say)
        .map((piece) => (piece.type === 'text' ? piece.text : ' '))
        .join(''),
    )
    .join(' ');
}

/** Whoever is still on the line hears words, or is let out of a queue, or has asked for time, or waits for an answer that comes at once. */
const audible = ({ call, actions, requests }: Turn): boolean =>
  call.endedAt !== undefined ||
  requests.length > 0 ||
  call.stay?.pause !== undefined ||
  actions.some(({ type }) => type === 'say' || type === 'leave' || type === 'hold');
