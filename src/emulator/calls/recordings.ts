import type { Leg } from './leg.ts';

/** What a caller left. */
export interface Recording {
  readonly sid: string;
  readonly callSid: string;
  readonly startedAt: number;
  readonly durationSeconds: number;
  status: 'processing' | 'completed' | 'absent';
  readonly url: string;
}

/** The recordings of an account. */
export interface Recordings {
  all(): readonly Recording[];
  find(sid: string): Recording | undefined;
  add(leg: Leg, startedAt: number, durationSeconds: number): Recording;
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
    add(leg, startedAt, durationSeconds) {
      const sid = newSid('RE');
      const recording: Recording = {
        sid,
        callSid: leg.sid,
        startedAt,
        durationSeconds,
        status: 'processing',
        url: urlOf(sid),
      };
      recordings.set(sid, recording);
      return recording;
    },
    remove: (sid) => recordings.delete(sid),
  };
}
