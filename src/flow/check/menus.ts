import { needsWords, phraseSetOf } from '../always-keys.ts';
import { ENTRY_FLOW } from '../compile/flow-files.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { writtenAs } from '../compile/written-as.ts';
import { collect } from '../nodes/collect.ts';
import { menu } from '../nodes/menu.ts';
import type { Finding } from '../read/finding.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { phraseKey } from '../read/read-phrases.ts';
import { atNode, atValue, type Check, type Fault } from './subject.ts';

/** More choices than callers keep in mind. Source: ISO/IEC 13714, and the practice of the field */
const MANY_CHOICES = 5;

/** Choices of a menu that get in each other's way, or in that of the always-keys. */
export const checkMenus: Check = ({ set }) =>
  menusIn(set).flatMap((menuNode) => [
    ...twice(menuNode, set),
    ...onAlwaysKeys(menuNode, set),
    ...tooMany(menuNode, set),
    ...sharedPhrases(menuNode, set),
    ...conditions(menuNode, set),
  ]);

interface Choice {
  readonly dtmf: string;
  readonly label?: string | undefined;
  readonly phrases?: string | undefined;
  readonly when?: string | undefined;
}

interface Menu {
  readonly node: ReadNode;
  readonly choices: readonly Choice[];
}

const menusIn = (set: FlowSet): readonly Menu[] =>
  [...set.nodes.values()].flatMap((node) => {
    const choices = writtenAs(node, menu)?.choices;
    return choices ? [{ node, choices }] : [];
  });

function twice({ node, choices }: Menu, set: FlowSet): readonly Finding[] {
  return (['dtmf', 'label'] as const).flatMap((key) => {
    const names = choices.map((choice) => choice[key]);
    return names.flatMap((name, index) => {
      if (name === undefined || names.indexOf(name) === index) return [];
      return atNode(set, node, ['choices', index, key], {
        rule: 'choice-twice',
        message: `Two choices of \`${node.name}\` have the ${key === 'dtmf' ? 'key' : 'label'} \`${name}\`.`,
        fix: `Give one of them another ${key === 'dtmf' ? 'key' : 'label'}.`,
      });
    });
  });
}

/** Whether a choice is there turns on yes or no, and on nothing else. */
function conditions({ node, choices }: Menu, set: FlowSet): readonly Finding[] {
  return choices.flatMap(({ when }, index) => {
    const type = when === undefined ? undefined : set.typeOf(when)?.type;
    if (type === undefined || type === 'boolean') return [];
    return atNode(set, node, ['choices', index, 'when'], {
      rule: 'wrong-type',
      message: `\`${when}\`: ${type} stands where boolean is wanted.`,
      fix: 'Use a variable of type boolean, or a `branch` before the menu.',
    });
  });
}

function onAlwaysKeys({ node, choices }: Menu, set: FlowSet): readonly Finding[] {
  const { keys } = set.contextOf(ENTRY_FLOW).defaults;
  return choices.flatMap(({ dtmf }, index) =>
    Object.hasOwn(keys, dtmf)
      ? atNode(set, node, ['choices', index, 'dtmf'], {
          rule: 'choice-on-always-key',
          message: `\`${dtmf}\` means \`${keys[dtmf]}\` everywhere.`,
          fix: 'Give the choice another key.',
        })
      : [],
  );
}

function tooMany({ node, choices }: Menu, set: FlowSet): readonly Finding[] {
  if (choices.length <= MANY_CHOICES) return [];
  return atNode(set, node, ['choices'], {
    rule: 'many-choices',
    severity: 'warning',
    message: `\`${node.name}\` offers ${choices.length} choices; callers keep at most ${MANY_CHOICES} in mind.`,
    fix: 'Join some of them into a menu of their own.',
  });
}

