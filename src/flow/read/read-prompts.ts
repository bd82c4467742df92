import { isScalar } from 'yaml';
import { z } from 'zod';
import type { Catalogue, Prompt, PromptId } from '../../prompts/catalogue.ts';
import { type MessageFault, readMessage } from '../../prompts/message.ts';
import type { Language } from '../../values/language.ts';
import { audioTypeOf } from '../audio-file.ts';
import { type ReadDocument, readDocument } from './document.ts';
import type { Finding, Position, SourceFile } from './finding.ts';

/** A file of prompts, `flows/prompts/<language>.yaml`: a plain map from prompt to what is spoken for it. */
export interface ReadPrompts {
  /** From the file's name. */
  readonly language: Language;
  /** Absent where the file cannot be read; a prompt whose text is at fault is in it all the same. */
  readonly catalogue: Catalogue | undefined;
  readonly findings: readonly Finding[];
  /** Where a prompt stands in the file; the start of the file for one that it lacks. */
  readonly positionOf: (prompt: PromptId) => Position;
}

/** A text, or a recording; told apart by hand, so that what is wrong is said of the one that was meant. */
const PromptEntry = z
  .unknown()
  .check(({ value, issues }) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      if (typeof value !== 'string') issues.push({ code: 'invalid_type', expected: 'string', input: value });
      return;
    }
    if (!('audio' in value)) {
      issues.push({ code: 'custom', message: 'a text that begins with { or [ stands in quotes', input: { ...value } });
      return;
    }
    const audio = audioOf(value);
    if (audio === undefined) issues.push({ code: 'invalid_type', expected: 'string', path: ['audio'], input: audio });
    const keys = Object.keys(value).filter((key) => key !== 'audio');
    if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: { ...value } });
  })
  .meta({
    anyOf: [
      { type: 'string' },
      { type: 'object', properties: { audio: { type: 'string' } }, required: ['audio'], additionalProperties: false },
    ],
  })
  .transform((value): Prompt => (typeof value === 'string' ? value : { audio: audioOf(value) ?? '' }));

const audioOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'audio' in value && typeof value.audio === 'string'
    ? value.audio
    : undefined;

/** `flows/prompts/<language>.yaml`, as editors complete it. */
export const PromptsFile = z.record(z.string(), PromptEntry);

const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Reads the prompts of one language. Never throws; all that is wrong is found at once. */
export function readPrompts(source: SourceFile): ReadPrompts {
  const document = readDocument(source, PromptsFile);
  const prompts = Object.entries(document.value ?? {});
  return {
    language: source.file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''),
    catalogue: document.value,
    findings: [
      ...document.findings,
      ...prompts.flatMap(([id, prompt]) => [...findingsOf(id, prompt, document), ...cutOff(id, document)]),
    ],
    positionOf: (prompt) => document.keyPositionOf([prompt]),
  };
}

function findingsOf(id: PromptId, prompt: Prompt, document: ReadDocument<Catalogue>): readonly Finding[] {
  const at = { file: document.file, ...document.positionOf([id]), severity: 'error' } as const;
  const idFindings = KEBAB.test(id) ? [] : [{ ...at, ...document.keyPositionOf([id]), ...badId(id) }];
  return [...idFindings, ...faultsOf(id, prompt).map((fault) => ({ ...at, ...fault }))];
}

/** A text that goes on behind a blank and a `#`, which YAML takes for a remark: those words would never be spoken. */
function cutOff(id: PromptId, document: ReadDocument<Catalogue>): readonly Finding[] {
  const text = document.nodeAt([id]);
  if (!isScalar(text) || text.type !== 'PLAIN' || !text.comment) return [];
  const at = { file: document.file, ...document.positionOf([id]), severity: 'warning' } as const;
  const words = text.comment.trim().slice(0, 20);
  return [
    {
      ...at,
      rule: 'text-cut-off',
      message: `\`${id}\`: what stands after # is a remark, and is not spoken: \`${words}\`.`,
      fix: 'Put the whole text in quotes; write a remark in a line of its own.',
    },
  ];
}

type Fault = Pick<Finding, 'rule' | 'message' | 'fix'>;

function faultsOf(id: PromptId, prompt: Prompt): readonly Fault[] {
  if (typeof prompt !== 'string') return audioTypeOf(prompt.audio) === undefined ? [badFile(id)] : [];
  if (prompt.trim() === '')
    return [{ rule: 'empty-prompt', message: `\`${id}\` says nothing.`, fix: 'Write its words.' }];
  return readMessage(prompt).faults.map((fault) => inPrompt(id, prompt, fault));
}

const badFile = (id: string): Fault => ({
  rule: 'bad-audio',
  message: `\`${id}\` does not name a recording below \`flows/audio/\`.`,
  fix: 'Write its path from there, as welcome.mp3 or en/welcome.wav: wav, mp3, aif, aiff, gsm or ulaw.',
});

const badId = (id: string): Fault => ({
  rule: 'bad-id',
  message: `\`${id}\` is not the name of a prompt.`,
  fix: 'Write it in kebab-case: small letters and digits, joined by hyphens.',
});

/** Folding moves characters about in YAML, so the place within a text is shown by its words and not by a column. */
function inPrompt(id: PromptId, prompt: string, { rule, offset, message, fix }: MessageFault): Fault {
  const near = prompt.slice(offset, offset + 20).trim();
  const place = near === '' ? 'at its end' : `near \`${near}\``;
  return { rule, message: `\`${id}\`, ${place}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, fix };
}
