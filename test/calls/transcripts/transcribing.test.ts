import { describe, expect, test, vi } from 'vitest';
import type { Notice } from '../../../src/calls/notices.ts';
import type { Transcriber } from '../../../src/calls/ports.ts';
import { createTranscribing } from '../../../src/calls/transcripts/transcribing.ts';
import type { Fact } from '../../../src/flow/facts.ts';
import { bench, SID } from '../../support/turn-bench.ts';

const RECORDING = `RE${'1'.repeat(32)}`;
const UNHEARD: Notice = {
  sid: SID,
  key: `recording.${RECORDING}.completed`,
  facts: [{ type: 'recording-ready', recording: RECORDING, seconds: 9 }],
  unheard: RECORDING,
};

interface Scene {
  readonly transcriber?: Transcriber;
  readonly deadlineMs?: number;
  /** Whether the call is known. */
  readonly isKnown?: boolean;
}

const says = (text: string | undefined): Transcriber => ({
  understands: (language) => language === 'en',
  transcribe: async () => text,
});

/** A hotline that a message was left with, in the language of its only release. */
async function open({ transcriber, deadlineMs = 5000, isKnown = true }: Scene) {
  const hotline = await bench();
  if (isKnown) await hotline.enter();
  const warnings: unknown[] = [];
  const log = { info: () => undefined, warn: (fields: unknown) => void warnings.push(fields), error: vi.fn() };
  const transcribing = createTranscribing({
    takeNotice: hotline.notice,
    store: hotline.store,
    transcriber,
    deadlineMs,
    log,
  });
  const facts = (): readonly Fact[] => hotline.batches.flatMap((batch) => batch.facts).slice(isKnown ? 2 : 0);
  return { ...transcribing, hotline, facts, warnings };
}

const READY = { type: 'recording-ready', recording: RECORDING, seconds: 9 };

describe('a message that the carrier does not put into words', () => {
  test('is put into words by whoever understands its language, and its numbers are left out', async () => {
    const transcriber = { ...says('Mein Code ist 271828.'), transcribe: vi.fn(says('My code is 271828.').transcribe) };
    const { takeNotice, facts } = await open({ transcriber });
    await takeNotice(UNHEARD);
    const words = { type: 'transcribed', recording: RECORDING, text: 'My code is [number].' };
    await expect.poll(facts).toEqual([READY, words]);
    expect(transcriber.transcribe).toHaveBeenCalledWith(
      expect.objectContaining({ recording: RECORDING, language: 'en' }),
    );
  });

  test('is not waited for by the notice of its recording', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { takeNotice, facts } = await open({ transcriber: { ...says(''), transcribe: () => promise } });
    await takeNotice(UNHEARD);
    expect(facts()).toEqual([READY]);
    resolve('Hello.');
    await expect.poll(facts).toHaveLength(2);
  });

  test.each<[string, Scene, Notice]>([
    ['there is nobody to do it', {}, UNHEARD],
    [
      'nobody understands its language',
      { transcriber: { ...says('Hello.'), understands: (language) => language === 'zh-CN' } },
      UNHEARD,
    ],
    [
      'its words are not wanted',
      { transcriber: says('Hello.') },
      { sid: SID, key: UNHEARD.key, facts: UNHEARD.facts ?? [] },
    ],
    ['nobody knows its call, and so its language', { transcriber: says('Hello.'), isKnown: false }, UNHEARD],
  ])('stays unheard where %s', async (_why, scene, notice) => {
    const { takeNotice, stop, facts } = await open(scene);
    await takeNotice(notice);
    await stop();
    expect(facts()).toEqual([READY]);
  });

  test.each<[string, Transcriber['transcribe'], string | undefined]>([
    ['fails', () => Promise.reject(new RangeError('what the caller said')), 'RangeError'],
    ['never comes to an end', () => new Promise(() => undefined), 'TimeoutError'],
    ['finds no word', async () => undefined, undefined],
  ])('is told as not transcribed where that %s, and the log says none of it', async (_how, transcribe, error) => {
    const { takeNotice, facts, warnings } = await open({
      transcriber: { ...says(''), transcribe },
      deadlineMs: 20,
    });
    await takeNotice(UNHEARD);
    await expect.poll(facts).toEqual([READY, { type: 'not-transcribed', recording: RECORDING }]);
    expect(warnings).toEqual(error === undefined ? [] : [{ callSid: SID, error }]);
  });

  test('is not waited for by a hotline that stops: whoever is asked is told so', async () => {
    const signals: AbortSignal[] = [];
    const transcribe: Transcriber['transcribe'] = ({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const { takeNotice, stop, facts } = await open({ transcriber: { ...says(''), transcribe } });
    await takeNotice(UNHEARD);
    await expect.poll(() => signals).toHaveLength(1);
    await stop();
    expect(signals[0]?.aborted).toBe(true);
    expect(facts()).toEqual([READY, { type: 'not-transcribed', recording: RECORDING }]);
  });
});
