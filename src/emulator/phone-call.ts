import type { CallEvent, CallStatus } from './calls/call-event.ts';
import { type InspectedRequest, isOver, type Leg } from './calls/leg.ts';
import { createDrive, type Drive } from './drive.ts';
import type { LoggedNote } from './options.ts';
import type { Clock } from './time/clock.ts';
import { speechDurationMs } from './time/speech-duration.ts';

/** A call as the person with the telephone has it: what they can do, what they hear, and what its log says. */
export interface PhoneCall extends Drive {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly status: CallStatus;
  readonly hasEnded: boolean;
  readonly events: readonly CallEvent[];
  /** Told of each event as it happens. The function that is returned stops that. */
  onEvent(listener: (event: CallEvent) => void): () => void;
  /** Presses keys, all in this instant: `0`-`9`, `*`, `#`, and `A`-`D`. */
  press(digits: string): void;
  /** Speaks, from this instant on, for as long as the words take. */
  say(words: string, confidence?: number): void;
  hangUp(): void;
  /** Every request about this call, oldest first: what Twilio's Request Inspector shows. */
  readonly requests: readonly InspectedRequest[];
  /** Warnings and errors that Twilio would have logged. */
  readonly notes: readonly LoggedNote[];
  readonly warnings: readonly LoggedNote[];
  readonly errors: readonly LoggedNote[];
  /** The call in words, a line an event with its second. */
  readonly transcript: string;
}

/** How sure the recogniser is of clear words. */
const SURE = 0.92;

/** The telephone at the end of `leg`. */
export function createPhoneCall(clock: Clock, leg: Leg): PhoneCall {
  const actions = {
    press(digits: string) {
      for (const key of digits.replace(/[^0-9*#A-D]/g, '')) leg.tell({ type: 'pressed', key, taken: give(key) });
    },
    say(words: string, confidence = SURE) {
      const durationMs = speechDurationMs(words);
      const taken = !isOver(leg) && leg.line.give({ type: 'speech', words, confidence, durationMs });
      leg.tell({ type: 'said', words, taken });
    },
    hangUp: () => leg.line.cut({ type: 'hung-up', by: 'caller' }),
  };
  const give = (key: string) => !isOver(leg) && leg.line.give({ type: 'key', key });
  return {
    sid: leg.sid,
    from: leg.from,
    to: leg.to,
    get status() {
      return leg.status;
    },
    get hasEnded() {
      return isOver(leg);
    },
    events: leg.events,
    onEvent: (listener) => leg.onEvent(listener),
    ...actions,
    ...createDrive(clock, leg, actions),
    requests: leg.requests,
    notes: leg.notes,
    get warnings() {
      return leg.notes.filter(({ level }) => level === 'warning');
    },
    get errors() {
      return leg.notes.filter(({ level }) => level === 'error');
    },
    get transcript() {
      return transcriptOf(leg);
    },
  };
}

/** An event a line: the second since the call was placed, and what happened. */
function transcriptOf(leg: Leg): string {
  return leg.events.map((event) => `${secondsSince(leg, event)}  ${inWords(event)}`).join('\n');
}

const secondsSince = ({ placedAt }: Leg, { at }: CallEvent): string =>
  `${((at - placedAt) / 1000).toFixed(1)}s`.padStart(7);

function inWords({ at: _, type, ...rest }: CallEvent): string {
  const facts = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [type, ...facts].join(' ');
}
