import { z } from 'zod';
import { type Contract, NOT_VERIFIED, type OutcomeContract, outcomesOf, UNAVAILABLE } from '../../flow/contract.ts';
import type { Answer } from '../../flow/events.ts';
import { KEBAB_CASE } from '../../flow/ids.ts';
import { LEVELS } from '../../flow/variables.ts';
import { E164_PATTERN } from '../../values/phone-number.ts';
import { schemaOfField } from './field-schema.ts';
import type { WireRequest } from './wire-request.ts';

/** The schemas of one operation's messages. */
export interface Wire {
  /** As `/v1/payments/status`. */
  readonly path: string;
  readonly request: ReturnType<typeof requestOf>;
  readonly answer: ReturnType<typeof answerOf>;
}

/** Header that names a request with an effect, the same for every attempt at it. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** A back office that speaks this version is asked under `/v1`; what breaks it gets another. */
const VERSION = 'v1';

export const wireOf = (contract: Contract): Wire => ({
  path: `/${VERSION}/${contract.service.replace('.', '/')}`,
  request: requestOf(contract),
  answer: answerOf(contract),
});

function requestOf({ input }: Contract) {
  const fields = Object.entries(input).map(([name, field]) => {
    const schema = schemaOfField(field);
    return [name, field.optional ? z.exactOptional(schema) : schema] as const;
  });
  return z.object({
    input: z.object(Object.fromEntries(fields)),
    account: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Whom the caller has proved to be. Answer about nobody else.'),
    caller: z.string().regex(E164_PATTERN).optional().describe('The number that rings, E.164: a hint, never a proof.'),
    level: z.enum(LEVELS).describe('How sure the hotline is of who calls.'),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
      .describe('BCP 47. Texts that are spoken are in it.'),
    region: z.string().regex(KEBAB_CASE).describe('The region of the caller, as hk or us-east.'),
    at: z.iso.datetime({ offset: true }).describe('Now, as the hotline sees it.'),
  });
}

/**
 * Each outcome with exactly its outputs; what else an answer holds is left out. `not-verified` is there where something
 * needs a level. That nobody can answer is told by a status, not by an outcome.
 */
function answerOf(contract: Contract) {
  const [first, ...others] = outcomesOf(contract)
    .filter((outcome) => outcome !== UNAVAILABLE)
    .map((outcome) => outcomeSchema(outcome, contract.outcomes[outcome] ?? {}));
  if (first === undefined) throw new Error(`${contract.service} has no outcome`);
  return z.discriminatedUnion('outcome', [first, ...others]);
}

function outcomeSchema(outcome: string, { output = {} }: OutcomeContract) {
  const fields = Object.entries(output).map(([name, field]) => {
    const schema = schemaOfField(field);
    const known = schema.description === undefined ? '' : `${schema.description} `;
    if (field.level === undefined) return [name, schema] as const;
    return [name, schema.describe(`${known}Said from level ${field.level} on.`)] as const;
  });
  const described =
    outcome === NOT_VERIFIED ? 'The caller is not known well enough: no account, or too low a level.' : undefined;
  const schema = z.object({
    outcome: z.literal(outcome),
    output: z.object(Object.fromEntries(fields)),
  });
  return described === undefined ? schema : schema.describe(described);
}

/** What is wrong with a message: the path of each wrong field and what it should be, without any value. */
export interface WireProblem {
  /** As `output.amount.minor`; empty where the whole is wrong. */
  readonly field: string;
  readonly message: string;
}

export type WireRead<Read> =
  | { readonly ok: true; readonly value: Read }
  | { readonly ok: false; readonly problems: readonly WireProblem[] };

/** Holds an answer to its operation, whatever it is. */
export const readAnswer = ({ answer }: Wire, body: unknown): WireRead<Answer> => toRead(answer.safeParse(body));

/** Holds a request to its operation, whatever it is. */
export const readRequest = ({ request }: Wire, body: unknown): WireRead<WireRequest> => toRead(request.safeParse(body));

function toRead<Read>(parsed: z.ZodSafeParseResult<Read>): WireRead<Read> {
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { ok: false, problems };
}
