import { type AgentsFile, type AroundAgents, readAgents } from '../flow/config/read-agents.ts';
import type { Finding, SourceFile } from '../flow/read/finding.ts';

/** Who takes calls. */
export interface DeskRules {
  /** Absent where nobody takes calls. */
  readonly agents: AgentsFile | undefined;
}

/** Reads the file of agents; one that is absent, or that has an error, lets nobody in. Never throws. */
export function readDesk(
  { agents }: { readonly agents?: SourceFile },
  around: AroundAgents,
): DeskRules & { readonly findings: readonly Finding[] } {
  const read = agents && readAgents(agents, around);
  return { agents: read?.value, findings: read?.findings ?? [] };
}
