import type { Action, Say } from '../flow/actions.ts';
import type { Call, Stay, Verification } from '../flow/call.ts';
import type { NodeBase, PromptRef } from '../flow/compiled.ts';
import type { Fact } from '../flow/facts.ts';
import type { NodeId } from '../flow/ids.ts';
import type { CallView, Outcome, Request, Step, World } from '../flow/node-type.ts';
import type { Release } from '../flow/release.ts';
import { readVariable } from '../flow/value-source.ts';
import { BUILT_IN, isEnough, type Level } from '../flow/variables.ts';
import type { TypedValue, Value } from '../values/typed-value.ts';
import { EngineError } from './errors.ts';

/** One turn in the making. Only this folder sees it, and only while `advance` runs. */
export interface Walk {
  readonly release: Release;
  readonly world: World;
  call: Call;
  /** Sensitive values keyed in this turn. */
  secrets: Readonly<Record<string, string>>;
  /** Nodes that spoke in this turn and did not listen. */
  spoken: NodeId[];
  readonly actions: Action[];
  readonly facts: Fact[];
  readonly requests: Request[];
}

/** Verification counts no longer after so long without anything from the caller. */
const VERIFIED_FOR_MS = 15 * 60_000;

/** @throws {EngineError} `unknown-node` where the release lacks it: it was not compiled from a checked flow */
export function nodeAt({ release }: Walk, id: NodeId): NodeBase {
  const node = Object.hasOwn(release.nodes, id) ? release.nodes[id] : undefined;
  if (!node) throw new EngineError('unknown-node', id);
  return node;
}

export const emptyStay = (node: NodeId): Stay => ({ node, visits: 1, noInput: 0, noMatch: 0, repeats: 0 });

export const viewOf = ({ release, call, world, secrets }: Walk): CallView => ({
  release,
  call,
  world,
  secrets,
  stay: call.stay?.node === call.node ? call.stay : emptyStay(call.node),
});

/** How sure the hotline is of the caller at this moment. */
export const levelNow = ({ call, world }: Walk): Level =>
  world.at - call.verification.at > VERIFIED_FOR_MS ? 'none' : call.verification.level;

/**
 * Takes over what a node made of being entered or of an event: variables, facts, and what it says. Gives the step that
 * follows: the node's own, or to where the caller is identified if what it says needs more certainty than there is.
 */
export function absorb(walk: Walk, outcome: Outcome): Step {
  assign(walk, outcome.set ?? {});
  if (outcome.secrets) walk.secrets = { ...walk.secrets, ...outcome.secrets };
  if (outcome.verified) verify(walk, outcome.verified);
  if (outcome.consent) walk.call = { ...walk.call, consent: outcome.consent };
  walk.facts.push(...(outcome.facts ?? []));

  const says = outcome.says ?? [];
  if (walk.call.endedAt !== undefined) return outcome.step;
  const { notVerified } = walk.release;
  const told = [...says, ...textOf(outcome.step)];
  if (notVerified !== undefined && told.some((say) => !mayBeSaid(walk, say)))
    return { type: 'jump', node: notVerified };
  walk.actions.push(...says.map((say) => toSay(walk, say, outcome.bargeIn ?? true)));
  noteDisclosed(walk, told);
  noteOpening(walk, told);
  return outcome.step;
}

/** Whatever needed certainty about the caller stands on the record: by name, never by value. */
function noteDisclosed(walk: Walk, told: readonly PromptRef[]): void {
  const names = told.flatMap(({ placeholders }) => placeholders);
  const variables = [...new Set(names)].filter((name) => walk.release.variables[name]?.level !== undefined);
  if (variables.length > 0) walk.facts.push({ type: 'disclosed', variables, level: levelNow(walk) });
}

/** When people answer next, as far as the caller was told. */
function noteOpening({ call, facts }: Walk, told: readonly PromptRef[]): void {
  const opening = call.variables.nextOpen;
  if (typeof opening === 'string' && told.some(({ placeholders }) => placeholders.includes('nextOpen')))
    facts.push({ type: 'opening-told', opening });
}

/** What a step sends in writing. */
const textOf = (step: Step): readonly PromptRef[] =>
  step.type === 'ask' && step.request.type === 'message' ? step.request.prompts : [];

/** Verification is only ever raised: a caller who has proved more keeps it. */
function verify(walk: Walk, { level, account }: Pick<Verification, 'level' | 'account'>): void {
  if (isEnough(levelNow(walk), level)) return;
  const whom = account ?? walk.call.verification.account;
  walk.call = {
    ...walk.call,
    verification: { level, at: walk.world.at, ...(whom === undefined ? {} : { account: whom }) },
  };
  walk.facts.push({ type: 'verified', level });
}

function assign(walk: Walk, values: Readonly<Record<string, Value | undefined>>): void {
  const { language, region, ...declared } = values;
  if (typeof language === 'string' && language !== walk.call.language) {
    // What was heard in another language may not have been understood: it is said in full again.
    walk.call = { ...walk.call, language, heard: [] };
    walk.facts.push({ type: 'language-set', language });
  }
  if (typeof region === 'string' && region !== walk.call.region) {
    walk.call = { ...walk.call, region };
    walk.facts.push({ type: 'region-set', region });
  }
  if (Object.keys(declared).length === 0) return;
  const variables: Record<string, Value> = { ...walk.call.variables };
  for (const [variable, value] of Object.entries(declared)) {
    if (value === undefined) delete variables[variable];
    else variables[variable] = value;
  }
  walk.call = { ...walk.call, variables };
}

/** Whether the hotline is sure enough of the caller, at this moment, for all that a prompt tells. */
export function mayBeSaid(walk: Walk, { placeholders }: PromptRef): boolean {
  const held = levelNow(walk);
  return placeholders.every((name) => isEnough(held, walk.release.variables[name]?.level ?? 'none'));
}

/** A prompt with the values its text takes, as they stand at this moment. */
export function toSay({ release, call }: Pick<Walk, 'release' | 'call'>, ref: PromptRef, bargeIn: boolean): Say {
  const values = ref.placeholders.flatMap((name): [string, TypedValue][] => {
    const value = readVariable({ release, call }, name);
    const type = (release.variables[name] ?? BUILT_IN[name])?.type;
    return value === undefined || type === undefined || type === 'sensitive'
      ? []
      : [[name, { type, value } as TypedValue]];
  });
  return {
    type: 'say',
    prompt: ref.prompt,
    language: ref.language ?? call.language,
    values: Object.fromEntries(values),
    bargeIn,
    ...(call.pace ? { pace: call.pace } : {}),
  };
}
