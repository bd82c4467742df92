import { estimateSeconds } from '../../prompts/estimate.ts';
import { mayBeUsed, type Placeholder } from '../../prompts/placeholders.ts';
import type { Language } from '../../values/language.ts';
import type { ValueType } from '../../values/typed-value.ts';
import { closedSetOf } from '../compile/closed-set.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import type { Finding } from '../read/finding.ts';
import { nearest } from '../read/nearest.ts';
import { BUILT_IN } from '../variables.ts';
import { SYSTEM_PROMPTS, usesIn } from './prompt-uses.ts';
import type { Check, Fault } from './subject.ts';
import { isUnread } from './variables.ts';

/** Prompts that a language lacks. */
export const checkPromptsExist: Check = (subject) => {
  const { set } = subject;
  const told = new Set<string>();
  const uses = usesIn(subject).flatMap(({ prompt, language, findingOf }) => {
    if (language !== undefined && !set.languages.includes(language)) return findingOf(unknownLanguage(language, set));
    const lacking = languagesWithout(set, prompt, language).filter((tag) => !told.has(`${tag} ${prompt}`));
    for (const tag of lacking) told.add(`${tag} ${prompt}`);
    return lacking.length === 0 ? [] : findingOf(missing(prompt, lacking));
  });
  return [...uses, ...systemPrompts(set)];
};

const unknownLanguage = (language: Language, { languages }: FlowSet): Fault => ({
  rule: 'unknown-language',
  message: `The hotline does not speak \`${language}\`.`,
  fix: nearest(language, languages),
});

const missing = (prompt: string, languages: readonly Language[]): Fault => ({
  rule: 'prompt-missing',
  message: `There is no prompt \`${prompt}\` in ${languages.join(' and ')}.`,
  fix: `Add it to the prompts of ${languages.join(' and ')}.`,
});

/** Languages whose prompts could be read and do not have a prompt that is spoken in them. */
function languagesWithout({ languages, files }: FlowSet, prompt: string, only?: Language): readonly Language[] {
  return languages
    .filter((language) => only === undefined || only === language)
    .filter((language) => {
      const catalogue = files.prompts.get(language)?.catalogue;
      return catalogue !== undefined && !Object.hasOwn(catalogue, prompt);
    });
}

/** Those that the hotline speaks by itself; their lack is told where they belong. */
function systemPrompts(set: FlowSet): readonly Finding[] {
  return set.languages.flatMap((language) => {
    const read = set.files.prompts.get(language);
    const at = { file: read?.file ?? `flows/prompts/${language}.yaml`, line: 1, column: 1, severity: 'error' } as const;
    if (!read) return [{ ...at, rule: 'missing-file', message: 'The file is missing.', fix: 'Add it.' }];
    return SYSTEM_PROMPTS.filter((prompt) => languagesWithout(set, prompt, language).length > 0).map((prompt) => ({
      ...at,
      ...missing(prompt, [language]),
    }));
  });
}

/** Texts with placeholders that nothing can stand for, recordings that do not exist, and prompts that go on too long. */
export const checkTexts: Check = ({ set }) => {
  const types = spokenTypes(set);
  return set.languages.flatMap((language) => {
    const read = set.files.prompts.get(language);
    return Object.entries(read?.catalogue ?? {}).flatMap(([prompt, spoken]) => {
      const faults = [
        ...(typeof spoken === 'string'
          ? lengthFaults(spoken, { language, types, set })
          : audioFaults(spoken.audio, set)),
        ...textFaults(prompt, language, set),
      ];
      if (!read || faults.length === 0) return [];
      const at = { file: read.file, ...read.positionOf(prompt), severity: 'error' } as const;
      return faults.map((fault) => ({ ...at, ...fault, message: `\`${prompt}\`: ${fault.message}` }));
    });
  });
};

const audioFaults = (audio: string, { files }: FlowSet): readonly Fault[] =>
  files.audio.has(audio)
    ? []
    : [
        {
          rule: 'audio-missing',
          message: `there is no recording \`${audio}\`.`,
          fix: `Put it into the folder of recordings. ${nearest(audio, [...files.audio])}`,
        },
      ];