/** Two choices that the same words would choose, in any language: then neither is chosen. */
function sharedPhrases({ node, choices }: Menu, set: FlowSet): readonly Finding[] {
  const told = new Set<number>();
  return set.languages.flatMap((language) => {
    const owner = new Map<string, number>();
    return choices.flatMap(({ phrases }, index) => {
      const words = phrasesIn(set, language, phrases);
      const shared = words.find((word) => (owner.get(phraseKey(word)) ?? index) !== index);
      for (const word of words) owner.set(phraseKey(word), index);
      if (shared === undefined || told.has(index)) return [];
      told.add(index);
      return atNode(set, node, ['choices', index, 'phrases'], phraseTwice(node.name, shared, language));
    });
  });
}

const phraseTwice = (menuName: string, phrase: string, language: string): Fault => ({
  rule: 'phrase-twice',
  message: `\`${phrase}\` would choose two choices of \`${menuName}\` in ${language}.`,
  fix: 'Leave it to one of the two sets of phrases.',
});

function phrasesIn({ files }: FlowSet, language: string, name: string | undefined): readonly string[] {
  const sets = files.phrases.get(language)?.phrases;
  return sets && name !== undefined && Object.hasOwn(sets, name) ? (sets[name] ?? []) : [];
}

/** Sets of phrases that a flow needs and a language lacks. */
export const checkPhrases: Check = ({ set }) => {
  const told = new Set<string>();
  const needed = [...choicePhrases(set), ...ownPhrases(set)];
  return needed.flatMap(({ name, findingOf }) => {
    const lacking = languagesWithout(set, name);
    if (lacking.length === 0 || told.has(name)) return [];
    told.add(name);
    return findingOf({
      rule: 'phrases-missing',
      message: `There are no phrases \`${name}\` in ${lacking.join(' and ')}.`,
      fix: `Add them to the phrases of ${lacking.join(' and ')}.`,
    });
  });
};

/** A set of phrases with where its lack is told. */
interface NeededPhrases {
  readonly name: string;
  readonly findingOf: (fault: Fault) => readonly Finding[];
}

function choicePhrases(set: FlowSet): readonly NeededPhrases[] {
  return menusIn(set).flatMap(({ node, choices }) =>
    choices.flatMap(({ phrases }, index) =>
      phrases === undefined
        ? []
        : [{ name: phrases, findingOf: (fault: Fault) => atNode(set, node, ['choices', index, 'phrases'], fault) }],
    ),
  );
}

/** Phrases that the hotline itself listens for wherever speech is on. */
function ownPhrases(set: FlowSet): readonly NeededPhrases[] {
  const { entry } = set;
  const { keys, input, confirm } = set.contextOf(ENTRY_FLOW).defaults;
  const nodes = [...set.nodes.values()];
  const listening = nodes.map((node) => writtenAs(node, menu) ?? writtenAs(node, collect)).filter((it) => it);
  const hears = listening.some((written) => (written?.input ?? input).includes('speech'));
  if (!entry || !hears) return [];
  const words = Object.entries(keys)
    .filter(([key, target]) => needsWords(key, target))
    .map(([key, target]) => ({
      name: phraseSetOf(key, target),
      findingOf: (fault: Fault) => [atValue(entry, ['defaults', 'keys', key], fault)],
    }));
  const asked = nodes.find((node) => writtenAs(node, collect)?.yesNo);
  const answers = ['yes', 'no'].flatMap((name): NeededPhrases[] => {
    if (confirm !== undefined)
      return [{ name, findingOf: (fault) => [atValue(entry, ['defaults', 'confirm'], fault)] }];
    return asked ? [{ name, findingOf: (fault) => atNode(set, asked, ['yesNo'], fault) }] : [];
  });
  return [...words, ...answers];
}

/** Languages whose phrases could be read and do not have a set. */
const languagesWithout = ({ languages, files }: FlowSet, name: string): readonly string[] =>
  languages.filter((language) => {
    const read = files.phrases.get(language);
    return read === undefined || (read.phrases !== undefined && !Object.hasOwn(read.phrases, name));
  });
