import type { Call } from '../flow/call.ts';
import type { Answer } from '../flow/events.ts';
import type { Fact } from '../flow/facts.ts';
import type { Request } from '../flow/node-type.ts';
import type { Asking } from './asking.ts';
import { type Draft, withEvent } from './draft.ts';
import type { CallStore, Commit, FactBatch, Logger } from './ports.ts';
import { requestKey } from './request-key.ts';
import { type SpokenAction, toSpoken } from './spoken.ts';

/** Where the addresses of a reply lead: the turn that the caller's next doing begins. */
export interface Links {
  readonly turn: number;
  readonly nonce: string;
  /**
   * `wait` where a queue is being waited in: what the caller keys then is no turn of the call. `reduced` where there is
   * no state, and so neither turn nor nonce.
   */
  readonly lane: 'call' | 'wait' | 'reduced';
}

/** Makes the carrier's document of what is to be done. */
export type Render = (actions: readonly SpokenAction[], at: Pick<Draft, 'release'>, links: Links) => string;

export interface Completing {
  readonly store: CallStore;
  readonly asking: Asking;
  readonly render: Render;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
  /** How long a caller is left without a sound for the sake of an answer. */
  readonly patienceMs?: number;
}

/** Where a turn is written to. */
export interface Place {
  /** The revision it comes after. */
  readonly expected: number;
  readonly turn: number;
  readonly nonce: string;
  /** The nonce that it came with, where the call has another by now. */
  readonly formerNonce?: string;
  /** Commits of this turn so far: an effect is claimed in one of its own. */
  readonly part: number;
  /** Names the facts where they are none of the turn; else its lane and number do. */
  readonly key?: string;
}

/** Keeps an answer that is still to come for whoever asks for it. Never rejects. */
export type LeaveAnswer = (asked: Promise<Answer>, call: Call) => Promise<void>;

/** Brings a turn to its end and gives the document to answer with; nothing where the commit lost a race. */
export type Complete = (draft: Draft, place: Place) => Promise<string | undefined>;

/** After 2.5 s at the latest the caller hears a sound; the rest is for making and bringing it. */
const PATIENCE_MS = 2400;

interface PatientPlace extends Place {
  /** Resolves when the caller has waited long enough, however many things are asked in the turn. */
  readonly impatience: Promise<undefined>;
}

/**
 * Asks what the draft still has to ask, then commits it.
 *
 * What only reads is asked at once. What changes something outside is claimed first: the call is committed as waiting,
 * with a reply that holds the caller, so that no other process performs it as well. An answer that comes later than a
 * caller's patience is left beside the state, where the caller's next webhook finds it.
 */
export function createCompleting(options: Completing, leaveAnswer: LeaveAnswer): Complete {
  const { store, asking, render, now, patienceMs = PATIENCE_MS } = options;

  async function complete(draft: Draft, place: PatientPlace): Promise<string | undefined> {
    const { request } = draft;
    if (!request) return commit(draft, place);
    if (asking.mannerOf(request).effect) return claim(draft, place);
    const asked = ask(request, draft, place);
    const answer = await Promise.race([asked, place.impatience]);
    if (answer) return complete(withAnswer(draft, answer, now()), place);
    const held = await commit(hold(draft), place);
    void leaveAnswer(asked, draft.call);
    return held;
  }

  /** Another process that takes the same turn loses the race for the claim, and performs nothing. */
  async function claim(draft: Draft, place: PatientPlace): Promise<string | undefined> {
    const held = await commit(hold(draft), place);
    const { request } = draft;
    if (held === undefined || !request) return held;
    const asked = ask(request, draft, place);
    const answer = await Promise.race([asked, place.impatience]);
    const rest = answer && withAnswer({ ...draft, facts: [] }, answer, now());
    const reply = rest && (await complete(rest, { ...place, expected: place.expected + 1, part: place.part + 1 }));
    if (reply === undefined) void leaveAnswer(asked, draft.call);
    return reply ?? held;
  }

  const ask = (request: Request, draft: Draft, { turn }: Place): Promise<Answer> =>
    asking.ask(request, draft, keyOf(draft.call, turn));

  async function commit(draft: Draft, place: Place): Promise<string | undefined> {
    const { call, world, actions, release } = draft;
    const links: Links = { turn: place.turn + 1, nonce: place.nonce, lane: 'call' };
    const reply = render(toSpoken(actions, { release, call, at: world.at }), draft, links);
    if (!(await store.commit(toCommit(draft, place, reply)))) return undefined;
    raiseAlarms(draft, options);
    return reply;
  }

  return (draft, place) =>
    draft.request
      ? withPatience(patienceMs, (impatience) => complete(draft, { ...place, impatience }))
      : commit(draft, place);
}

async function withPatience<Result>(
  patienceMs: number,
  ask: (impatience: Promise<undefined>) => Promise<Result>,
): Promise<Result> {
  const { promise: impatience, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, patienceMs, undefined);
  return ask(impatience).finally(() => clearTimeout(timer));
}

function toCommit({ call, facts, world }: Draft, place: Place, reply: string): Commit {
  const { expected, turn, nonce, formerNonce, part, key = `c.${turn}` } = place;
  const batch: FactBatch = { key: part === 0 ? key : `${key}.${part}`, at: world.at, facts };
  return {
    sid: call.sid,
    expected,
    next: { turn, nonce, ...(formerNonce === undefined ? {} : { formerNonce }), call: askedIn(turn, call) },
    reply,
    ...(facts.length > 0 ? { batch } : {}),
  };
}

/** Facts that somebody has to look after: the caller was served, but not as it was meant. */
const ALARMS: ReadonlySet<Fact['type']> = new Set(['hours-uncovered', 'effect-unknown', 'bound-reached', 'state-lost']);

function raiseAlarms({ call, facts }: Draft, { log }: Completing): void {
  for (const { type } of facts)
    if (ALARMS.has(type)) log.error({ callSid: call.sid, fact: type }, 'a call met a fault');
}

/** The same for every attempt at one request. */
const keyOf = ({ sid, request }: Call, turn: number): string =>
  requestKey(sid, request?.turn ?? turn, request?.index ?? 0);

/** A pending request keeps the turn in which it was asked first. */
const askedIn = (turn: number, call: Call): Call =>
  call.request ? { ...call, request: { turn, ...call.request } } : call;

/** `at` is epoch ms. */
const withAnswer = (draft: Draft, answer: Answer, at: number): Draft =>
  withEvent(draft, { type: 'service-answered', answer, tookMs: at - (draft.call.request?.askedAt ?? at) });

const hold = (draft: Draft): Draft => withEvent(draft, { type: 'still-waiting' });