/** Callers do not listen longer. */
const LONG_SECONDS = 25;

type Types = Readonly<Record<string, ValueType>>;

function spokenTypes(set: FlowSet): Types {
  const names = [...Object.keys(BUILT_IN), ...set.variables.keys()];
  return Object.fromEntries(
    names.flatMap((name) => {
      const type = set.typeOf(name)?.type;
      return type === undefined || type === 'sensitive' ? [] : [[name, type]];
    }),
  );
}

interface Reckoning {
  readonly language: Language;
  readonly types: Types;
  readonly set: FlowSet;
}

function lengthFaults(text: string, { language, types, set }: Reckoning): readonly Fault[] {
  const rate = set.files.languages?.languages[language]?.speechRate;
  const seconds = estimateSeconds(text, { language, types, ...(rate ? { rate } : {}) });
  if (seconds <= LONG_SECONDS) return [];
  return [
    {
      rule: 'prompt-too-long',
      severity: 'warning',
      message: `saying it takes about ${Math.round(seconds)} s; callers listen for ${LONG_SECONDS} s.`,
      fix: 'Shorten it, or split it into two that a caller can choose.',
    },
  ];
}

function textFaults(prompt: string, language: Language, set: FlowSet): readonly Fault[] {
  const texts = set.textsOf(prompt);
  const own = texts.find((text) => text.language === language);
  if (!own || own.isFaulty) return [];
  const names = new Set(own.placeholders.map(({ name }) => name));
  const elsewhere = texts.flatMap((text) => text.placeholders.map(({ name }) => ({ name, language: text.language })));
  // What is no variable at all is told where it stands, and nobody is asked to write it a second time.
  const lacking = elsewhere.filter(({ name }) => !names.has(name) && set.typeOf(name) !== undefined);
  const once = lacking.filter(({ name }, index) => lacking.findIndex((other) => other.name === name) === index);
  return [...own.placeholders.flatMap((it) => placeholderFaults(it, set)), ...once.map(placeholderMissing)];
}

const placeholderMissing = ({ name, language }: { readonly name: string; readonly language: Language }): Fault => ({
  rule: 'placeholder-missing',
  message: `it does not say {${name}}, as it does in ${language}.`,
  fix: `Write {${name}} into this text, or take it out of the others.`,
});

function placeholderFaults({ name, uses }: Placeholder, set: FlowSet): readonly Fault[] {
  const type = set.typeOf(name)?.type;
  if (type === undefined) return isUnread(name, set) ? [] : [unknownPlaceholder(name, set)];
  if (type === 'sensitive') return [sensitivePlaceholder(name)];
  return uses.flatMap((use) => {
    if (!mayBeUsed(use, type)) return [wrongUse(name, use.type, type)];
    const values = closedSetOf(name, set);
    const unknown = use.type === 'select' ? use.keys.filter((key) => key !== 'other' && !values.includes(key)) : [];
    return unknown.map((key) => unknownCase(name, key, values));
  });
}

const unknownPlaceholder = (name: string, set: FlowSet): Fault => ({
  rule: 'placeholder-unknown',
  message: `there is no variable \`${name}\`.`,
  fix: `Correct its spelling, or declare it. ${nearest(name, [...set.variables.keys(), ...Object.keys(BUILT_IN)])}`,
});

const sensitivePlaceholder = (name: string): Fault => ({
  rule: 'sensitive-use',
  message: `\`${name}\` is sensitive, and is never spoken.`,
  fix: `Take {${name}} out.`,
});

function wrongUse(name: string, use: Placeholder['uses'][number]['type'], type: ValueType): Fault {
  const fix =
    type === 'enum' || type === 'boolean'
      ? `Tell its values apart: {${name}, select, … other {…}}.`
      : `Write {${name}}: its type decides how it is said.`;
  return { rule: 'placeholder-type', message: `{${name}} of type ${type} cannot be ${use} there.`, fix };
}

const unknownCase = (name: string, key: string, values: readonly string[]): Fault => ({
  rule: 'placeholder-case',
  message: `\`${name}\` is never \`${key}\`.`,
  fix: nearest(key, values),
});
