import type { Calendar } from '../../hours/calendar.ts';
import type { Language } from '../../values/language.ts';
import { readCalendar } from '../config/read-calendar.ts';
import { type Languages, readLanguages } from '../config/read-languages.ts';
import { type NumbersFile, readNumbers } from '../config/read-numbers.ts';
import { type Outgoing, readOutgoing } from '../config/read-outgoing.ts';
import { readQueues } from '../config/read-queues.ts';
import { type RegionsFile, readRegions } from '../config/read-regions.ts';
import { findLineNodeType, findNodeType } from '../nodes/registry.ts';
import type { ReadDocument } from '../read/document.ts';
import type { Finding, Position, SourceFile } from '../read/finding.ts';
import { type ReadFlow, readFlow } from '../read/read-flow.ts';
import { type ReadPhrases, readPhrases } from '../read/read-phrases.ts';
import { type ReadPrompts, readPrompts } from '../read/read-prompts.ts';
import type { Queue } from '../release.ts';

/** All that operations staff edit, as it lies on disk. A file that is absent is missing there. */
export interface FlowFiles {
  /** `flows/*.yaml` */
  readonly flows: readonly SourceFile[];
  /** `flows/prompts/*.yaml` */
  readonly prompts: readonly SourceFile[];
  /** `flows/phrases/*.yaml` */
  readonly phrases: readonly SourceFile[];
  /** `config/calendars/*.yaml` */
  readonly calendars: readonly SourceFile[];
  /** `config/languages.yaml` */
  readonly languages: SourceFile | undefined;
  /** `config/regions.yaml` */
  readonly regions: SourceFile | undefined;
  /** `config/numbers.yaml` */
  readonly numbers: SourceFile | undefined;
  /** `config/queues.yaml` */
  readonly queues: SourceFile | undefined;
  /** `config/outgoing.yaml`; without it nobody is rung or texted. */
  readonly outgoing?: SourceFile | undefined;
  /** Names of the recordings that exist, as prompts name them. */
  readonly audio: readonly string[];
  /** True for the agents' line, whose flows are part of the hotline and have node types of their own. */
  readonly isLine?: boolean;
}

/** Something read from a file of its own, by the file's path. */
type InFile<Value> = Value & { readonly file: string };

/** Every file read for itself; how they fit together is not looked at yet. */
export interface ReadFiles {
  readonly flows: readonly ReadFlow[];
  readonly prompts: ReadonlyMap<Language, InFile<ReadPrompts>>;
  readonly phrases: ReadonlyMap<Language, InFile<ReadPhrases>>;
  /** By id; absent where a calendar could not be read. */
  readonly calendars: ReadonlyMap<string, Calendar | undefined>;
  readonly languages: Languages | undefined;
  readonly regions: ReadDocument<RegionsFile> | undefined;
  readonly numbers: ReadDocument<NumbersFile> | undefined;
  readonly queues: Readonly<Record<string, Queue>> | undefined;
  readonly outgoing: Outgoing | undefined;
  readonly audio: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** Reads every file. Never throws; what is wrong with one file hides nothing of the others. */
export function readFiles(files: FlowFiles): ReadFiles {
  const find = files.isLine ? findLineNodeType : findNodeType;
  const flows = files.flows.map((source) => readFlow(source, find));
  const prompts = files.prompts.map((source) => ({ ...readPrompts(source), file: source.file }));
  const phrases = files.phrases.map((source) => ({ ...readPhrases(source), file: source.file }));
  const languages = files.languages && readLanguages(files.languages);
  const tags = Object.keys(languages?.value?.languages ?? {});
  const calendars = files.calendars.map((source) => ({ ...readCalendar(source, tags), id: nameOf(source.file) }));
  const regions = files.regions && readRegions(files.regions);
  const numbers = files.numbers && readNumbers(files.numbers);
  const queues = files.queues && readQueues(files.queues);
  const outgoing = files.outgoing && readOutgoing(files.outgoing);
  const parts = [...flows, ...prompts, ...phrases, ...calendars, languages, regions, numbers, queues, outgoing];
  return {
    flows,
    prompts: new Map(prompts.map((read) => [read.language, read])),
    phrases: new Map(phrases.map((read) => [read.language, read])),
    calendars: new Map(calendars.map(({ id, calendar }) => [id, calendar])),
    languages: languages?.value,
    regions,
    numbers,
    queues: queues?.value,
    outgoing: outgoing?.value,
    audio: new Set(files.audio),
    findings: [...parts.flatMap((part) => part?.findings ?? []), ...missingFiles(files)],
  };
}

const nameOf = (file: string): string => file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '');

/** What no hotline can do without. Numbers may be left out: then no number is known and none may be dialled. */
function missingFiles(files: FlowFiles): Finding[] {
  const entry = files.flows.some(({ file }) => nameOf(file) === ENTRY_FLOW);
  const wanted = [
    { file: 'flows/hotline.yaml', there: entry },
    { file: 'config/languages.yaml', there: files.languages !== undefined },
    { file: 'config/regions.yaml', there: files.regions !== undefined },
    { file: 'config/queues.yaml', there: files.queues !== undefined },
  ];
  return wanted
    .filter(({ there }) => !there)
    .map(({ file }) => ({
      file,
      ...START,
      severity: 'error',
      rule: 'missing-file',
      message: 'The file is missing.',
      fix: 'Add it.',
    }));
}

const START: Position = { line: 1, column: 1 };

/** The flow that a call begins in. */
export const ENTRY_FLOW = 'hotline';
