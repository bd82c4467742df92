import { z } from 'zod';
import type { Language } from '../../values/language.ts';
import { type ReadDocument, readDocument } from './document.ts';
import type { Finding, Position, SourceFile } from './finding.ts';

/** By the name of a phrase set: the words by which callers may mean it. */
export type PhraseSets = Readonly<Record<string, readonly string[]>>;

/** A file of phrases for speech, `flows/phrases/<language>.yaml`: a plain map from phrase set to words. */
export interface ReadPhrases {
  /** From the file's name. */
  readonly language: Language;
  /** Absent where the file cannot be read. */
  readonly phrases: PhraseSets | undefined;
  readonly findings: readonly Finding[];
  /** Where a set, or one of its phrases by its index, stands in the file. */
  readonly positionOf: (set: string, index?: number) => Position;
}

/** `flows/phrases/<language>.yaml`, as editors complete it. */
export const PhrasesFile = z.record(z.string(), z.array(z.string()));

const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** How phrases are compared: speech has no case, no full stops and no double spaces. */
export const phraseKey = (phrase: string): string =>
  phrase
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();

/**
 * Reads the phrase sets of one language. Never throws. A phrase may stand in two sets: only where two choices of one
 * menu share it is it at fault, and that is for the checker of flows.
 */
export function readPhrases(source: SourceFile): ReadPhrases {
  const document = readDocument(source, PhrasesFile);
  const sets = Object.entries(document.value ?? {});
  return {
    language: source.file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''),
    phrases: document.value,
    findings: [...document.findings, ...sets.flatMap(([set, phrases]) => findingsOf(set, phrases, document))],
    positionOf: (set, index) =>
      index === undefined ? document.keyPositionOf([set]) : document.positionOf([set, index]),
  };
}

type Fault = Pick<Finding, 'rule' | 'message' | 'fix'>;

function findingsOf(set: string, phrases: readonly string[], document: ReadDocument<PhraseSets>): readonly Finding[] {
  const found = (at: Position, fault: Fault): Finding => ({ file: document.file, ...at, severity: 'error', ...fault });
  const atSet = document.keyPositionOf([set]);
  const findings: Finding[] = KEBAB.test(set) ? [] : [found(atSet, badId(set))];
  if (phrases.length === 0) findings.push(found(atSet, emptySet(set)));

  const seen = new Set<string>();
  for (const [index, phrase] of phrases.entries()) {
    const key = phraseKey(phrase);
    const fault = key === '' ? emptyPhrase(set) : seen.has(key) ? duplicate(set, phrase) : undefined;
    if (fault) findings.push(found(document.positionOf([set, index]), fault));
    seen.add(key);
  }
  return findings;
}

const badId = (set: string): Fault => ({
  rule: 'bad-id',
  message: `\`${set}\` is not the name of a phrase set.`,
  fix: 'Write it in kebab-case: small letters and digits, joined by hyphens.',
});

const emptySet = (set: string): Fault => ({
  rule: 'empty-phrases',
  message: `\`${set}\` has no phrases.`,
  fix: 'Add the words by which callers may mean it, or take it out.',
});

const emptyPhrase = (set: string): Fault => ({
  rule: 'empty-phrase',
  message: `A phrase of \`${set}\` has no words.`,
  fix: 'Write its words, or take it out.',
});

const duplicate = (set: string, phrase: string): Fault => ({
  rule: 'duplicate-phrase',
  message: `\`${phrase}\` stands twice in \`${set}\`.`,
  fix: 'Keep one of the two.',
});
