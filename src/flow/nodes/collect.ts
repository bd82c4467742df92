import { z } from 'zod';
import type { Value } from '../../values/typed-value.ts';
import type { NodeBase, PromptRef } from '../compiled.ts';
import { type Entry, EntrySpec, readEntry } from '../entry.ts';
import type { CallView, Outcome } from '../node-type.ts';
import { nodeType } from '../node-type.ts';
import { inRegionCurrency } from '../region-calendar.ts';
import { type Heard, matchPhrases, trustIn } from '../speech.ts';
import {
  asks,
  compileListening,
  exhaustedWay,
  gatherFor,
  type Listening,
  listeningKeys,
  listeningPrompts,
  promptsAt,
} from './listening.ts';
import { common, Prompts, Target, VariableName } from './schemas.ts';

export interface CollectNode extends NodeBase, Listening {
  readonly type: 'collect';
  readonly entry: Entry;
  readonly into: string;
  readonly readBack: readonly PromptRef[];
  readonly sensitive: boolean;
}

/**
 * Takes digits, a date, an amount, yes or no, or words into a variable.
 *
 * An entry ends with `#` or with silence. `*` after digits clears them (in an amount it is the decimal point). An entry
 * of the wrong length or form is a no-match and is asked for again. With `readBack` the caller hears the entry and
 * confirms it. A `sensitive` entry comes by keypad only, is read by the next service in the same turn and is kept
 * nowhere; one of a single length ends with its last digit. An amount may be in the currency of the caller's region:
 * `currency: callerRegion`. Just one of `digits`, `date`, `amount`, `yesNo` and `speech` says what is taken.
 *
 * ```yaml
 * ask-reference:
 *   type: collect
 *   prompt: enter-reference
 *   digits: { min: 11, max: 11, check: luhn }
 *   into: reference
 *   readBack: confirm-reference
 *   next: find-payment
 * ```
 */
export const collect = nodeType({
  type: 'collect',
  keepsStay: true,
  schema: z.strictObject({
    type: z.literal('collect'),
    ...common,
    ...listeningKeys,
    ...EntrySpec.shape,
    into: VariableName,
    readBack: Prompts.optional(),
    sensitive: z.boolean().default(false),
    next: Target,
  }),
  ways: (written, context) => [
    { exit: 'next', target: written.next, path: ['next'], sets: [written.into], byCaller: true },
    ...exhaustedWay(written, context),
  ],
  prompts: (written) => [
    ...listeningPrompts(written),
    ...promptsAt('readBack', written.readBack ?? []).map((use) => ({ ...use, brings: [written.into] })),
  ],
  reads: () => [],
  gives: (written) => [
    { variable: written.into, path: ['into'], type: written.sensitive ? 'sensitive' : typeOfEntry(written) },
  ],
  compile: (written, context): Omit<CollectNode, 'exits'> => {
    const listening = compileListening(written, context);
    const entry = toEntry(written);
    return {
      type: 'collect',
      ...listening,
      input: written.sensitive ? ['dtmf'] : inputFor(entry, listening.input),
      entry,
      into: written.into,
      readBack: (written.readBack ?? []).map(context.prompt),
      sensitive: written.sensitive,
    };
  },
  enter: (node: CollectNode, view) => ({
    says: asks(node, view),
    bargeIn: node.bargeIn,
    step: gatherFor(node, view, endsBy(node)),
  }),
  resume: (node: CollectNode, view, event) => {
    if (event.type === 'digits') return hasBegunAgain(node, event.digits) ? BEGIN_AGAIN : key(node, view, event.digits);
    if (event.type === 'speech') return withFact(node, view, 'voice', hear(node, view, event));
    return { step: { type: 'missed', cause: 'no-input' } };
  },
  confirmed: (node: CollectNode, _view, { value }) => ({
    ...(value === undefined ? {} : { set: { [node.into]: value } }),
    step: { type: 'go', exit: 'next' },
  }),
});

