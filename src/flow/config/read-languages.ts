import { z } from 'zod';
import { isSpoken } from '../../prompts/verbalise.ts';
import type { Language } from '../../values/language.ts';
import { type ReadDocument, readDocument } from '../read/document.ts';
import type { Finding, SourceFile } from '../read/finding.ts';
import type { Rule } from '../read/rules.ts';

/** How one language is spoken and listened to. */
export const LanguageSettings = z.strictObject({
  /** The language's name in itself: `普通话`. */
  name: z.string().min(1),
  say: z.strictObject({
    /** The carrier's code of speech; it differs from the tag and from that of recognition. */
    language: z.string(),
    voice: z.string(),
    /** Spoken with where the voice fails, in the same language. */
    fallbackVoice: z.string(),
    /** How fast it is spoken to callers who want it slower, in percent of the voice's own rate. */
    slowerPercent: z.int().min(50).max(95).default(80),
  }),
  /** The carrier's code of speech recognition. */
  listen: z.string(),
  /** How 1 is read in identifiers in Mandarin. */
  digitOne: z.enum(['yao', 'yi']).optional(),
  /** How fast the voice speaks, for the estimates of prompts. */
  speechRate: z.strictObject({
    unit: z.enum(['characters', 'words']),
    perSecond: z.number().min(0.5).max(20),
  }),
});
export type LanguageSettings = Readonly<z.output<typeof LanguageSettings>>;

/** `config/languages.yaml`, as editors complete it. */
export const LanguagesFile = z.strictObject({
  format: z.literal(1),
  /** Spoken before the caller has chosen, and where nothing else fits. */
  default: z.string(),
  languages: z.record(z.string(), LanguageSettings).refine((languages) => Object.keys(languages).length > 0, {
    message: 'there must be at least one language',
  }),
});
export type LanguagesFile = Readonly<z.output<typeof LanguagesFile>>;

export interface Languages {
  readonly default: Language;
  readonly languages: Readonly<Record<Language, LanguageSettings>>;
}

export interface ReadLanguages {
  /** Absent where the file cannot be read or names what the carrier does not have. */
  readonly value: Languages | undefined;
  readonly findings: readonly Finding[];
}

/**
 * The voices of each code of speech that the hotline may use. The carrier takes any other pair for an error and the
 * caller hears nothing, so that a new pair is tried on a live account before it is added. Each voice takes
 * `<prosody rate>`, which the basic voices do not.
 * Source: twilio.com/docs/voice/twiml/say/text-speech#available-voices-and-languages
 */
export const SAY_VOICES: Readonly<Record<string, readonly string[]>> = {
  'cmn-CN': ['Polly.Zhiyu-Neural', 'Polly.Zhiyu', 'Google.cmn-CN-Wavenet-A', 'Google.cmn-CN-Standard-A'],
  'cmn-TW': ['Google.cmn-TW-Wavenet-A', 'Google.cmn-TW-Standard-A'],
  'yue-HK': ['Google.yue-HK-Standard-A', 'Google.yue-HK-Standard-B'],
  'en-US': ['Polly.Joanna-Neural', 'Polly.Joanna', 'Polly.Matthew-Neural', 'Google.en-US-Neural2-F'],
  'en-GB': ['Polly.Amy-Neural', 'Polly.Amy', 'Google.en-GB-Neural2-A'],
  'es-ES': ['Polly.Lucia-Neural', 'Polly.Lucia', 'Google.es-ES-Neural2-A'],
  'es-MX': ['Polly.Mia-Neural', 'Polly.Mia'],
  'es-US': ['Polly.Lupe-Neural', 'Polly.Lupe', 'Google.es-US-Neural2-A'],
};

/** The codes of speech recognition that the hotline may use. Source: twilio.com/docs/voice/twiml/gather#languagetags */
export const LISTEN_CODES: readonly string[] = [
  'cmn-Hans-CN',
  'cmn-Hant-TW',
  'yue-Hant-HK',
  'en-US',
  'en-GB',
  'en-AU',
  'en-CA',
  'en-IN',
  'en-NG',
  'en-SG',
  'es-ES',
  'es-MX',
  'es-US',
];

/** Reads `config/languages.yaml` and holds its codes and voices against those that the carrier has. Never throws. */
export function readLanguages(source: SourceFile): ReadLanguages {
  const document = readDocument(source, LanguagesFile);
  const value = document.value;
  if (!value) return { value, findings: document.findings };
  const findings = [
    ...defaultFindings(value, document),
    ...Object.entries(value.languages).flatMap(([language, settings]) => findingsOf(language, settings, document)),
  ];
  return { value: findings.length === 0 ? value : undefined, findings };
}

type Document = ReadDocument<LanguagesFile>;

function defaultFindings(value: LanguagesFile, { file, positionOf }: Document): readonly Finding[] {
  if (Object.hasOwn(value.languages, value.default)) return [];
  const message = `The default, \`${value.default}\`, is not among the languages.`;
  const fix = `Write one of ${Object.keys(value.languages).join(', ')}.`;
  return [{ file, ...positionOf(['default']), severity: 'error', rule: 'unknown-language', message, fix }];
}

function findingsOf(language: Language, settings: LanguageSettings, document: Document): readonly Finding[] {
  const { say, listen } = settings;
  const voices = Object.hasOwn(SAY_VOICES, say.language) ? SAY_VOICES[say.language] : undefined;
  const fault = (path: readonly string[], rule: Rule, [message, fix]: readonly [string, string]): Finding => {
    const at = path.length === 0 ? document.keyPositionOf : document.positionOf;
    return { file: document.file, ...at(['languages', language, ...path]), severity: 'error', rule, message, fix };
  };

  const findings: Finding[] = [];
  if (!isSpoken(language)) {
    const message = `Numbers and dates cannot be put into words of \`${language}\`.`;
    findings.push(fault([], 'unknown-language', [message, 'Use a tag of Chinese, English or Spanish.']));
  }
  if (!voices) {
    const message = `\`${say.language}\` is not a language that the carrier's voices speak here.`;
    findings.push(fault(['say', 'language'], 'unknown-say', [message, oneOf(Object.keys(SAY_VOICES))]));
  }
  for (const key of voices ? (['voice', 'fallbackVoice'] as const) : []) {
    if (voices?.includes(say[key])) continue;
    const message = `\`${say[key]}\` is not a voice of \`${say.language}\`.`;
    findings.push(fault(['say', key], 'unknown-voice', [message, oneOf(voices ?? [])]));
  }
  if (!LISTEN_CODES.includes(listen)) {
    const message = `\`${listen}\` is not a language in which the carrier recognises speech here.`;
    findings.push(fault(['listen'], 'unknown-listen', [message, oneOf(LISTEN_CODES)]));
  }
  return findings;
}

const oneOf = (words: readonly string[]): string => `Write one of ${words.join(', ')}.`;
