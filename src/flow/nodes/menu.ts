import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import type { CallEvent } from '../events.ts';
import { keyPhrases } from '../key-phrases.ts';
import type { CallView, Outcome } from '../node-type.ts';
import { nodeType } from '../node-type.ts';
import type { Release } from '../release.ts';
import { type Candidate, matchPhrases } from '../speech.ts';
import { readVariable, sourceValue, ValueOrVariable, type ValueSource } from '../value-source.ts';
import {
  asks,
  compileListening,
  exhaustedWay,
  gatherFor,
  type Listening,
  listeningKeys,
  listeningPrompts,
} from './listening.ts';
import { common, Id, Key, Target, VariableName } from './schemas.ts';

const Choice = z.strictObject({
  dtmf: Key,
  label: Id.optional(),
  phrases: Id.optional(),
  /** A boolean without whose yes the choice is not there. */
  when: VariableName.optional(),
  set: z.record(VariableName, ValueOrVariable).optional(),
  next: Target,
});

interface CompiledChoice {
  readonly dtmf: string;
  /** The exit it takes: its label, else `key-` and its key. */
  readonly exit: string;
  readonly phrases?: string;
  readonly when?: string;
  readonly set: Readonly<Record<string, ValueSource>>;
}

export interface MenuNode extends NodeBase, Listening {
  readonly type: 'menu';
  readonly choices: readonly CompiledChoice[];
}

const exitOf = (choice: { readonly label?: string | undefined; readonly dtmf: string }): string =>
  choice.label ?? `key-${choice.dtmf}`;

/**
 * Offers choices by key and by phrase.
 *
 * One key chooses at once, without `#`. A key that is not offered is a no-match, silence a no-input; each has its own
 * words and the menu is asked again, until `attempts` visits are used up and the call goes to `exhausted`. The
 * always-keys work here at once. Speech that is understood with some doubt is confirmed first. A choice with `when` is
 * only there while that variable is yes; the prompt tells it apart: `{canText, select, yes {…} other {}}`.
 *
 * ```yaml
 * main-menu:
 *   type: menu
 *   prompt: main-menu
 *   reprompt: main-menu-short
 *   choices:
 *     - { dtmf: "1", label: login, phrases: login, set: { topic: login }, next: login-menu }
 *     - { dtmf: "2", label: payment, phrases: payment, set: { topic: payment }, next: payment-menu }
 * ```
 */
export const menu = nodeType({
  type: 'menu',
  schema: z.strictObject({
    type: z.literal('menu'),
    ...common,
    ...listeningKeys,
    choices: z.array(Choice).min(1).max(12),
  }),
  ways: (written, context) => [
    ...written.choices.map((choice, index) => ({
      exit: exitOf(choice),
      target: choice.next,
      path: ['choices', index, 'next'],
      sets: Object.keys(choice.set ?? {}),
      byCaller: true,
    })),
    ...exhaustedWay(written, context),
  ],
  prompts: listeningPrompts,
  reads: ({ choices }) =>
    choices.flatMap(({ set = {}, when }, index) => [
      ...(when === undefined ? [] : [{ variable: when, path: ['choices', index, 'when'] }]),
      ...Object.entries(set).flatMap(([variable, source]) =>
        source.type === 'variable' ? [{ variable: source.variable, path: ['choices', index, 'set', variable] }] : [],
      ),
    ]),
  gives: ({ choices }) =>
    choices.flatMap(({ set = {} }, index) =>
      Object.entries(set).map(([variable, source]) => ({
        variable,
        path: ['choices', index, 'set', variable],
        source,
      })),
    ),
  compile: (written, context): Omit<MenuNode, 'exits'> => ({
    type: 'menu',
    ...compileListening(written, context),
    choices: written.choices.map((choice) => ({
      dtmf: choice.dtmf,
      exit: exitOf(choice),
      ...(choice.phrases === undefined ? {} : { phrases: choice.phrases }),
      ...(choice.when === undefined ? {} : { when: choice.when }),
      set: choice.set ?? {},
    })),
  }),
  enter: (node: MenuNode, view) => ({
    says: asks(node, view),
    bargeIn: node.bargeIn,
    step: gatherFor(node, view, {
      maxDigits: 1,
      hints: node.input.includes('speech') ? hintsOf(node, view) : [],
    }),
  }),
  resume: (node: MenuNode, view, event) => {
    if (event.type === 'digits') return byKey(node, view, event.digits);
    if (event.type === 'speech') return bySpeech(node, view, event);
    return { step: { type: 'missed', cause: 'no-input' } };
  },
  confirmed: (node: MenuNode, view, { exit }) => {
    const choice = offered(node, view).find((candidate) => candidate.exit === exit);
    return choice ? take(view, choice, 'voice') : { step: { type: 'missed', cause: 'no-match' } };
  },
});

