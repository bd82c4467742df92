import { type AgentsFile, type AroundAgents, readAgents } from '../flow/config/read-agents.ts';
import type { Finding, SourceFile } from '../flow/read/finding.ts';
import { NO_OUTGOING, type Outgoing, readOutgoing } from './read-outgoing.ts';

/** Who takes calls, and whom the hotline may reach. */
export interface DeskRules {
  /** Absent where nobody takes calls. */
  readonly agents: AgentsFile | undefined;
  readonly outgoing: Outgoing;
}

/** Reads both files; one that is absent, or that has an error, allows nothing. Never throws. */
export function readDesk(
  { agents, outgoing }: { readonly agents?: SourceFile; readonly outgoing?: SourceFile },
  around: AroundAgents,
): DeskRules & { readonly findings: readonly Finding[] } {
  const readAll = agents && readAgents(agents, around);
  const readOut = outgoing && readOutgoing(outgoing);
  return {
    agents: readAll?.value,
    outgoing: readOut?.value ?? NO_OUTGOING,
    findings: [...(readAll?.findings ?? []), ...(readOut?.findings ?? [])],
  };
}
