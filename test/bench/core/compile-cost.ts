import { createHash } from 'node:crypto';
import { type FlowFiles, readFiles } from '../../../src/flow/compile/flow-files.ts';
import { compile } from '../../../src/flow/compile.ts';
import type { SourceFile } from '../../../src/flow/read/finding.ts';
import { median } from '../measure/statistics.ts';

/** What it costs to make a release of flows with so many nodes. */
export interface CompileCost {
  readonly nodes: number;
  /** Reading the text of all files: YAML and schemas. */
  readonly parseSeconds: number;
  /** Everything after that: what compiling takes in all, less the parsing. */
  readonly compileSeconds: number;
}

/** A flow of 10,000 nodes is larger than one file may be; so many are written into each. */
const nodesPerFlow = 2000;
const rounds = 3;

/** Times parsing and compiling of the benchmark's files with flows of `nodes` menus in all added to them. */
export function measureCompile(files: FlowFiles, nodes: number): CompileCost {
  const grown = { ...files, flows: growFlows(nodes) };
  const parsing: number[] = [];
  const compiling: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    readFiles(grown);
    const parsedAt = performance.now();
    const { release, findings } = compile(grown, { contracts: [], at: 1_780_000_000_000, hash: sha256 });
    const compiledAt = performance.now();
    if (release === undefined || Object.keys(release.nodes).length < nodes) {
      throw new Error(`The grown flows made no release: ${JSON.stringify(findings.slice(0, 3))}`);
    }
    parsing.push((parsedAt - startedAt) / 1000);
    compiling.push((compiledAt - startedAt - 2 * (parsedAt - startedAt)) / 1000);
  }
  return { nodes, parseSeconds: median(parsing), compileSeconds: median(compiling) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Flows of menus that lead on to one another; the entry flow goes through the others one after another. */
function growFlows(nodes: number): readonly SourceFile[] {
  const count = Math.ceil(nodes / nodesPerFlow);
  return Array.from({ length: count }, (_, index) => {
    const name = index === 0 ? 'hotline' : `part-${index}`;
    return { file: `flows/${name}.yaml`, bytes: Buffer.from(growFlow(name, index === 0 ? count - 1 : 0)) };
  });
}

function growFlow(name: string, parts: number): string {
  const isEntry = name === 'hotline';
  const lines = ['format: 1', `flow: ${name}`, 'start: menu-0'];
  if (isEntry) {
    lines.push('defaults: { input: [dtmf], noInput: nothing-heard, noMatch: not-offered, exhausted: bye }');
  }
  lines.push('nodes:');
  for (let index = 0; index < nodesPerFlow; index += 1) {
    const next = index + 1 < nodesPerFlow ? `menu-${index + 1}` : isEntry && parts > 0 ? 'part-1' : 'bye';
    lines.push(
      `  menu-${index}: { type: menu, prompt: main-menu, choices: [ { dtmf: "1", next: ${next} }, { dtmf: "2", next: bye } ] }`,
    );
  }
  for (let part = 1; part <= parts; part += 1) {
    const next = part < parts ? `part-${part + 1}` : 'bye';
    lines.push(`  part-${part}: { type: subflow, flow: part-${part}, exits: { done: ${next} } }`);
  }
  lines.push(isEntry ? '  bye: { type: hang-up, prompt: goodbye }' : '  bye: { type: return, exit: done }', '');
  return lines.join('\n');
}
