import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FlowFiles } from '../../src/flow/compile/flow-files.ts';
import type { SourceFile } from '../../src/flow/read/finding.ts';
import { compileFiles, filesOf, GOOD } from './support/compile-folder.ts';

const BROKEN = 'test/flow/broken';
const rules = readdirSync(BROKEN);

let good: FlowFiles;
beforeAll(async () => {
  good = await filesOf(GOOD);
});

/** Path below `flows` or `config`: what a file of the good set and the one that replaces it have in common. */
const nameOf = (file: string): string => file.replace(/^.*?\/(?=(?:flows|config)\/)/, '');

const textOf = ({ bytes }: SourceFile): string => new TextDecoder().decode(bytes);

/** The good files, with those of a folder instead of their namesakes. A file that only says `absent` is taken away. */
function overlaid(over: FlowFiles): FlowFiles {
  const all = (kind: 'flows' | 'prompts' | 'phrases' | 'calendars') => {
    const names = new Set(over[kind].map(({ file }) => nameOf(file)));
    const kept = good[kind].filter(({ file }) => !names.has(nameOf(file)));
    return [...kept, ...over[kind]].filter((file) => textOf(file) !== 'absent');
  };
  return {
    flows: all('flows'),
    prompts: all('prompts'),
    phrases: all('phrases'),
    calendars: all('calendars'),
    languages: over.languages ?? good.languages,
    regions: over.regions ?? good.regions,
    numbers: over.numbers ?? good.numbers,
    queues: over.queues ?? good.queues,
    audio: good.audio,
  };
}

/** Places marked in a file by a comment that names the rule. */
const marksIn = (source: SourceFile): string[] =>
  textOf(source)
    .split('\n')
    .flatMap((line, index) => {
      const rule = /# finding: ([a-z-]+)$/.exec(line)?.[1];
      return rule === undefined ? [] : [`${nameOf(source.file)}:${index + 1} ${rule}`];
    });

describe('a broken set of files', () => {
  test.for(rules)('is told by %s, at its line and by nothing else', async (rule) => {
    const over = await filesOf(join(BROKEN, rule));
    const { release, findings } = compileFiles(overlaid(over));

    const sources = [over.flows, over.prompts, over.phrases, over.calendars].flat();
    const config = [over.languages, over.regions, over.numbers, over.queues].filter((file) => file !== undefined);
    const marks = [...sources, ...config].flatMap(marksIn);
    const expected = rule === 'missing-file' ? ['flows/prompts/zh-CN.yaml:1 missing-file'] : marks;
    expect(expected.length).toBeGreaterThan(0);
    expect(findings.map((finding) => `${nameOf(finding.file)}:${finding.line} ${finding.rule}`).sort()).toEqual(
      expected.sort(),
    );
    expect(release === undefined).toBe(findings.some(({ severity }) => severity === 'error'));
    for (const { message, fix } of findings) {
      expect(message).toMatch(/\.$/);
      expect(fix).toMatch(/[.?]$/);
    }
  });
});
