import { z } from 'zod';
import { decideLiveHours } from '../../hours/decide.ts';
import type { Leaving } from '../call.ts';
import type { NodeBase, PromptRef } from '../compiled.ts';
import type { QueueResult } from '../events.ts';
import type { CallView, Outcome } from '../node-type.ts';
import { nodeType } from '../node-type.ts';
import { recordedTalk } from '../recording.ts';
import { regionCalendar } from '../region-calendar.ts';
import { promptsAt } from './listening.ts';
import { common, DurationSeconds, Id, Prompts, Target, waysOf } from './schemas.ts';

export interface QueueNode extends NodeBase {
  readonly type: 'queue';
  readonly queue: string;
  readonly maxWaitSeconds: number;
  readonly entering: readonly PromptRef[];
  readonly waiting: readonly PromptRef[];
  /** Played between two times that `waiting` is said; silence where there is none. */
  readonly music?: readonly PromptRef[];
}

/** Keys that offer another way out while waiting. */
export const WAITING_KEYS: Readonly<Record<string, 'callback' | 'message'>> = { '1': 'callback', '2': 'message' };

/**
 * Waits for an agent.
 *
 * All of `answered`, `timeout`, `full`, `closed` and `unavailable` must be there. Listing `callback` offers a call back
 * by key 1 to those who can be called back (`canCallBack`), listing `message` a message by key 2. `entering` is said
 * once, `waiting` again and again with the caller's `queuePosition`, and `music` is played in between. After `maxWait`
 * the call goes to `timeout`. Outside the hours of the caller's region, or of the queue itself, it goes to `closed` at
 * once. Where a `recording` node has settled it so, the wait and the talk are recorded.
 *
 * ```yaml
 * to-agent:
 *   type: queue
 *   queue: general
 *   entering: connecting
 *   waiting: still-in-queue
 *   music: hold-music
 *   maxWait: 10m
 *   exits: { answered: survey, timeout: offer-message, full: offer-message, closed: after-hours, unavailable: apologise }
 * ```
 */
export const queue = nodeType({
  type: 'queue',
  schema: z.strictObject({
    type: z.literal('queue'),
    ...common,
    queue: Id,
    entering: Prompts,
    waiting: Prompts,
    music: Prompts.optional(),
    maxWait: DurationSeconds.default(600),
    exits: z.strictObject({
      answered: Target,
      timeout: Target,
      full: Target,
      closed: Target,
      unavailable: Target,
      callback: Target.optional(),
      message: Target.optional(),
    }),
  }),
  ways: ({ exits }) =>
    waysOf(exits).map((way) => ({ ...way, byCaller: !['full', 'closed', 'unavailable'].includes(way.exit) })),
  prompts: ({ entering, waiting, music }) => [
    ...promptsAt('entering', entering),
    ...promptsAt('waiting', waiting).map((use) => ({ ...use, brings: ['queuePosition'] })),
    ...promptsAt('music', music ?? []),
  ],
  reads: () => [],
  gives: () => [],
  compile: (written, { prompt }): Omit<QueueNode, 'exits'> => ({
    type: 'queue',
    queue: written.queue,
    maxWaitSeconds: written.maxWait,
    entering: written.entering.map(prompt),
    waiting: written.waiting.map(prompt),
    ...(written.music ? { music: written.music.map(prompt) } : {}),
  }),
  enter: (node: QueueNode, view) => (isOpen(node, view) ? join(node, view) : closed(node)),
  resume: (node: QueueNode, view, event) => {
    if (event.type !== 'left-queue') return join(node, view);
    const { result, waitSeconds } = event;
    const { leaving } = view.call;
    const by = result === 'left' && leaving?.type === 'exit' ? { exit: leaving.exit } : {};
    const facts = [{ type: 'queue-left', queue: node.queue, result, waitSeconds, ...by }] as const;
    if (result === 'hung-up' || result === 'redirected') return { facts, step: { type: 'stay' } };
    if (result === 'left' && leaving?.type === 'node') return { facts, step: { type: 'jump', node: leaving.node } };
    return { facts, step: { type: 'go', exit: exitFor(result, leaving) } };
  },
});

const join = (node: QueueNode, view: CallView): Outcome => ({
  says: node.entering,
  facts: [{ type: 'queue-joined', queue: node.queue }],
  step: {
    type: 'wait',
    phase: 'queued',
    actions: [{ type: 'enqueue', queue: node.queue, ...recordedTalk(view) }],
  },
});

const closed = ({ queue }: QueueNode): Outcome => ({
  facts: [{ type: 'queue-closed', queue }],
  step: { type: 'go', exit: 'closed' },
});

function exitFor(result: QueueResult, leaving: Leaving | undefined): string {
  if (result === 'bridged') return 'answered';
  if (result === 'full') return 'full';
  return result === 'left' && leaving?.type === 'exit' ? leaving.exit : 'unavailable';
}

/** Whether people answer this queue now: in the hours of the caller's region, cut with the queue's own. */
function isOpen({ queue: id }: QueueNode, view: CallView): boolean {
  const weekly = view.release.queues[id]?.hours;
  const { at, closures, overrides } = view.world;
  const line = { calendar: regionCalendar(view), queue: { id, ...(weekly ? { weekly } : {}) }, closures, overrides };
  return decideLiveHours({ ...line, at }).state === 'open';
}
