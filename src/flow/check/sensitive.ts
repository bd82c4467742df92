import { writtenAs } from '../compile/written-as.ts';
import { collect } from '../nodes/collect.ts';
import { service } from '../nodes/service.ts';
import type { Finding } from '../read/finding.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { atNode, atNodeKey, type Check, type Fault, type Subject } from './subject.ts';

/** Sensitive values that go anywhere but into a service that takes them, or that come otherwise than by keypad. */
export const checkSensitive: Check = (subject) =>
  [...subject.set.nodes.values()].flatMap((node) => [...taken(node, subject), ...read(node, subject)]);

function taken(node: ReadNode, { set }: Subject): readonly Finding[] {
  const written = writtenAs(node, collect);
  if (!written?.sensitive) return [];
  const spoken = (['readBack', 'speech', 'yesNo', 'date', 'amount'] as const).filter(
    (key) => written[key] !== undefined,
  );
  return spoken.flatMap((key) =>
    atNodeKey(set, node, [key], {
      rule: 'sensitive-use',
      message: 'A sensitive value is keyed as digits, and is never read back.',
      fix: key === 'readBack' ? 'Take the key out.' : 'Take it as `digits`.',
    }),
  );
}

function read(node: ReadNode, { set }: Subject): readonly Finding[] {
  const asked = writtenAs(node, service)?.service;
  const input = (asked === undefined ? undefined : set.contracts.get(asked)?.input) ?? {};
  return node.type
    .reads(node.written)
    .filter(({ variable }) => set.typeOf(variable)?.type === 'sensitive')
    .filter(({ path }) => path[0] !== 'input' || input[String(path[1])]?.type !== 'sensitive')
    .flatMap(({ variable, path }) => atNode(set, node, path, leaked(variable)));
}

const leaked = (variable: string): Fault => ({
  rule: 'sensitive-use',
  message: `\`${variable}\` is sensitive, and may only be told to a service whose contract takes it as such.`,
  fix: 'Take it out here.',
});
