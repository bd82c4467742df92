import { z } from 'zod';
import { Id } from '../nodes/schemas.ts';
import { readDocument } from '../read/document.ts';
import type { Finding, SourceFile } from '../read/finding.ts';
import type { Queue } from '../release.ts';
import { Weekly } from './calendar-schema.ts';
import { createFindings, readWeeklyHours } from './calendar-spans.ts';

/** Callers that wait in a queue before it is full, where the file does not say. */
const MAX_SIZE = 100;

/**
 * `config/queues.yaml`: the queues that flows may name.
 *
 * ```yaml
 * queues:
 *   login: { maxSize: 50 }
 *   complaints: { maxSize: 20, hours: { monday: [09:00-12:00] } }   # cut with those of the caller's region
 * ```
 */
export const QueuesFile = z.strictObject({
  format: z.literal(1).optional(),
  queues: z.record(
    Id,
    z.strictObject({ maxSize: z.int().min(1).max(5000).default(MAX_SIZE), hours: Weekly.optional() }),
  ),
});

export interface ReadQueues {
  /** Absent where the file cannot be read. */
  readonly value: Readonly<Record<string, Queue>> | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the queues. Never throws. */
export function readQueues(source: SourceFile): ReadQueues {
  const document = readDocument(source, QueuesFile);
  if (!document.value) return { value: undefined, findings: document.findings };
  const findings = createFindings(document);
  const queues = Object.entries(document.value.queues).map(([id, { maxSize, hours }]): [string, Queue] => [
    id,
    { maxSize, ...(hours ? { hours: readWeeklyHours(hours, ['queues', id, 'hours'], findings) } : {}) },
  ]);
  return { value: Object.fromEntries(queues), findings: findings.all };
}
