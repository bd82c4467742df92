import type { Calendar, WeeklyHours } from '../hours/calendar.ts';
import type { Catalogue } from '../prompts/catalogue.ts';
import type { DigitOne } from '../prompts/words/wording.ts';
import type { Language } from '../values/language.ts';
import type { E164 } from '../values/phone-number.ts';
import type { KeyDeed } from './always-keys.ts';
import type { NodeBase, PromptRef } from './compiled.ts';
import type { Outgoing } from './config/read-outgoing.ts';
import type { NodeId, ReleaseId } from './ids.ts';
import type { RecordingPolicy, VariableType } from './variables.ts';

/** A region of the hotline: whose calendar counts, and whom it is taken to be for. */
export interface Region {
  readonly calendar: string;
  /** Country calling codes that decide it, as `+86`; none where the code is shared with other regions. */
  readonly countryCodes: readonly string[];
  /** Whether callers' talks with people may be recorded, and what callers are asked first; `off` where absent. */
  readonly recording?: RecordingPolicy;
  /** ISO 4217, as `HKD`: what callers of the region count in; absent where no flow asks them for an amount in it. */
  readonly currency?: string | undefined;
}

/** One of the hotline's own numbers. */
export interface DialledNumber {
  readonly region?: string;
  readonly language?: Language;
}

/** A queue as the flow sees it. */
export interface Queue {
  /** Callers it takes before it is full. */
  readonly maxSize: number;
  /** Weekly hours of its own, cut with those of the caller's region; absent where the region's are its own. */
  readonly hours?: WeeklyHours;
}

/** How one language is spoken to and understood by the carrier's machines. */
export interface Voice {
  readonly sayLanguage: string;
  readonly voice: string;
  readonly listenLanguage: string;
  /** How 1 is read in identifiers in Mandarin. */
  readonly digitOne?: DigitOne;
  /** Rate in percent at which it is spoken to callers who want it slower. */
  readonly slowerPercent: number;
}

/** An always-key: what it does where the caller is, or where it leads, from anywhere. */
export type KeyTarget = { readonly type: KeyDeed } | { readonly type: 'node'; readonly node: NodeId };

/**
 * Everything that decides what a caller hears and where they go, compiled from the files of staff: immutable, plain
 * JSON, and named by the hash of its content.
 */
export interface Release {
  readonly format: 1;
  readonly id: ReleaseId;
  readonly start: NodeId;
  readonly nodes: Readonly<Record<NodeId, NodeBase>>;
  readonly keys: Readonly<Record<string, KeyTarget>>;
  /** Asks whether a guess at speech was right; without it, doubtful speech is a no-match. */
  readonly confirm?: PromptRef;
  readonly notVerified?: NodeId;
  readonly variables: Readonly<Record<string, VariableType>>;
  readonly languages: Readonly<Record<Language, Voice>>;
  readonly defaultLanguage: Language;
  readonly prompts: Readonly<Record<Language, Catalogue>>;
  readonly phrases: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>>;
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly regions: Readonly<Record<string, Region>>;
  readonly defaultRegion: string;
  readonly numbers: Readonly<Record<string, DialledNumber>>;
  readonly queues: Readonly<Record<string, Queue>>;
  /** Numbers that may be dialled, by the name flows call them. */
  readonly transfers: Readonly<Record<string, E164>>;
  /** Whom the hotline may ring and text; absent where nobody. */
  readonly outgoing?: Outgoing;
}
