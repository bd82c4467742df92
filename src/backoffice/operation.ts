import type { Contract, InputField, OutputField } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import type { Level } from '../flow/variables.ts';
import type { Money } from '../values/money.ts';
import type { E164 } from '../values/phone-number.ts';
import type { Value } from '../values/typed-value.ts';

/** Keeps the exact type of a contract, so that whoever performs it is held to its outcomes and outputs. */
export const operation = <const Of extends Contract>(contract: Of): Of => contract;

/** What an operation is asked with, besides its input. */
export interface Question {
  readonly contract: Contract;
  readonly input: Readonly<Record<string, Value>>;
  /** Whom the caller has proved to be; absent before that. The back office answers about nobody else. */
  readonly account?: string;
  /** The number that rings; a hint, never a proof. */
  readonly caller?: E164;
  readonly level: Level;
  readonly language: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The same for every attempt at one request. */
  readonly idempotencyKey: string;
  /** Aborted at the operation's deadline. */
  readonly signal: AbortSignal;
}

/**
 * OKPay's back office: whatever performs the operations of its contract. A rejection, and an answer that is not one of
 * the contract's outcomes, count as `unavailable`.
 */
export interface BackOffice {
  ask(question: Question): Promise<Answer>;
}

interface ValueOf {
  readonly digits: string;
  readonly text: string;
  readonly enum: string;
  readonly boolean: boolean;
  readonly count: number;
  readonly ordinal: number;
  readonly money: Money;
  readonly date: string;
  readonly time: string;
  readonly instant: string;
  readonly duration: number;
  readonly percent: number;
  readonly rate: string;
  readonly sensitive: string;
}

type FieldValue<Field extends InputField | OutputField> = Field extends { readonly values: readonly (infer One)[] }
  ? One
  : ValueOf[Field['type']];

type OutputOf<Of> = Of extends { readonly output: infer Fields extends Readonly<Record<string, OutputField>> }
  ? { readonly [Name in keyof Fields]: FieldValue<Fields[Name]> }
  : Readonly<Record<never, never>>;

/** Every answer that a contract allows: each outcome with exactly its outputs. */
export type AnswerTo<Of extends Contract> = {
  [Outcome in keyof Of['outcomes']]: {
    readonly outcome: Outcome;
    readonly output: OutputOf<Of['outcomes'][Outcome]>;
  };
}[keyof Of['outcomes']];

/** What a contract's input gives, once it has been checked against it. */
export type InputTo<Of extends Contract> = {
  readonly [Name in keyof Of['input']]:
    | FieldValue<Of['input'][Name]>
    | (Of['input'][Name] extends { readonly optional: true } ? undefined : never);
};