type Spec = z.output<typeof EntrySpec>;

const BEGIN_AGAIN: Outcome = { step: { type: 'again' } };

/**
 * What ends an entry before silence does. Of a secret of one length the last digit: nobody has to wait out the silence that
 * is left for finding it. Elsewhere the length is checked only after the entry, so that a card number keyed where a
 * reference is asked for is refused as a whole.
 */
function endsBy({ entry, sensitive }: CollectNode): { readonly maxDigits?: number } {
  if (entry.type === 'yes-no') return { maxDigits: 1 };
  return sensitive && entry.type === 'digits' && entry.min === entry.max ? { maxDigits: entry.max } : {};
}

/** A star counts as one of the keys after which a secret ends: whoever cleared theirs is asked again, at no cost. */
const hasBegunAgain = (node: CollectNode, digits: string): boolean =>
  endsBy(node).maxDigits !== undefined && digits.length > 1 && digits.includes('*');

const key = (node: CollectNode, view: CallView, digits: string): Outcome =>
  withFact(node, view, 'key', take(node, readEntry(inRegionCurrency(node.entry, view), digits, view.world.at)));

/** How an entry can come: digits by keypad only, words by voice whatever the node or the defaults say. */
function inputFor({ type }: Entry, input: Listening['input']): Listening['input'] {
  if (type === 'yes-no') return input;
  return type === 'speech' ? ['dtmf', 'speech'] : ['dtmf'];
}

function toEntry(written: Spec): Entry {
  if (written.digits) return { type: 'digits', ...written.digits };
  if (written.date) return { type: 'date' };
  if (written.amount) return { type: 'amount', currency: written.amount.currency, max: written.amount.max };
  return written.yesNo ? { type: 'yes-no' } : { type: 'speech' };
}

function typeOfEntry(written: Spec): 'digits' | 'date' | 'money' | 'boolean' | 'text' {
  const types = { digits: 'digits', date: 'date', amount: 'money', 'yes-no': 'boolean', speech: 'text' } as const;
  return types[toEntry(written).type];
}

/** Words as such are asked back where they are doubtful; a doubtful yes or no is asked for again. */
function hear(node: CollectNode, view: CallView, heard: Heard): Outcome {
  if (node.entry.type !== 'speech') return take(node, yesOrNo(view, heard));
  const trust = trustIn(heard);
  if (trust === 'certain' || (trust === 'doubtful' && node.readBack.length > 0)) return take(node, heard.text);
  const { confirm } = view.release;
  if (trust === 'none' || !confirm) return take(node, undefined);
  return {
    set: { heard: heard.text },
    step: { type: 'confirm', confirmation: { says: [confirm], exit: 'next', value: heard.text } },
  };
}

function yesOrNo({ release, call }: CallView, heard: Heard): boolean | undefined {
  const phrases = release.phrases[call.language] ?? {};
  const match = matchPhrases(
    heard,
    ['yes', 'no'].map((key) => ({ key, phrases: phrases[key] ?? [] })),
  );
  return match.type === 'certain' ? match.key === 'yes' : undefined;
}

/** What led anywhere stands on the record, as far as it may. */
function withFact({ entry }: CollectNode, { call }: CallView, by: 'key' | 'voice', outcome: Outcome): Outcome {
  if (outcome.step.type === 'missed') return outcome;
  return { ...outcome, facts: [{ type: 'entry-given', node: call.node, kind: entry.type, by }] };
}

function take(node: CollectNode, value: Value | undefined): Outcome {
  if (value === undefined) return { step: { type: 'missed', cause: 'no-match' } };
  if (node.sensitive) return { secrets: { [node.into]: String(value) }, step: { type: 'go', exit: 'next' } };
  if (node.readBack.length === 0) return { set: { [node.into]: value }, step: { type: 'go', exit: 'next' } };
  return {
    set: { [node.into]: value },
    step: { type: 'confirm', confirmation: { says: node.readBack, exit: 'next', value } },
  };
}
