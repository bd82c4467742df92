import type { Call, Phase } from '../flow/call.ts';
import type { NodeBase } from '../flow/compiled.ts';
import { type NodeId, nodeNameOf } from '../flow/ids.ts';
import { WAITING_KEYS } from '../flow/nodes/queue.ts';
import type { Release } from '../flow/release.ts';
import { readVariable } from '../flow/value-source.ts';
import type { CallStore, Commit, Releases } from './ports.ts';

/** A key that the caller may press, what the flow calls it, and the node it leads to, where that is certain. */
export interface OfferedKey {
  readonly key: string;
  readonly label: string;
  readonly next?: NodeId;
  /** The language it chooses, where it chooses one. */
  readonly language?: string;
}

/** A turn as those see it who look on: where the call stands now, how it came there and what it offers. */
export interface WatchedTurn {
  readonly sid: string;
  /** The entry is turn 0. A turn that had to ask something that changes the world is told again when it is answered. */
  readonly turn: number;
  /** Where the call stands after the turn. */
  readonly node: NodeId;
  readonly language: string;
  /** What the hotline does last, until something happens. */
  readonly action: 'gather' | 'enqueue' | 'record' | 'dial' | 'hold' | 'hang-up';
  /** Nodes entered in the turn, in order. */
  readonly entered: readonly NodeId[];
  /** Ways that the caller chose in the turn. */
  readonly chosen: readonly string[];
  /** Keys of the node itself, as far as they are there for this caller. */
  readonly offered: readonly OfferedKey[];
  /** Keys that work everywhere, where the node has none of its own on them. */
  readonly always: readonly OfferedKey[];
}

export type TurnListener = (turn: WatchedTurn) => void;

export interface WatchOptions {
  readonly releases: Pick<Releases, 'find'>;
  readonly onTurn: TurnListener;
}

/**
 * A store that tells each turn of a call once it is kept. What changes no reply, such as a notice, is no turn, and
 * neither is what comes in when the caller is gone.
 */
export const watchTurns = (store: CallStore, { releases, onTurn }: WatchOptions): CallStore => ({
  ...store,
  async commit(commit) {
    const kept = await store.commit(commit);
    const isTurn = commit.reply !== undefined && commit.next.call.endedAt === undefined;
    const release = kept && isTurn ? await releases.find(commit.next.call.release) : undefined;
    if (release) onTurn(toWatchedTurn(release, commit));
    return kept;
  },
});

const ACTIONS: Readonly<Record<Phase, WatchedTurn['action']>> = {
  ready: 'hold',
  listening: 'gather',
  asking: 'hold',
  queued: 'enqueue',
  recording: 'record',
  dialling: 'dial',
  closing: 'hang-up',
};

function toWatchedTurn(release: Release, { sid, next: { turn, call }, batch }: Commit): WatchedTurn {
  const facts = batch?.facts ?? [];
  const offered = offeredBy(release, call);
  const takesKeys = call.phase === 'listening' || call.phase === 'queued';
  return {
    sid,
    turn,
    node: call.node,
    language: call.language,
    action: ACTIONS[call.phase],
    entered: facts.flatMap((fact) => (fact.type === 'node-entered' ? [fact.node] : [])),
    chosen: facts.flatMap((fact) => (fact.type === 'chosen' ? [fact.exit] : [])),
    offered,
    always: takesKeys ? alwaysOffered(release, offered) : [],
  };
}

const YES_NO: readonly OfferedKey[] = [
  { key: '1', label: 'yes' },
  { key: '2', label: 'no' },
];

function offeredBy(release: Release, call: Call): readonly OfferedKey[] {
  const { node: id, phase, stay } = call;
  const node = Object.hasOwn(release.nodes, id) ? release.nodes[id] : undefined;
  if (!node) return [];
  const isYes = (variable: string): boolean => readVariable({ release, call }, variable) === true;
  if (phase === 'queued') return waitingKeys(node, isYes);
  if (phase !== 'listening') return [];
  if (stay?.pause) return [];
  if (stay?.confirmation) return YES_NO;
  return hasChoices(node) ? choiceKeys(node, isYes) : entryKeys(node);
}

/** Whether a boolean of the call is yes: what is offered only to some callers hangs on one. */
type IsYes = (variable: string) => boolean;

interface Choice {
  readonly dtmf: string;
  readonly exit: string;
  readonly when?: string;
  readonly set: Readonly<Record<string, { readonly type: string; readonly value?: unknown }>>;
}

type WithChoices = NodeBase & { readonly choices: readonly Choice[] };

const hasChoices = (node: NodeBase): node is WithChoices => node.type === 'menu' && 'choices' in node;

const choiceKeys = (node: WithChoices, isYes: IsYes): readonly OfferedKey[] =>
  node.choices.filter(({ when }) => when === undefined || isYes(when)).map((choice) => toOffered(node, choice));

function toOffered(node: NodeBase, { dtmf, exit, set }: Choice): OfferedKey {
  const next = node.exits[exit];
  const language = set.language?.value;
  return {
    key: dtmf,
    label: exit,
    ...(next === undefined ? {} : { next }),
    ...(typeof language === 'string' ? { language } : {}),
  };
}

/** A question for yes or no offers two keys; what else is collected is no choice. */
const entryKeys = (node: NodeBase): readonly OfferedKey[] => ('entry' in node && isYesNo(node.entry) ? YES_NO : []);

const isYesNo = (entry: unknown): boolean =>
  typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'yes-no';

function waitingKeys(node: NodeBase, isYes: IsYes): readonly OfferedKey[] {
  return Object.entries(WAITING_KEYS).flatMap(([key, exit]) => {
    const next = node.exits[exit];
    const isThere = exit !== 'callback' || isYes('canCallBack');
    return next === undefined || !isThere ? [] : [{ key, label: exit, next }];
  });
}

function alwaysOffered({ keys }: Release, offered: readonly OfferedKey[]): readonly OfferedKey[] {
  return Object.entries(keys).flatMap(([key, target]): readonly OfferedKey[] => {
    if (offered.some((own) => own.key === key)) return [];
    if (target.type !== 'node') return [{ key, label: target.type }];
    return [{ key, label: nodeNameOf(target.node), next: target.node }];
  });
}
