import { z } from 'zod';
import { DurationSeconds, Id, Key, Prompts, Target } from '../nodes/schemas.ts';

const TYPES = [
  'digits',
  'text',
  'count',
  'ordinal',
  'money',
  'date',
  'time',
  'instant',
  'duration',
  'percent',
  'rate',
  'boolean',
  'sensitive',
] as const;

/**
 * What a variable may hold.
 *
 * ```yaml
 * reference: { type: digits }
 * topic:     { type: enum, values: [login, payment] }
 * payment:   { from: payments.status }        # one variable for each output: paymentAmount, paymentState
 * ```
 */
export const Declaration = z.union([
  z.strictObject({ type: z.enum(TYPES) }),
  z.strictObject({ type: z.literal('enum'), values: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/)).min(1) }),
  z.strictObject({ from: z.string() }),
]);
export type Declaration = Readonly<z.output<typeof Declaration>>;

/** `defaults` of the entry flow: what every listening node does unless it says otherwise, and the always-keys. */
export const WrittenDefaults = z.strictObject({
  input: z
    .array(z.enum(['dtmf', 'speech']))
    .min(1)
    .default(['dtmf', 'speech']),
  timeout: DurationSeconds.default(5),
  attempts: z.int().min(1).max(5).default(3),
  bargeIn: z.boolean().default(true),
  noInput: Prompts.optional(),
  noMatch: Prompts.optional(),
  /** Asks whether a guess at speech was right. */
  confirm: Id.optional(),
  exhausted: Target.optional(),
  /** Entered where an output needs a level that has lapsed. */
  notVerified: Target.optional(),
  /** `repeat`, `slower` and `pause` are reserved; any other word is a node. */
  keys: z.record(Key, Target).default({}),
});
export type WrittenDefaults = Readonly<z.output<typeof WrittenDefaults>>;

/** The keys of a flow's file. Variables, defaults and nodes are read one by one, so that one fault hides no other. */
export const FlowFile = z.strictObject({
  format: z.literal(1),
  flow: Id,
  start: Id,
  note: z.string().optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
  defaults: z.unknown().optional(),
  nodes: z.record(z.string(), z.unknown()),
});
