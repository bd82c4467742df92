import { createHash } from 'node:crypto';
import type { FlowFiles } from '../../src/flow/compile/flow-files.ts';
import { type CompileOptions, compile } from '../../src/flow/compile.ts';
import type { Contract } from '../../src/flow/contract.ts';
import type { SourceFile } from '../../src/flow/read/finding.ts';
import type { Release } from '../../src/flow/release.ts';

const file = (name: string, text: string): SourceFile => ({ file: name, bytes: new TextEncoder().encode(text) });

const LANGUAGES = `
format: 1
default: en
languages:
  en:
    name: English
    say: { language: en-US, voice: Polly.Joanna-Neural, fallbackVoice: Google.en-US-Neural2-F }
    listen: en-US
    speechRate: { unit: words, perSecond: 2.6 }
`;

const CALENDAR = `
format: 1
name: { en: Hong Kong }
city: { en: Hong Kong }
zone: Asia/Hong_Kong
coverage: { from: 2026-01-01, until: 2028-12-31 }
weekly:
  monday: [09:00-18:00]
  tuesday: [09:00-18:00]
  wednesday: [09:00-18:00]
  thursday: [09:00-18:00]
  friday: [09:00-18:00]
`;

/** Prompts that every release has to have. */
const OWN = ['apology', 'one-moment', 'goodbye', 'reduced-greeting', 'reduced-closed'];

export interface SmallRelease {
  /** The nodes and defaults of the entry flow, as YAML. */
  readonly flow: string;
  /** Subflows by name, as YAML. */
  readonly subflows?: Readonly<Record<string, string>>;
  /** Prompts beside the hotline's own; each of those is spoken as its name. */
  readonly prompts?: Readonly<Record<string, string>>;
  readonly phrases?: string;
  /** Regions beside `hk`, by name, as YAML. */
  readonly regions?: string;
  readonly contracts?: readonly Contract[];
  /** `config/outgoing.yaml`; without it nobody is rung or texted. */
  readonly outgoing?: string;
}

/** A release of one small flow in English, open on weekdays from nine to six in Hong Kong. */
export function smallRelease({
  flow,
  subflows = {},
  prompts = {},
  phrases = '',
  regions = '',
  contracts = [],
  outgoing,
}: SmallRelease): Release {
  const all = { ...Object.fromEntries(OWN.map((name) => [name, `${name}.`])), ...prompts };
  const files: FlowFiles = {
    flows: Object.entries({ hotline: flow, ...subflows }).map(([name, text]) =>
      file(`flows/${name}.yaml`, `format: 1\nflow: ${name}\n${text}`),
    ),
    prompts: [file('flows/prompts/en.yaml', JSON.stringify(all))],
    phrases: [
      file(
        'flows/phrases/en.yaml',
        phrases || 'yes: ["yes"]\nno: ["no"]\nagent: [agent]\nmain-menu: [main menu]\nrepeat: [repeat]\n',
      ),
    ],
    calendars: [file('config/calendars/hk.yaml', CALENDAR)],
    languages: file('config/languages.yaml', LANGUAGES),
    regions: file(
      'config/regions.yaml',
      `default: hk\nregions:\n  hk: { calendar: hk, countryCodes: ["+852"], currency: HKD }\n${regions}`,
    ),
    numbers: file(
      'config/numbers.yaml',
      'numbers: { "+85230000000": { region: hk } }\ntransfers: { desk: "+85230000099" }\n',
    ),
    queues: file('config/queues.yaml', 'queues: { general: { maxSize: 50 } }\n'),
    ...(outgoing === undefined ? {} : { outgoing: file('config/outgoing.yaml', outgoing) }),
    audio: [],
  };
  const options: CompileOptions = {
    contracts,
    at: Date.UTC(2026, 5, 1),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
  const { release, findings } = compile(files, options);
  if (release) return release;
  throw new Error(
    findings.map(({ file: name, line, rule, message }) => `${name}:${line} ${rule}: ${message}`).join('\n'),
  );
}
