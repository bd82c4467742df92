import type { FlowFiles } from '../../../src/flow/compile/flow-files.ts';
import type { SourceFile } from '../../../src/flow/read/finding.ts';
import { sourceOf } from './many-nodes.ts';

/** One change of the text of a file: what stands there, once, and what to write instead. */
export type Edit = readonly [file: string, old: string, next: string];

/** Files with some texts in them changed. Fails where a text does not stand there just once. */
export function edited(files: FlowFiles, edits: readonly Edit[]): FlowFiles {
  const change = (source: SourceFile): SourceFile =>
    edits
      .filter(([file]) => source.file.endsWith(file))
      .reduce((changing, [, old, next]) => {
        const text = new TextDecoder().decode(changing.bytes);
        if (text.split(old).length !== 2) throw new Error(`${source.file} has ${old} not just once`);
        return sourceOf(
          source.file,
          text.replace(old, () => next),
        );
      }, source);
  return {
    ...files,
    flows: files.flows.map(change),
    prompts: files.prompts.map(change),
    phrases: files.phrases.map(change),
    languages: files.languages && change(files.languages),
    regions: files.regions && change(files.regions),
    numbers: files.numbers && change(files.numbers),
    queues: files.queues && change(files.queues),
  };
}
