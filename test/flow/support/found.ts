import type { FlowFiles } from '../../../src/flow/compile/flow-files.ts';
import { compileFiles, filesOf, GOOD } from './compile-folder.ts';
import { type Edit, edited } from './edit.ts';

const good: FlowFiles = await filesOf(GOOD);

/** `rule: message` of what is found in the good files with these changes. */
export const found = (...edits: readonly Edit[]): readonly string[] =>
  compileFiles(edited(good, edits)).findings.map(({ rule, message }) => `${rule}: ${message}`);

const GOODBYE = '  goodbye: { type: hang-up, prompt: goodbye }\n';
const PARTNER = 'label: partner, next: to-partner }';

/** A node that the main menu leads to. */
export const extra = (...lines: readonly string[]): readonly Edit[] => [
  ['hotline.yaml', PARTNER, `${PARTNER}\n      - { dtmf: "4", label: extra, next: extra }`],
  ['hotline.yaml', GOODBYE, `${lines.map((line) => `  ${line}\n`).join('')}${GOODBYE}`],
];

/** What is found with a node more that the main menu leads to. */
export const foundWith = (...lines: readonly string[]): readonly string[] => found(...extra(...lines));

/** One more declared variable. */
export const declare = (line: string): Edit => [
  'hotline.yaml',
  '  rating: { type: digits }\n',
  `  rating: { type: digits }\n  ${line}\n`,
];
