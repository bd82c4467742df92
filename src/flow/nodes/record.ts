import { z } from 'zod';
import type { NodeBase, PromptRef } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { promptsAt } from './listening.ts';
import { common, DurationSeconds, Prompts, Target, waysOf } from './schemas.ts';

export interface RecordNode extends NodeBase {
  readonly type: 'record';
  readonly purpose: string;
  readonly prompt: readonly PromptRef[];
  readonly maxLengthSeconds: number;
}

/** Silence that ends a recording. */
const SILENCE_SECONDS = 5;
/** Shorter recordings hold no words. */
const EMPTY_BELOW_SECONDS = 1;
/** Complaints and suggestions are listened to by those who deal with them; of them no words are kept. */
const PUT_INTO_WORDS = 'voicemail';

/**
 * Records what the caller says after a tone: a voicemail, a complaint, a suggestion.
 *
 * Any key, silence, the longest length or hanging up ends it. `recorded` means that there is something to listen to,
 * `empty` that nothing was said, `failed` that recording did not work. A caller who hangs up has still left the
 * recording.
 *
 * What is said in a voicemail is put into words as well where that can be done: by the carrier in English, in other
 * languages by a service that the hotline is joined to. The transcript is on the record of the call, without its
 * numbers.
 *
 * ```yaml
 * leave-message:
 *   type: record
 *   purpose: voicemail
 *   prompt: after-the-tone
 *   maxLength: 2m
 *   exits: { recorded: thanks, empty: anything-else, failed: apologise }
 * ```
 */
export const record = nodeType({
  type: 'record',
  schema: z.strictObject({
    type: z.literal('record'),
    ...common,
    purpose: z.enum(['voicemail', 'complaint', 'suggestion']),
    prompt: Prompts,
    maxLength: DurationSeconds.default(120),
    exits: z.strictObject({ recorded: Target, empty: Target, failed: Target }),
  }),
  ways: ({ exits }) => waysOf(exits).map((way) => ({ ...way, byCaller: way.exit === 'recorded' })),
  prompts: ({ prompt }) => promptsAt('prompt', prompt),
  reads: () => [],
  gives: () => [],
  compile: (written, { prompt }): Omit<RecordNode, 'exits'> => ({
    type: 'record',
    purpose: written.purpose,
    prompt: written.prompt.map(prompt),
    maxLengthSeconds: written.maxLength,
  }),
  enter: (node: RecordNode, { call: { language } }) => ({
    says: node.prompt,
    bargeIn: false,
    step: {
      type: 'wait',
      phase: 'recording',
      actions: [
        {
          type: 'record',
          purpose: node.purpose,
          language,
          ...(node.purpose === PUT_INTO_WORDS ? { transcribe: true } : {}),
          maxLengthSeconds: node.maxLengthSeconds,
          silenceSeconds: SILENCE_SECONDS,
        },
      ],
    },
  }),
  resume: (node: RecordNode, _view, event) => {
    if (event.type === 'not-recorded' || event.type === 'no-input') return { step: { type: 'go', exit: 'empty' } };
    if (event.type !== 'recorded') return { step: { type: 'go', exit: 'failed' } };
    const { recording, seconds } = event;
    if (seconds < EMPTY_BELOW_SECONDS) return { step: { type: 'go', exit: 'empty' } };
    return {
      facts: [{ type: 'recorded', purpose: node.purpose, recording, seconds }],
      step: { type: 'go', exit: 'recorded' },
    };
  },
});
