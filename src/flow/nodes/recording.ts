import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { recordingPolicy } from '../recording.ts';
import { TALKS, type Talks } from '../variables.ts';
import { promptsAt } from './listening.ts';
import { common, Id, Target } from './schemas.ts';

export interface RecordingNode extends NodeBase {
  readonly type: 'recording';
  readonly talks: Talks;
  readonly told?: string;
}

/**
 * Settles whether what the caller talks about with people is recorded, from the next queue or transfer on.
 *
 * It says nothing itself: a notice or a question comes before it, and `told` names that prompt for the record of the
 * call. Where the policy of the caller's region is `off`, nothing is recorded whatever stands here; where it is
 * `consent`, only a choice of the caller's in a menu may lead to `talks: recorded`. What is settled holds for the whole
 * call, in the variable `talks`, unless the caller's region comes to have another policy: then `talks` has no value
 * again. A recording begins on joining a queue or dialling, and ends with the first thing that happens afterwards.
 *
 * ```yaml
 * agreed: { type: recording, talks: recorded, told: recording-consent, next: to-team }
 * ```
 */
export const recording = nodeType({
  type: 'recording',
  whenGone: 'passed',
  schema: z.strictObject({
    type: z.literal('recording'),
    ...common,
    talks: z.enum(TALKS),
    told: Id.optional(),
    next: Target,
  }),
  ways: ({ next }) => [{ exit: 'next', target: next, path: ['next'], sets: ['talks'], byCaller: false }],
  prompts: ({ told }) => (told === undefined ? [] : promptsAt('told', [{ prompt: told }])),
  reads: () => [],
  gives: () => [],
  compile: ({ talks, told }): Omit<RecordingNode, 'exits'> => ({
    type: 'recording',
    talks,
    ...(told === undefined ? {} : { told }),
  }),
  enter: (node: RecordingNode, view) => {
    const policy = recordingPolicy(view);
    const talks = policy === 'off' ? 'not-recorded' : node.talks;
    const prompt = node.told === undefined ? {} : { prompt: node.told };
    return {
      consent: { talks, policy },
      facts: [{ type: 'recording-consent', policy, talks, ...prompt }],
      step: { type: 'go', exit: 'next' },
    };
  },
});
