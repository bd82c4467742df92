import type { FlowFiles } from '../../../src/flow/compile/flow-files.ts';
import type { SourceFile } from '../../../src/flow/read/finding.ts';

/** A file of a flow made up in a test. */
export const sourceOf = (file: string, text: string): SourceFile => ({ file, bytes: new TextEncoder().encode(text) });

/** Nodes of a generated subflow: small enough for its file to stay below a tenth of a megabyte. */
const PER_FLOW = 500;

/**
 * The good files with about `count` nodes more, in subflows of 500 that the main menu's partner choice leads through one
 * after another: menus, services, branches and collected entries, so that every kind of analysis has its work.
 */
export function withManyNodes(good: FlowFiles, count: number): FlowFiles {
  const flows = Array.from({ length: Math.ceil(count / PER_FLOW) }, (_, index) => index);
  const hotline = good.flows.map((source) =>
    source.file.endsWith('hotline.yaml') ? sourceOf(source.file, hotlineText(source, flows)) : source,
  );
  return { ...good, flows: [...hotline, ...flows.map((flow) => sourceOf(`flows/part-${flow}.yaml`, partText(flow)))] };
}

function hotlineText({ bytes }: SourceFile, flows: readonly number[]): string {
  const text = new TextDecoder().decode(bytes).replace('next: to-partner', 'next: part-0');
  const calls = flows.map(
    (flow) =>
      `  part-${flow}: { type: subflow, flow: part-${flow}, exits: { done: ${flow === flows.length - 1 ? 'to-partner' : `part-${flow + 1}`} } }\n`,
  );
  return text + calls.join('');
}

function partText(flow: number): string {
  const blocks = Array.from({ length: PER_FLOW / 5 }, (_, index) => blockText(index, index === PER_FLOW / 5 - 1));
  return `format: 1\nflow: part-${flow}\nstart: ask-0\nnodes:\n${blocks.join('')}`;
}

function blockText(index: number, isLast: boolean): string {
  const next = isLast ? 'back' : `ask-${index + 1}`;
  return `  ask-${index}: { type: collect, prompt: enter-reference, digits: { min: 11, max: 11 }, into: reference, next: find-${index} }
  find-${index}:
    type: service
    service: payments.status
    input: { reference: reference }
    into: payment
    exits: { found: tell-${index}, not-found: ask-${index}, not-verified: choose-${index}, unavailable: choose-${index} }
  tell-${index}: { type: branch, on: paymentState, exits: { settled: say-${index}, else: choose-${index} } }
  say-${index}: { type: play, prompt: payment-settled, next: choose-${index} }
  choose-${index}:
    type: menu
    prompt: anything-else
    choices:
      - { dtmf: "1", label: more, phrases: login, next: ask-${index} }
      - { dtmf: "2", label: done, phrases: payment, next: ${next} }
${isLast ? '  back: { type: return, exit: done }\n' : ''}`;
}
