import type { Fact } from '../flow/facts.ts';
import { type Completing, createCompleting } from './completing.ts';
import { createOpening, type Opening } from './opening.ts';
import { type Origin, origin, type Takeable } from './origin.ts';
import { StoreUnavailable } from './ports.ts';
import { retryLostRaces } from './retry-lost-races.ts';
import { createSettling, leaveAnswer } from './settling.ts';
import type { TurnRequest } from './turn-request.ts';

/** The carrier's document to answer with, or the refusal of an address that the call was never given. */
export type Reply =
  | {
      readonly type: 'document';
      readonly body: string;
      /** Set where the turn was done before, and this is what was answered then. */
      readonly isRepeated?: true;
    }
  | { readonly type: 'forbidden' };

export type TakeTurn = (request: TurnRequest) => Promise<Reply>;

export interface TurnsOptions extends Completing, Opening {
  readonly newNonce: () => string;
}

/**
 * Takes one turn of lane `call`: loads the call, lets the engine advance it, asks what has to be asked, and commits
 * state, reply and facts together. A turn that was done already gets its stored reply. Where another process has changed
 * the call meanwhile, it is loaded and advanced again, at most three times.
 */
export function createTurns(options: TurnsOptions): TakeTurn {
  const { store } = options;
  const complete = createCompleting(options, leaveAnswer(options, createSettling(options)));
  const opening = createOpening(options);

  return async (request) => {
    try {
      return await retryLostRaces('while its turn was taken', () => attempt(request));
    } catch (error) {
      await noteFault(request, error, options);
      throw error;
    }
  };

  /** Nothing where a commit lost a race. */
  async function attempt(request: TurnRequest): Promise<Reply | undefined> {
    const from = origin(await store.find(request.sid), request);
    if (from.type === 'forbidden') return { type: 'forbidden' };
    const body = await answer(from, request);
    if (body === undefined) return undefined;
    return { type: 'document', body, ...(from.type === 'replay' ? { isRepeated: true } : {}) };
  }

  async function answer(
    from: Exclude<Origin, { type: 'forbidden' }>,
    request: TurnRequest,
  ): Promise<string | undefined> {
    switch (from.type) {
      case 'replay':
        return store.findReply(request.sid);
      case 'over':
        return over(request);
      default:
        return take(from, request);
    }
  }

  async function take(from: Takeable, request: TurnRequest): Promise<string | undefined> {
    const draft = await opening.open(from, request);
    const known = from.type === 'next' ? from.stored : undefined;
    const nonce = known?.nonce ?? options.newNonce();
    const expected = from.type === 'begin' ? 0 : from.stored.revision;
    const turn = request.refused !== undefined && known ? known.turn + 1 : request.turn;
    const formerNonce = known ? known.formerNonce : request.nonce;
    return complete(draft, { expected, turn, nonce, ...(formerNonce === undefined ? {} : { formerNonce }), part: 0 });
  }

  /** The call was over before it came here: it is put down that it came, and nothing is said. */
  async function over(request: TurnRequest): Promise<string> {
    const { call, facts, world, release } = opening.begin(request);
    const started = facts.filter(({ type }) => type === 'call-started');
    await store.append(call.sid, { key: 'c.0', at: world.at, facts: started });
    return options.render([], { release }, { turn: 0, nonce: '', lane: 'call' });
  }
}

/** Puts down with the call that a turn of it failed by a fault of ours; what it was stands in the log. */
async function noteFault({ sid, turn }: TurnRequest, error: unknown, { store, now }: TurnsOptions): Promise<void> {
  if (error instanceof StoreUnavailable) return;
  const fact: Fact = { type: 'failed', error: error instanceof Error ? error.name : typeof error };
  await store.append(sid, { key: `n.failed.${turn}`, at: now(), facts: [fact] }).catch(() => undefined);
}
