import type { z } from 'zod';
import type { Closure, Override } from '../hours/calendar.ts';
import type { E164 } from '../values/phone-number.ts';
import type { Value } from '../values/typed-value.ts';
import type { Action } from './actions.ts';
import type { Call, Confirmation, Consent, Phase, Stay, Verification } from './call.ts';
import type { NodeBase, PromptRef } from './compiled.ts';
import type { Contract } from './contract.ts';
import type { CallEvent } from './events.ts';
import type { Fact, Miss } from './facts.ts';
import type { NodeId } from './ids.ts';
import type { Path } from './read/document.ts';
import type { Release } from './release.ts';
import type { ValueSource } from './value-source.ts';
import type { Level, VariableType } from './variables.ts';

/** What is read before a turn and may differ from one to the next. */
export interface World {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly closures: readonly Closure[];
  readonly overrides: readonly Override[];
}

/** What a node may know of the call that stands on it. */
export interface CallView {
  readonly release: Release;
  readonly call: Call;
  readonly world: World;
  /** The current stay; at a node that does not listen, an empty one. */
  readonly stay: Stay;
  /** Sensitive values keyed in this turn; they live no longer. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Something to be done outside whose answer the call waits for. */
export type Request =
  | { readonly type: 'service'; readonly service: string; readonly input: Readonly<Record<string, Value>> }
  /** A text message; its words are found outside the engine. Answers `sent` or `failed`. */
  | { readonly type: 'message'; readonly to: E164; readonly prompts: readonly PromptRef[] }
  /** Answers `requested`, `refused` or `failed`. */
  | { readonly type: 'callback'; readonly number: E164; readonly queue: string };

/** Where the call goes on. */
export type Step =
  | { readonly type: 'go'; readonly exit: string }
  /** Waits for the carrier; `actions` follow what was said. */
  | {
      readonly type: 'wait';
      readonly phase: Exclude<Phase, 'ready' | 'asking' | 'closing'>;
      readonly actions: readonly Action[];
    }
  | { readonly type: 'ask'; readonly request: Request }
  | { readonly type: 'missed'; readonly cause: Miss }
  /** The caller wants to hear it again: no visit, at most three times in a row. */
  | { readonly type: 'repeat' }
  /** The caller turns slower speech on or off, and hears it again so, as by `repeat`. */
  | { readonly type: 'slower' }
  /** The caller wants time, or has it and is silent; costs no visit. */
  | { readonly type: 'pause' }
  /** Says again what led here: the caller is back. */
  | { readonly type: 'resume' }
  /** Asks again as it stands, at no cost: what came was not meant for this node. */
  | { readonly type: 'again' }
  | { readonly type: 'confirm'; readonly confirmation: Confirmation }
  | { readonly type: 'enter-flow'; readonly start: NodeId }
  | { readonly type: 'return'; readonly exit: string }
  /** To a node by name, out of any subflow. */
  | { readonly type: 'jump'; readonly node: NodeId }
  | { readonly type: 'end' }
  /** Nothing at all: the caller is elsewhere by now. */
  | { readonly type: 'stay' };

/** What a node makes of being entered, or of an event. */
export interface Outcome {
  readonly says?: readonly PromptRef[];
  /** Whether what is said may be cut short; true unless told otherwise. */
  readonly bargeIn?: boolean;
  /** Variables to set; `language` and `region` among them. `undefined` takes a value away. */
  readonly set?: Readonly<Record<string, Value | undefined>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly facts?: readonly Fact[];
  /** How sure the hotline is of the caller from now on, and whom it takes them for. */
  readonly verified?: Pick<Verification, 'level' | 'account'>;
  /** What is settled about recording talks with people. */
  readonly consent?: Consent;
  readonly step: Step;
}

/** One way on from a node, as the checks of the flow see it. */
export interface Way {
  readonly exit: string;
  /** As written: a node of the same flow, or `flow/node`. */
  readonly target: string;
  /** Where in the node the target is written; empty where a default of the flow gives it. */
  readonly path: Path;
  /** Variables that certainly have a value after this way was taken. */
  readonly sets: readonly string[];
  /** Variables that may have lost their value after this way was taken. */
  readonly unsets?: readonly string[];
  /** What is certain about the caller after this way was taken; without it as much as before. */
  readonly level?: { readonly type: 'exactly' | 'at-least'; readonly level: Level };
  /** Whether the way is only taken because the caller did something, or waited: such a way ends every loop. */
  readonly byCaller: boolean;
}

/** A prompt as written in a node. */
export interface PromptUse {
  readonly prompt: string;
  readonly language?: string;
  readonly path: Path;
  /** Variables that only this use of the prompt brings with it. */
  readonly brings?: readonly string[];
}

/** A variable as a node reads it. */
export interface VariableUse {
  readonly variable: string;
  readonly path: Path;
  /** True where it need not have a value. */
  readonly optional?: boolean;
}

/** A variable that a node gives a value. */
export interface VariableGift {
  readonly variable: string;
  readonly path: Path;
  readonly type?: VariableType['type'];
  readonly source?: ValueSource;
}

/** What compiling a node needs to know around it. */
export interface CompileContext {
  readonly defaults: Defaults;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** The full name of a node as written in this flow. */
  readonly target: (written: string) => NodeId;
  readonly prompt: (written: PromptSpec) => PromptRef;
  /** The first node of a flow. */
  readonly startOf: (flow: string) => NodeId;
  readonly variableType: (variable: string) => VariableType | undefined;
}

/** A prompt as YAML names it: its id, and a language where it is not the caller's. */
export interface PromptSpec {
  readonly prompt: string;
  readonly language?: string | undefined;
}

/** What the entry flow's `defaults` say for every listening node. */
export interface Defaults {
  readonly input: readonly ('dtmf' | 'speech')[];
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly bargeIn: boolean;
  readonly noInput: readonly PromptSpec[];
  readonly noMatch: readonly PromptSpec[];
  readonly confirm?: string;
  readonly exhausted?: string;
  readonly notVerified?: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * One kind of node: how it is written, where it leads, what it needs, and what it does. Each stands in a file of its
 * own under `nodes/`, called as it is written in YAML, and its doc comment is its page in the reference.
 */
export interface NodeType<Schema extends z.ZodType, Compiled extends NodeBase> {
  readonly type: Compiled['type'];
  readonly schema: Schema;
  /**
   * What becomes of it when the caller is gone: it is done all the same, it is passed over without a word, or, where
   * nothing else is said, the call stops there.
   */
  readonly whenGone?: 'done' | 'passed';
  /** True where coming back to the node after getting on from it is another visit of the same stay. */
  readonly keepsStay?: boolean;
  /** Every way on, in writing order; the checks follow these. */
  ways(written: z.output<Schema>, context: WaysContext): readonly Way[];
  prompts(written: z.output<Schema>): readonly PromptUse[];
  reads(written: z.output<Schema>): readonly VariableUse[];
  gives(written: z.output<Schema>): readonly VariableGift[];
  compile(written: z.output<Schema>, context: CompileContext): Omit<Compiled, 'exits'>;
  /** The call arrives here, or is asked again. */
  enter(node: Compiled, view: CallView): Outcome;
  /** The call waited here and something happened. Absent where a node never waits. */
  resume?(node: Compiled, view: CallView, event: CallEvent): Outcome;
  /** The caller said yes to what the node asked back. Absent where it never asks back. */
  confirmed?(node: Compiled, view: CallView, confirmation: Confirmation): Outcome;
}

/** What a node's ways depend on outside the node. */
export interface WaysContext {
  readonly defaults: Defaults;
  readonly contracts: ReadonlyMap<string, Contract>;
}

/** Types a definition from its own schema. */
export const nodeType = <Schema extends z.ZodType, Compiled extends NodeBase>(
  type: NodeType<Schema, Compiled>,
): NodeType<Schema, Compiled> => type;
