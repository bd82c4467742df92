import type { NodeId } from './ids.ts';

/** A prompt as a compiled node names it, with the variables its text takes in any language. */
export interface PromptRef {
  readonly prompt: string;
  /** Spoken in this language whatever the caller's is. */
  readonly language?: string;
  readonly placeholders: readonly string[];
}

/** Every compiled node: its type, its ways on by exit, and what its type adds. */
export interface NodeBase {
  readonly type: string;
  readonly exits: Readonly<Record<string, NodeId>>;
}