/** The choices that are there for this caller, at this moment. */
const offered = ({ choices }: MenuNode, view: CallView): readonly CompiledChoice[] =>
  choices.filter(({ when }) => when === undefined || readVariable(view, when) === true);

function byKey(node: MenuNode, view: CallView, digits: string): Outcome {
  const choice = offered(node, view).find(({ dtmf }) => dtmf === digits);
  return choice ? take(view, choice, 'key') : { step: { type: 'missed', cause: 'no-match' } };
}

function bySpeech(node: MenuNode, view: CallView, event: Extract<CallEvent, { type: 'speech' }>): Outcome {
  const phrases = view.release.phrases[view.call.language] ?? {};
  const own = offered(node, view).map(({ exit, phrases: set }) => ({
    key: exit,
    phrases: set === undefined ? [] : (phrases[set] ?? []),
  }));
  const match = matchPhrases(event, [...own, alwaysBeside(own, view)]);
  if (match.type === 'none' || match.key === ALWAYS) return { step: { type: 'missed', cause: 'no-match' } };
  if (match.type === 'doubtful') return doubt(view.release, match.key, event.text);
  const choice = offered(node, view).find(({ exit }) => exit === match.key);
  return choice ? take(view, choice, 'voice') : { step: { type: 'missed', cause: 'no-match' } };
}

/** Stands for the always-keys among the choices: their words are not for the menu to take. */
const ALWAYS = '*';

/** The words of the always-keys but those that choose here: "more time" is not "more". */
function alwaysBeside(own: readonly Candidate[], { release, call }: CallView): Candidate {
  const taken = new Set(own.flatMap(({ phrases }) => phrases));
  const words = keyPhrases(release, call.language).flatMap(({ phrases }) => phrases);
  return { key: ALWAYS, phrases: words.filter((word) => !taken.has(word)) };
}

/** Asks back, where the flow has words for it; what is doubtful is not taken otherwise. */
function doubt({ confirm }: Release, exit: string, heard: string): Outcome {
  if (!confirm) return { step: { type: 'missed', cause: 'no-match' } };
  return { set: { heard }, step: { type: 'confirm', confirmation: { says: [confirm], exit } } };
}

function take(view: CallView, choice: CompiledChoice, by: 'key' | 'voice'): Outcome {
  return {
    set: Object.fromEntries(
      Object.entries(choice.set).map(([variable, source]) => [variable, sourceValue(source, view)]),
    ),
    facts: [{ type: 'chosen', node: view.call.node, exit: choice.exit, by }],
    step: { type: 'go', exit: choice.exit },
  };
}

function hintsOf(node: MenuNode, view: CallView): readonly string[] {
  const { release, call } = view;
  const phrases = release.phrases[call.language] ?? {};
  const own = offered(node, view).flatMap((choice) =>
    choice.phrases === undefined ? [] : (phrases[choice.phrases] ?? []),
  );
  return [...own, ...keyPhrases(release, call.language).flatMap(({ phrases: words }) => words)];
}
