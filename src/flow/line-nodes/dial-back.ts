import { z } from 'zod';
import { isE164 } from '../../values/phone-number.ts';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { common, DurationSeconds, Target, VariableName, waysOf } from '../nodes/schemas.ts';

export interface DialBackNode extends NodeBase {
  readonly type: 'dial-back';
  /** Variables that hold the number of the caller, and the number that they are shown. */
  readonly number: string;
  readonly shows: string;
  readonly ringSeconds: number;
}

/** A call back ends after so long, so that no line is held for ever. */
const LIMIT_SECONDS = 3600;

/**
 * Rings a caller who asked to be called back, for an agent. Only the agents' line has it: its number comes from a kept
 * callback and from nowhere else.
 *
 * ```yaml
 * dial: { type: dial-back, number: callbackNumber, shows: callbackShows, exits: { completed: done, busy: later, no-answer: later, failed: later } }
 * ```
 */
export const dialBack = nodeType({
  type: 'dial-back',
  schema: z.strictObject({
    type: z.literal('dial-back'),
    ...common,
    number: VariableName,
    shows: VariableName,
    ring: DurationSeconds.default(30),
    exits: z.strictObject({ completed: Target, busy: Target, 'no-answer': Target, failed: Target }),
  }),
  whenGone: 'done',
  ways: ({ exits }) => waysOf(exits).map((way) => ({ ...way, byCaller: way.exit !== 'failed' })),
  prompts: () => [],
  reads: ({ number, shows }) => [
    { variable: number, path: ['number'] },
    { variable: shows, path: ['shows'] },
  ],
  gives: () => [],
  compile: (written): Omit<DialBackNode, 'exits'> => ({
    type: 'dial-back',
    number: written.number,
    shows: written.shows,
    ringSeconds: written.ring,
  }),
  enter: (node: DialBackNode, { call }) => {
    const number = call.variables[node.number];
    const shows = call.variables[node.shows];
    if (typeof number !== 'string' || !isE164(number)) return { step: { type: 'go', exit: 'failed' } };
    const callerId = typeof shows === 'string' && isE164(shows) ? { callerId: shows } : {};
    const limits = { timeoutSeconds: node.ringSeconds, limitSeconds: LIMIT_SECONDS };
    return {
      step: { type: 'wait', phase: 'dialling', actions: [{ type: 'dial', number, ...limits, ...callerId }] },
    };
  },
  resume: (_node: DialBackNode, _view, event) => {
    if (event.type !== 'dialled') return { step: { type: 'go', exit: 'failed' } };
    const { outcome, talkSeconds } = event;
    return { facts: [{ type: 'dialled', outcome, talkSeconds }], step: { type: 'go', exit: outcome } };
  },
});
