import { advance } from '../../../src/engine/advance.ts';
import { beginCall } from '../../../src/engine/begin-call.ts';
import type { Call } from '../../../src/flow/call.ts';
import type { CallEvent } from '../../../src/flow/events.ts';
import type { World } from '../../../src/flow/node-type.ts';
import type { Release } from '../../../src/flow/release.ts';
import { isCallSid } from '../../../src/values/call-sid.ts';
import { createRandom } from '../load/random.ts';
import { median } from '../measure/statistics.ts';
import { growRelease } from './grown-release.ts';

/** What one `advance` costs on a flow of so many nodes. */
export interface AdvanceCost {
  readonly nodes: number;
  /** The median of the rounds, and the least. */
  readonly medianMicroseconds: number;
  readonly leastMicroseconds: number;
}

/** A call in the middle of a flow, and the key that comes next. */
interface Situation {
  readonly call: Call;
  readonly event: CallEvent;
}

const world: World = { at: 1_780_000_000_000, closures: [], overrides: [] };
/** Keys pressed before a situation is kept: enough to come to any of 10,000 menus. */
const keysBefore = 14;
const situationCount = 2000;
/** Menus that each call remembers having heard, the same on every size of flow, so that only the flow's size differs. */
const menusHeard = 6;
const warmRounds = 10;
const rounds = 30;

/** Times `advance` on one key of calls that stand all over a flow of `nodes` nodes. The flows are made by a seed. */
export function measureAdvance(nodes: number): AdvanceCost {
  const release = growRelease(nodes);
  const situations = standAllOver(release, createRandom(nodes));
  const microseconds: number[] = [];
  let actions = 0;
  for (let round = 0; round < warmRounds + rounds; round += 1) {
    const startedAt = performance.now();
    for (const { call, event } of situations) {
      actions += advance(release, call, event, world).actions.length;
    }
    if (round >= warmRounds) {
      microseconds.push(((performance.now() - startedAt) * 1000) / situations.length);
    }
  }
  if (actions !== situations.length * (warmRounds + rounds) * 2) {
    throw new Error('A menu did not say one prompt and listen.');
  }
  return { nodes, medianMicroseconds: median(microseconds), leastMicroseconds: Math.min(...microseconds) };
}

function standAllOver(release: Release, random: () => number): readonly Situation[] {
  return Array.from({ length: situationCount }, () => {
    let call = answer(release);
    for (let key = 0; key < keysBefore; key += 1) {
      ({ call } = advance(release, call, randomKey(random), world));
    }
    return { call: { ...call, heard: call.heard.slice(-menusHeard) }, event: randomKey(random) };
  });
}

function answer(release: Release): Call {
  const sid = 'CA00000000000000000000000000000001';
  if (!isCallSid(sid)) {
    throw new Error('The benchmark made a CallSid that is none.');
  }
  const event = { type: 'answered', dialled: '+18005550142' } as const;
  const { call } = advance(release, beginCall(release, sid, { event, at: world.at }), event, world);
  return call;
}

function randomKey(random: () => number): CallEvent {
  return { type: 'digits', digits: random() < 0.5 ? '1' : '2' };
}
