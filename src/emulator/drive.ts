import type { CallEvent } from './calls/call-event.ts';
import { isOver, type Leg } from './calls/leg.ts';
import type { Clock } from './time/clock.ts';
import { speechDurationMs } from './time/speech-duration.ts';

type EventType = CallEvent['type'];
type EventOf<Type extends EventType> = Extract<CallEvent, { readonly type: Type }>;

/** How long a person waits for what they expect, in the call's time. */
export interface Patience {
  readonly withinSeconds?: number;
}

/** A person who does one thing after another. Each step starts where the one before ended; virtual time runs only in a step. */
export interface Drive {
  /** Waits until a voice begins to say what matches, and settles with it. What else is heard meanwhile is passed over. */
  hears(what: RegExp | string, patience?: Patience): Promise<EventOf<'heard'>>;
  /** Waits until an audio file begins whose address matches. */
  hearsFile(url: RegExp, patience?: Patience): Promise<EventOf<'played'>>;
  /** Waits for the next event of this type, or of any of these. */
  meets<Type extends EventType>(type: Type | readonly Type[], patience?: Patience): Promise<EventOf<Type>>;
  /** Waits until a Gather takes keys or speech, hearing its prompts out: the moment in which a patient person answers. */
  isAsked(patience?: Patience): Promise<void>;
  /** Presses keys one after another, a quarter of a second between any two. */
  presses(digits: string): Promise<void>;
  says(words: string, confidence?: number): Promise<void>;
  /** Speaks into a recording: for so many seconds, or these words. */
  leavesMessage(what: number | string): Promise<void>;
  waits(seconds: number): Promise<void>;
  /** Hangs up, and waits until the call has ended. */
  hangsUp(): Promise<EventOf<'ended'>>;
  /** Waits until the call ends by whomever. */
  ends(patience?: Patience): Promise<EventOf<'ended'>>;
}

/** What the person does in an instant. */
export interface Actions {
  press(digits: string): void;
  say(words: string, confidence?: number): void;
  hangUp(): void;
}

const KEY_GAP_MS = 250;
const USUAL_PATIENCE_SECONDS = 120;

/** A person at the end of `leg` who has not heard anything yet. */
export function createDrive(clock: Clock, leg: Leg, { press, say, hangUp }: Actions): Drive {
  let heardUpTo = 0;

  async function expects<Event extends CallEvent>(wanted: Wanted<Event>, patience: Patience = {}): Promise<Event> {
    const found = await clock.until(find(clock, leg, { wanted, from: heardUpTo, ...patience }));
    heardUpTo = found.index + 1;
    return found.event;
  }

  function meets<Type extends EventType>(type: Type | readonly Type[], patience?: Patience): Promise<EventOf<Type>> {
    const types: readonly EventType[] = typeof type === 'string' ? [type] : type;
    const matches = (event: CallEvent): event is EventOf<Type> => types.includes(event.type);
    return expects({ what: types.join(' or '), matches }, patience);
  }

  /** The end is the end however often one asks. */
  const ends = (patience?: Patience) => {
    heardUpTo = Math.min(heardUpTo, leg.events.length - 1);
    return meets('ended', patience);
  };

  return {
    meets,
    hears: (what, patience) =>
      expects(
        { what: `to hear ${what}`, matches: (event): event is EventOf<'heard'> => isHeard(event, what) },
        patience,
      ),
    hearsFile: (url, patience) =>
      expects(
        {
          what: `to hear the file ${url}`,
          matches: (event): event is EventOf<'played'> => event.type === 'played' && url.test(event.url),
        },
        patience,
      ),
    isAsked: async (patience) => void (await meets('silence', patience)),
    async presses(digits) {
      for (const [index, key] of [...digits].entries()) {
        if (index > 0) await clock.until(clock.sleep(KEY_GAP_MS));
        press(key);
      }
    },
    says: async (words, confidence) => say(words, confidence),
    async leavesMessage(what) {
      if (!leg.events.slice(heardUpTo).some(({ type }) => type === 'recording')) await meets('recording');
      say(typeof what === 'string' ? what : wordsFor(what));
      await clock.until(clock.sleep(typeof what === 'string' ? speechDurationMs(what) : what * 1000));
    },
    waits: (seconds) => clock.until(clock.sleep(seconds * 1000)),
    hangsUp() {
      hangUp();
      return ends();
    },
    ends,
  };
}

/** As fast as the emulator reckons speech. */
const WORDS_PER_SECOND = 2.6;

const wordsFor = (seconds: number): string =>
  Array.from({ length: Math.round(seconds * WORDS_PER_SECOND) }, () => 'words').join(' ');

function isHeard(event: CallEvent, what: RegExp | string): boolean {
  if (event.type !== 'heard') return false;
  return typeof what === 'string' ? event.text.includes(what) : what.test(event.text);
}

interface Wanted<Event extends CallEvent> {
  readonly what: string;
  matches(event: CallEvent): event is Event;
}

interface Search<Event extends CallEvent> extends Patience {
  readonly wanted: Wanted<Event>;
  /** Index of the first event that counts. */
  readonly from: number;
}

interface Found<Event> {
  readonly event: Event;
  readonly index: number;
}

/** The first event that is wanted, now or later; a rejection where the call ends or patience does before. */
function find<Event extends CallEvent>(clock: Clock, leg: Leg, search: Search<Event>): Promise<Found<Event>> {
  const { wanted, from, withinSeconds = USUAL_PATIENCE_SECONDS } = search;
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const finish = (settle: () => void) => {
      for (const stop of stops) stop();
      settle();
    };
    const look = (start: number) => {
      for (const [index, event] of leg.events.entries()) {
        if (index >= start && wanted.matches(event)) return finish(() => resolve({ event, index }));
      }
      if (isOver(leg)) finish(() => reject(disappointed(leg, wanted.what, 'the call ended')));
    };
    stops.push(leg.onEvent(() => look(from)));
    const giveUp = () => finish(() => reject(disappointed(leg, wanted.what, `${withinSeconds} s passed`)));
    stops.push(clock.after(withinSeconds * 1000, giveUp));
    look(from);
  });
}

/** The transcript is the message: a test that fails shows the call. */
function disappointed(leg: Leg, what: string, why: string): Error {
  const told = leg.events.map((event) => JSON.stringify({ ...event, at: (event.at - leg.placedAt) / 1000 })).join('\n');
  return new Error(`expected ${what}, but ${why}:\n${told}`);
}
