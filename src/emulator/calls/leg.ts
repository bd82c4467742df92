import type { HttpMethod, LoggedNote } from '../options.ts';
import type { RunningRecording } from '../recordings/recordings.ts';
import type { Clock } from '../time/clock.ts';
import { type CookieJar, createCookieJar } from '../webhooks/cookie-jar.ts';
import type { Parameters } from '../webhooks/signature.ts';
import type { Note } from '../xml/note.ts';
import type { CallEvent, CallStatus, EndedBy, Happening } from './call-event.ts';
import { createLine, type Line } from './line.ts';

/** Where a leg's troubles and its course are told. */
export interface LegUrls {
  fallbackUrl?: string | undefined;
  fallbackMethod?: HttpMethod | undefined;
  statusCallback?: string | undefined;
  statusCallbackMethod?: HttpMethod | undefined;
  /** Of `initiated`, `ringing`, `answered`, `completed`. */
  statusCallbackEvents: readonly string[];
}

/** One request to the application and its answer, as Twilio's Request Inspector shows it. */
export interface InspectedRequest {
  readonly at: number;
  /** A document that is obeyed, or a callback whose answer is not. */
  readonly purpose: 'document' | 'callback';
  readonly url: string;
  readonly method: HttpMethod;
  readonly parameters: Parameters;
  readonly idempotencyToken: string;
  /** HTTP requests made for it. */
  readonly attempts: number;
  /** `undefined` where no reply came. */
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly reply: string;
}

/** What makes a leg. */
export interface LegOptions {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  readonly parentSid?: string | undefined;
  readonly urls: LegUrls;
  /** Keys pressed while nothing listens are kept for the next Gather. */
  readonly keepsTypeAhead: boolean;
  /** Parameters that this call's requests carry besides, or instead of, the standard ones. */
  readonly extra?: Parameters | undefined;
}

/** One connection between the network and a telephone. */
export interface Leg extends LegOptions {
  status: CallStatus;
  readonly placedAt: number;
  answeredAt?: number;
  endedAt?: number;
  endedBy?: EndedBy;
  /** Progress callbacks sent so far. */
  callbacks: number;
  readonly line: Line;
  readonly jar: CookieJar;
  readonly events: readonly CallEvent[];
  readonly requests: InspectedRequest[];
  readonly notes: LoggedNote[];
  /** Recordings of the call that go on. */
  readonly running: RunningRecording[];
  /** Names that recordings of the call have had; each can be used once. */
  readonly recordingNames: Set<string>;
  tell(happening: Happening): void;
  note(note: Note, url: string | undefined): void;
  /** Tells each new event; the function that is returned stops that. */
  onEvent(listener: (event: CallEvent) => void): () => void;
}

/** A leg that rings nowhere yet. */
export function createLeg(clock: Clock, options: LegOptions): Leg {
  const events: CallEvent[] = [];
  const listeners = new Set<(event: CallEvent) => void>();
  const notes: LoggedNote[] = [];
  return {
    ...options,
    status: 'queued',
    placedAt: clock.now(),
    callbacks: 0,
    line: createLine(clock, options),
    jar: createCookieJar(),
    events,
    requests: [],
    notes,
    running: [],
    recordingNames: new Set(),
    tell(happening) {
      const event = { at: clock.now(), ...happening };
      events.push(event);
      for (const listener of [...listeners]) listener(event);
    },
    note: (note, url) => void notes.push({ ...note, at: clock.now(), url }),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Answers the leg, once: it is in progress from now on. */
export function answer(leg: Leg, clock: Clock): void {
  if (leg.status !== 'ringing') return;
  leg.status = 'in-progress';
  leg.answeredAt = clock.now();
  leg.tell({ type: 'answered' });
}

/** Whether the leg has come to its end. */
export const isOver = (leg: Leg): boolean => leg.endedAt !== undefined;
