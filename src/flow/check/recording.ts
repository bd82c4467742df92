import type { Move } from '../compile/knowledge.ts';
import { writtenAs } from '../compile/written-as.ts';
import type { NodeId } from '../ids.ts';
import { branch } from '../nodes/branch.ts';
import { menu } from '../nodes/menu.ts';
import { recording } from '../nodes/recording.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { RECORDING_POLICIES, type RecordingPolicy } from '../variables.ts';
import { atNode, type Check, type Fault, type Subject } from './subject.ts';

/** The policies that a caller's region may have at one place of the flow. */
type Policies = ReadonlySet<RecordingPolicy>;

/**
 * Talks that would be recorded where the caller's region asks for consent and the caller has not just chosen it. What a
 * choice says is for whoever writes its prompt: that there is one right before is all that can be seen here.
 */
export const checkRecording: Check = (subject) => {
  const { set, moves } = subject;
  const regions = Object.values(set.files.regions?.value?.regions ?? {});
  const all: Policies = new Set(regions.map((region) => region.recording));
  if (!all.has('consent')) return [];
  const arriving = policiesIn(subject, all);
  const unasked = new Set<NodeId>(moves.starts);
  for (const [id, here] of arriving) {
    const from = set.nodes.get(id);
    for (const move of from ? moves.movesOf(id) : []) {
      if (after(subject, { from, move, here, all }).has('consent') && !isChoice(subject, from, move))
        unasked.add(move.to);
    }
  }
  return [...unasked].flatMap((id) => {
    const node = set.nodes.get(id);
    return node && writtenAs(node, recording)?.talks === 'recorded' ? atNode(set, node, ['talks'], fault) : [];
  });
};

const fault: Fault = {
  rule: 'recording-unasked',
  message: 'A caller whose region asks for consent can come here without having chosen it.',
  fix: 'Lead here by a choice of a menu alone, or branch on `recordingPolicy` before.',
};

/**
 * Whether a move is one of a menu's choices: neither silence nor a key that works everywhere. Choosing a region is none:
 * only from then on is it known what has to be asked.
 */
const isChoice = (subject: Subject, from: ReadNode | undefined, move: Move): boolean =>
  writtenAs(from, menu) !== undefined &&
  move.exit !== undefined &&
  move.exit !== 'exhausted' &&
  !setsRegion(subject, move);

const setsRegion = ({ graph }: Subject, { effect }: Move): boolean => (effect.gives & graph.bitsOf(['region'])) !== 0n;

/** The policies that are possible on entering each node that a call can reach. */
function policiesIn(subject: Subject, all: Policies): ReadonlyMap<NodeId, Policies> {
  const { set, moves } = subject;
  const known = new Map<NodeId, Policies>(moves.starts.map((id) => [id, all]));
  const queued = new Set(moves.starts);
  // Nodes that are queued on the way are walked as well.
  for (const id of queued) {
    queued.delete(id);
    const here = known.get(id) ?? all;
    for (const move of moves.movesOf(id)) {
      const before = known.get(move.to);
      const joined = new Set([...(before ?? []), ...after(subject, { from: set.nodes.get(id), move, here, all })]);
      if (before?.size === joined.size) continue;
      known.set(move.to, joined);
      queued.add(move.to);
    }
  }
  return known;
}

interface Step {
  /** Absent where it could not be read. */
  readonly from: ReadNode | undefined;
  readonly move: Move;
  readonly here: Policies;
  readonly all: Policies;
}

/** What is possible after a move: nothing is held against a node that could not be read. */
function after(subject: Subject, { from, move, here, all }: Step): Policies {
  if (!from) return new Set();
  const asked = writtenAs(from, branch);
  if (asked?.on === 'recordingPolicy') return narrowed(here, move.exit, Object.keys(asked.exits));
  if (asked || move.exit === undefined) return here;
  // Another region may have another policy; what a subflow does to it is not looked at.
  return setsRegion(subject, move) || subject.graph.calleeOf(from.id) !== undefined ? all : here;
}

/** What is left of the policies by an exit of a branch on them. */
function narrowed(here: Policies, exit: string | undefined, exits: readonly string[]): Policies {
  const named = RECORDING_POLICIES.find((policy) => policy === exit);
  if (named) return new Set([...here].filter((policy) => policy === named));
  return new Set([...here].filter((policy) => !(exit === 'else' && exits.includes(policy))));
}
