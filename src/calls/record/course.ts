import type { Fact, FactOf } from '../../flow/facts.ts';
import type { NodeId } from '../../flow/ids.ts';

/** What a caller came by, and what came of it. */
export interface Course {
  /** Nodes entered, each once, in the order in which they were first entered. */
  readonly nodes: readonly NodeId[];
  readonly lastNode?: NodeId;
  /** Whether people answered when the call first asked: `open`, `closed`, `unknown`, or why not: `holiday`, `closure`. */
  readonly arrival?: string;
  /** Silences, and what was not offered or not understood. */
  readonly misses: number;
  /** Requests for a person, by the key 0 or by its words. */
  readonly zeroOuts: number;
  /** Services that did not answer, turns that failed, replies that the carrier refused, states that were lost. */
  readonly errors: number;
  /** How far the caller came with what they can do without a person; absent where they began nothing. */
  readonly task?: 'started' | 'completed';
  /** Channels by which codes were sent, each once: `sms`, `email`. */
  readonly codes: readonly string[];
  /** A call back was asked for and is kept. */
  readonly callback: boolean;
  /** A message was left. */
  readonly voicemail: boolean;
  /** What was understood of the caller's recordings. */
  readonly transcript?: string;
}

export const NO_COURSE: Course = {
  nodes: [],
  misses: 0,
  zeroOuts: 0,
  errors: 0,
  codes: [],
  callback: false,
  voicemail: false,
};

/** The course with what a fact adds to it. */
export function withCourse<Of extends Course>(record: Of, fact: Fact): Of {
  switch (fact.type) {
    case 'node-entered':
      return { ...record, nodes: added(record.nodes, fact.node), lastNode: fact.node };
    case 'hours-checked':
      return record.arrival === undefined ? { ...record, arrival: arrivalOf(fact) } : record;
    case 'missed':
      return { ...record, misses: record.misses + 1 };
    case 'chosen':
      return fact.exit === FOR_A_PERSON ? { ...record, zeroOuts: record.zeroOuts + 1 } : record;
    case 'service-asked':
      return isTask(fact.service) && record.task === undefined ? { ...record, task: 'started' } : record;
    case 'service-answered':
      return withAnswer(record, fact);
    case 'failed':
    case 'reply-refused':
    case 'state-lost':
      return { ...record, errors: record.errors + 1 };
    case 'callback-requested':
      return { ...record, callback: true };
    case 'recorded':
      return fact.purpose === 'voicemail' ? { ...record, voicemail: true } : record;
    case 'transcribed':
      return withTranscript(record, fact);
    default:
      return record;
  }
}

/** What an always-key on 0, or its words, is journalled as. */
export const FOR_A_PERSON = 'always-agent';

/** Operations of the back office about what a caller came for: not who they are, nor what is wrong for everybody. */
const TASKS = /^(?:bills|complaints|payments|promotions|registration|transfers)\./;
const isTask = (service: string): boolean => TASKS.test(service);

const UNAVAILABLE = 'unavailable';
/** Answers that leave a caller where they were. */
const NOT_SERVED: ReadonlySet<string> = new Set([UNAVAILABLE, 'not-verified', 'not-found']);

const SEND_CODE = 'identity.send-code';
const CHANNELS: Readonly<Record<string, string>> = { 'sent-by-sms': 'sms', 'sent-by-email': 'email' };

/** An effect that nobody knows of is no error of its own: its service did not answer. */
function withAnswer<Of extends Course>(record: Of, { service, outcome }: FactOf<'service-answered'>): Of {
  if (outcome === UNAVAILABLE) return { ...record, errors: record.errors + 1 };
  if (isTask(service) && !NOT_SERVED.has(outcome)) return { ...record, task: 'completed' };
  const channel = service === SEND_CODE ? CHANNELS[outcome] : undefined;
  return channel === undefined ? record : { ...record, codes: added(record.codes, channel) };
}

const arrivalOf = ({ state, layer }: FactOf<'hours-checked'>): string =>
  state === 'closed' && (layer === 'holiday' || layer === 'closure') ? layer : state;

function withTranscript<Of extends Course>(record: Of, { text }: FactOf<'transcribed'>): Of {
  if (text === undefined || text === '') return record;
  return { ...record, transcript: record.transcript === undefined ? text : `${record.transcript}\n${text}` };
}

const added = (known: readonly string[], one: string): readonly string[] =>
  known.includes(one) ? known : [...known, one];
