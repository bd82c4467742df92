import type { HttpMethod } from '../options.ts';

/** What a caller left, or what was said in a call. */
export interface Recording {
  readonly sid: string;
  readonly callSid: string;
  /** Twilio's word for how it was made. */
  readonly source: 'RecordVerb' | 'StartCallRecordingTwiML';
  readonly channels: 1 | 2;
  readonly startedAt: number;
  /** 0 while it goes on. */
  durationSeconds: number;
  status: 'in-progress' | 'processing' | 'completed' | 'absent';
  readonly url: string;
}

/** Where it is told how a recording gets on. */
export interface StatusCallback {
  /** Absolute; nothing is told where there is none. */
  readonly url: string | undefined;
  readonly method: HttpMethod;
  /** Of `in-progress`, `completed`, `absent`. */
  readonly events: readonly string[];
}

/** A recording of a call that goes on. */
export interface RunningRecording {
  readonly name: string | undefined;
  readonly recording: Recording;
  readonly to: StatusCallback;
}

/** A recording as it is made. */
export type NewRecording = Pick<Recording, 'source' | 'channels' | 'startedAt' | 'durationSeconds' | 'status'>;

/** The recordings of an account. */
export interface Recordings {
  all(): readonly Recording[];
  find(sid: string): Recording | undefined;
  add(callSid: string, made: NewRecording): Recording;
  remove(sid: string): boolean;
}

/** How recordings are made. */
export interface RecordingsOptions {
  newSid(prefix: string): string;
  /** The address of a recording's media, without extension. */
  urlOf(sid: string): string;
}

/** An account without recordings. */
export function createRecordings({ newSid, urlOf }: RecordingsOptions): Recordings {
  const recordings = new Map<string, Recording>();
  return {
    all: () => [...recordings.values()],
    find: (sid) => recordings.get(sid),
    add(callSid, made) {
      const sid = newSid('RE');
      const recording: Recording = { sid, callSid, url: urlOf(sid), ...made };
      recordings.set(sid, recording);
      return recording;
    },
    remove: (sid) => recordings.delete(sid),
  };
}
