import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { recordedTalk } from '../recording.ts';
import { common, DurationSeconds, Id, Target, waysOf } from './schemas.ts';

export interface TransferNode extends NodeBase {
  readonly type: 'transfer';
  readonly number: string;
  readonly ringSeconds: number;
}

/** A transferred call ends after so long, so that no line is held for ever. */
const LIMIT_SECONDS = 3600;

/**
 * Dials a number outside, and connects the caller with whoever answers.
 *
 * `to` names a number of the allow-list in `config/numbers.yaml`; no other number can be dialled. Where a
 * `recording` node has settled it so, the ringing and the talk are recorded.
 *
 * ```yaml
 * to-bank:
 *   type: transfer
 *   to: partner-desk
 *   ring: 30s
 *   exits: { completed: goodbye, busy: to-agent, no-answer: to-agent, failed: to-agent }
 * ```
 */
export const transfer = nodeType({
  type: 'transfer',
  schema: z.strictObject({
    type: z.literal('transfer'),
    ...common,
    to: Id,
    ring: DurationSeconds.default(30),
    exits: z.strictObject({ completed: Target, busy: Target, 'no-answer': Target, failed: Target }),
  }),
  ways: ({ exits }) => waysOf(exits).map((way) => ({ ...way, byCaller: way.exit === 'completed' })),
  prompts: () => [],
  reads: () => [],
  gives: () => [],
  compile: (written): Omit<TransferNode, 'exits'> => ({
    type: 'transfer',
    number: written.to,
    ringSeconds: written.ring,
  }),
  enter: (node: TransferNode, view) => {
    const number = view.release.transfers[node.number];
    if (number === undefined) return { step: { type: 'go', exit: 'failed' } };
    const limits = { timeoutSeconds: node.ringSeconds, limitSeconds: LIMIT_SECONDS };
    return {
      step: {
        type: 'wait',
        phase: 'dialling',
        actions: [{ type: 'dial', number, ...limits, ...recordedTalk(view) }],
      },
    };
  },
  resume: (_node: TransferNode, _view, event) => {
    if (event.type !== 'dialled') return { step: { type: 'go', exit: 'failed' } };
    const { outcome, talkSeconds } = event;
    return { facts: [{ type: 'dialled', outcome, talkSeconds }], step: { type: 'go', exit: outcome } };
  },
});
