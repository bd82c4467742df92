import { z } from 'zod';
import { Id } from '../nodes/schemas.ts';
import { type ReadDocument, readDocument } from '../read/document.ts';
import type { Finding, Position, SourceFile } from '../read/finding.ts';
import { nearest } from '../read/nearest.ts';
import type { Release } from '../release.ts';
import { FullNumber } from './full-number.ts';

/** What a PIN is kept as has so many bytes. */
export const SALT_BYTES = 16;
export const HASH_BYTES = 32;

const base64Of = (bytes: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[A-Za-z0-9+/]{${Math.ceil((bytes * 4) / 3)}}={${(3 - (bytes % 3)) % 3}}$`),
      'is not what `hotline agents pin` prints',
    );

/** A person who takes calls. */
const Agent = z.strictObject({
  name: z.string().min(1).max(100),
  /** Whose callers they take. Where it cannot be known who waits longest, in this order. */
  queues: z.array(Id).min(1),
  /** What they speak; the line speaks the first of them that it knows. */
  languages: z.array(z.string()).min(1),
  /** scrypt (RFC 7914) of the PIN's digits, N = 16384, r = 8, p = 1; both in Base64. */
  pin: z.strictObject({ salt: base64Of(SALT_BYTES), hash: base64Of(HASH_BYTES) }),
});

/**
 * `config/agents.yaml`: who takes calls, and the number that they ring for it.
 *
 * ```yaml
 * line: "+85230000090"
 * agents:
 *   "+442079460190":
 *     name: Anna
 *     queues: [login, general]
 *     languages: [en]
 *     pin: { salt: …, hash: … }        # printed by: hotline agents pin "+442079460190"
 * ```
 */
export const AgentsFile = z.strictObject({
  format: z.literal(1).optional(),
  line: FullNumber,
  agents: z.record(FullNumber, Agent),
});

export type AgentsFile = Readonly<z.output<typeof AgentsFile>>;
export type Agent = Readonly<z.output<typeof Agent>>;

export interface ReadAgents {
  /** Absent where the file cannot be read or does not fit the other files. */
  readonly value: AgentsFile | undefined;
  readonly findings: readonly Finding[];
}

/** The number that agents ring; none where the file cannot be read. */
export const readLine = (source: SourceFile): string | undefined => readDocument(source, AgentsFile).value?.line;

/** What the file has to fit: the customers' numbers, the queues and the languages of a release. */
export type AroundAgents = Pick<Release, 'numbers' | 'queues' | 'languages'>;

/** Reads who takes calls. Never throws. */
export function readAgents(source: SourceFile, around: AroundAgents): ReadAgents {
  const document = readDocument(source, AgentsFile);
  const { value } = document;
  if (!value) return { value, findings: document.findings };
  const findings: Finding[] = [];
  const add: AddFinding = (position, about) =>
    findings.push({ file: document.file, ...position, severity: 'error', ...about });
  checkLine(value, around, { document, add });
  for (const [number, agent] of Object.entries(value.agents)) checkAgent([number, agent], around, { document, add });
  return { value: findings.length === 0 ? value : undefined, findings };
}

type AddFinding = (position: Position, about: Pick<Finding, 'rule' | 'message' | 'fix'>) => void;

interface Checking {
  readonly document: ReadDocument<AgentsFile>;
  readonly add: AddFinding;
}

function checkLine({ line, agents }: AgentsFile, { numbers }: AroundAgents, { document, add }: Checking): void {
  if (Object.hasOwn(numbers, line)) {
    const message = "The agents' line is one of the numbers that customers ring.";
    const fix = 'Give agents a number of their own.';
    add(document.positionOf(['line']), { rule: 'line-is-public', message, fix });
  }
  if (Object.hasOwn(agents, line)) {
    const message = 'The line rings itself: it is the number of an agent too.';
    const fix = "Write the agent's own number.";
    add(document.keyPositionOf(['agents', line]), { rule: 'agent-is-line', message, fix });
  }
}

function checkAgent(
  [number, agent]: readonly [string, Agent],
  { numbers, queues, languages }: AroundAgents,
  { document, add }: Checking,
): void {
  if (Object.hasOwn(numbers, number)) {
    const message = "An agent's number is one of the numbers that customers ring.";
    const fix = 'Write the number that the agent rings from.';
    add(document.keyPositionOf(['agents', number]), { rule: 'agent-is-public', message, fix });
  }
  for (const [index, queue] of agent.queues.entries()) {
    if (Object.hasOwn(queues, queue)) continue;
    const about = { message: `There is no queue \`${queue}\`.`, fix: nearest(queue, Object.keys(queues)) };
    add(document.positionOf(['agents', number, 'queues', index]), { rule: 'unknown-queue', ...about });
  }
  for (const [index, tag] of agent.languages.entries()) {
    if (Object.hasOwn(languages, tag)) continue;
    const about = { message: `There is no language \`${tag}\`.`, fix: nearest(tag, Object.keys(languages)) };
    add(document.positionOf(['agents', number, 'languages', index]), { rule: 'unknown-language', ...about });
  }
}
