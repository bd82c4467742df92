import type { FlowFiles } from '../flow/compile/flow-files.ts';
import { compile } from '../flow/compile.ts';
import type { Finding } from '../flow/read/finding.ts';
import type { Release } from '../flow/release.ts';
import { isSpokenOnLine, LINE_CONTRACTS, type LineLanguage } from './agent-contracts.ts';

export interface AgentRelease {
  readonly release: Release;
  /** What the line speaks before an agent has signed in. */
  readonly language: LineLanguage;
}

/** The hotline's own files do not make a release: the installation is broken. */
class BrokenLine extends Error {
  override readonly name = 'BrokenLine';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super("the flow of the agents' line does not compile");
    this.findings = findings;
  }
}

/**
 * The release that calls on the agents' line run on: the built-in flow, spoken with the hotline's voices. `at` is epoch ms.
 *
 * @throws {BrokenLine} if the built-in files have errors
 */
export function createAgentRelease(
  files: FlowFiles,
  hotline: Pick<Release, 'languages' | 'defaultLanguage'>,
  { at, hash }: { readonly at: number; readonly hash: (text: string) => string },
): AgentRelease {
  const { release, findings } = compile({ ...files, isLine: true }, { contracts: LINE_CONTRACTS, at, hash });
  if (!release) throw new BrokenLine(findings);
  const { defaultLanguage } = hotline;
  const language = isSpokenOnLine(defaultLanguage) ? defaultLanguage : 'en';
  const voices = Object.entries(release.languages).map(([tag, own]) => [tag, hotline.languages[tag] ?? own] as const);
  const spoken = { ...release, languages: Object.fromEntries(voices), defaultLanguage: language };
  const id = hash(`${release.id} ${JSON.stringify(voices)} ${language}`).slice(0, release.id.length);
  return { release: { ...spoken, id }, language };
}
