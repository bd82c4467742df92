import type { CallSid } from '../../values/call-sid.ts';
import type { Notice, TakeNotice } from '../notices.ts';
import type { CallStore, Logger, Transcriber } from '../ports.ts';
import { transcriptNotice } from './transcript-notice.ts';

export interface TranscribingOptions {
  readonly takeNotice: TakeNotice;
  /** Without one, what the carrier does not put into words stays unheard. */
  readonly transcriber?: Transcriber | undefined;
  readonly store: Pick<CallStore, 'find'>;
  readonly log: Logger;
  /** Milliseconds after which a transcript is no longer waited for. */
  readonly deadlineMs?: number;
}

export interface Transcribing {
  /** Takes a notice, and has what is unheard put into words, which the notice does not wait for. */
  readonly takeNotice: TakeNotice;
  /** Waits for no transcript any more. What is still asked for counts as not transcribed. */
  stop(): Promise<void>;
}

/** The length of a message several times over. */
const DEADLINE_MS = 600_000;

/** Has messages put into words where the carrier does not do it: whoever speaks the language of the call is asked. */
export function createTranscribing(options: TranscribingOptions): Transcribing {
  const { takeNotice, transcriber, store, log, deadlineMs = DEADLINE_MS } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function transcribe({ sid, unheard: recording = '' }: Notice, by: Transcriber): Promise<void> {
    const language = await languageOf(sid);
    if (language === undefined || !by.understands(language)) return;
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(deadlineMs)]);
    const text = await Promise.race([by.transcribe({ recording, language, signal }), aborted(signal)]).catch(
      (error: unknown) => {
        log.warn({ callSid: sid, error: nameOf(error) }, 'a message could not be transcribed');
        return undefined;
      },
    );
    await takeNotice(transcriptNotice({ sid, recording, text }));
  }

  async function languageOf(sid: CallSid): Promise<string | undefined> {
    const stored = await store.find(sid);
    return stored === undefined || stored === 'buried' ? undefined : stored.call.language;
  }

  return {
    async takeNotice(notice) {
      await takeNotice(notice);
      if (notice.unheard === undefined || !transcriber) return;
      const done = transcribe(notice, transcriber)
        .catch((err: unknown) => log.error({ callSid: notice.sid, err }, 'a transcript could not be kept'))
        .finally(() => running.delete(done));
      running.add(done);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** What a transcriber's error says may be what the caller said. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
