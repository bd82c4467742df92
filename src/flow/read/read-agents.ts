import { z } from 'zod';
import { isE164 } from '../../values/phone-number.ts';
import { Id } from '../nodes/schemas.ts';
import type { Release } from '../release.ts';
import { createFindings, type Findings } from './calendar-spans.ts';
import { readDocument } from './document.ts';
import type { Finding, SourceFile } from './finding.ts';
import { nearest } from './nearest.ts';

const FullNumber = z.string().refine(isE164, 'a telephone number is written in full and in quotes, as "+85230000000"');

const SALT_BYTES = 16;
const HASH_BYTES = 32;

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

/** What the file has to fit: the customers' numbers, the queues and the languages of a release. */
export type AroundAgents = Pick<Release, 'numbers' | 'queues' | 'languages'>;

/** Reads who takes calls. Never throws. */
export function readAgents(source: SourceFile, around: AroundAgents): ReadAgents {
  const document = readDocument(source, AgentsFile);
  const { value } = document;
  if (!value) return { value, findings: document.findings };
  const findings = createFindings(document);
  checkLine(value, around, findings);
  for (const [number, agent] of Object.entries(value.agents)) checkAgent(number, agent, around, findings);
  return { value: findings.all.length === 0 ? value : undefined, findings: findings.all };
}

function checkLine({ line, agents }: AgentsFile, { numbers }: AroundAgents, findings: Findings): void {
  if (Object.hasOwn(numbers, line)) {
    const message = "The agents' line is one of the numbers that customers ring.";
    findings.add(['line'], { rule: 'line-is-public', message, fix: 'Give agents a number of their own.' });
  }
  if (Object.hasOwn(agents, line)) {
    const message = 'The line rings itself: it is the number of an agent too.';
    findings.add(['agents', line], { rule: 'agent-is-line', message, fix: "Write the agent's own number." });
  }
}

function checkAgent(number: string, agent: Agent, around: AroundAgents, findings: Findings): void {
  if (Object.hasOwn(around.numbers, number)) {
    const message = "An agent's number is one of the numbers that customers ring.";
    const fix = 'Write the number that the agent rings from.';
    findings.add(['agents', number], { rule: 'agent-is-public', message, fix });
  }
  for (const [index, queue] of agent.queues.entries()) {
    if (Object.hasOwn(around.queues, queue)) continue;
    const fix = nearest(queue, Object.keys(around.queues));
    const message = `There is no queue \`${queue}\`.`;
    findings.add(['agents', number, 'queues', index], { rule: 'unknown-queue', message, fix });
  }
  for (const [index, language] of agent.languages.entries()) {
    if (Object.hasOwn(around.languages, language)) continue;
    const fix = nearest(language, Object.keys(around.languages));
    const message = `There is no language \`${language}\`.`;
    findings.add(['agents', number, 'languages', index], { rule: 'unknown-language', message, fix });
  }
}
