import type { ValueType } from '../values/typed-value.ts';
import type { Level } from './variables.ts';

/** One thing a service may be told. */
export interface InputField {
  readonly type: ValueType | 'sensitive';
  /** The closed set of an `enum`, where it is not the flow's own. */
  readonly values?: readonly string[];
  readonly optional?: boolean;
}

/** One thing a service may find out. */
export interface OutputField {
  readonly type: ValueType;
  /** The closed set of an `enum`. */
  readonly values?: readonly string[];
  /** Certainty about the caller that speaking it needs. */
  readonly level?: Level;
}

/** One way a service may answer: what it then certainly gives, and the level it raises the caller to. */
export interface OutcomeContract {
  readonly output?: Readonly<Record<string, OutputField>>;
  readonly raises?: Level;
}

/**
 * A service as flows see it. Besides the outcomes listed, `unavailable` always exists; `not-verified` exists where an
 * output or the service itself needs a level. An output may need more certainty than asking does: it is found all the
 * same, and said only to who may hear it.
 */
export interface Contract {
  /** `area.operation`, as `payments.status`. */
  readonly service: string;
  /** One sentence for the reference and for completion. */
  readonly summary: string;
  readonly input: Readonly<Record<string, InputField>>;
  readonly outcomes: Readonly<Record<string, OutcomeContract>>;
  /** Level without which it is not asked at all. */
  readonly needs?: Level;
  /** True where asking changes something outside: it is then claimed before it is performed. */
  readonly effect: boolean;
  /** Whether asking twice with one idempotency key is asking once. */
  readonly idempotent: boolean;
  /** After so long there is no answer any more. */
  readonly deadlineMs: number;
}

export const UNAVAILABLE = 'unavailable';
/** Where the caller is not known well enough: for the service, or for what it would find. */
export const NOT_VERIFIED = 'not-verified';

/** Every outcome a flow must have an exit for, in writing order. */
export function outcomesOf(contract: Contract): readonly string[] {
  const needsLevel =
    contract.needs !== undefined ||
    Object.values(contract.outcomes).some(({ output = {} }) =>
      Object.values(output).some(({ level }) => level !== undefined),
    );
  return [...Object.keys(contract.outcomes), ...(needsLevel ? [NOT_VERIFIED] : []), UNAVAILABLE];
}
