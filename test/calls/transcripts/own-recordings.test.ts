import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/calls/notices.ts';
import { transcriptNotice } from '../../../src/calls/transcripts/transcript-notice.ts';
import type { CallSid } from '../../../src/values/call-sid.ts';
import { bench, SID } from '../../support/turn-bench.ts';

const OWN = `RE${'1'.repeat(32)}`;
const OTHER = `RE${'2'.repeat(32)}`;
const NOBODY = `CA${'9'.repeat(32)}` as CallSid;

const words = (recording: string, sid = SID): Notice => transcriptNotice({ sid, recording, text: 'Call me back.' });

const ready = (recording: string, purpose?: 'talk'): Notice => ({
  sid: SID,
  key: `recording.${recording}.completed`,
  facts: [{ type: 'recording-ready', recording, seconds: 9, ...(purpose ? { purpose } : {}) }],
});

/** A caller who has left a message, of whom it is told by the action of the recording. */
async function hasLeftMessage() {
  const hotline = await bench();
  await hotline.enter();
  await hotline.press(1, '3');
  await hotline.take(2, [{ type: 'recorded', recording: OWN, seconds: 9 }]);
  return hotline;
}

const transcriptsIn = ({ batches }: Awaited<ReturnType<typeof bench>>) =>
  batches.flatMap(({ facts }) => facts).filter(({ type }) => type === 'transcribed');

describe('a transcript', () => {
  test('of what the caller has left is a fact of their call', async () => {
    const hotline = await hasLeftMessage();
    await hotline.notice(words(OWN));
    expect(transcriptsIn(hotline)).toEqual([{ type: 'transcribed', recording: OWN, text: 'Call me back.' }]);
    expect(hotline.facts().at(-1)).toBe(`n.transcript.${OWN} transcribed`);
  });

  test('that comes after the call has ended is one, too, and ends nothing again', async () => {
    const hotline = await hasLeftMessage();
    await hotline.notice({ sid: SID, key: 'status.completed', ended: { type: 'hung-up', status: 'completed' } });
    hotline.passes(300_000);
    await hotline.notice(words(OWN));
    expect(transcriptsIn(hotline)).toHaveLength(1);
    expect(hotline.facts().filter((fact) => fact.endsWith('call-ended'))).toHaveLength(1);
  });

  test('changes nothing for a caller who is still there', async () => {
    const hotline = await hasLeftMessage();
    await hotline.notice(words(OWN));
    expect(await hotline.press(3, '1')).toContain('It is five euros.');
  });

  test('of a recording of another call is none of this one', async () => {
    const hotline = await hasLeftMessage();
    await hotline.notice(words(OTHER));
    await hotline.notice(transcriptNotice({ sid: SID, recording: OTHER, text: undefined }));
    expect(hotline.facts().join()).not.toMatch(/transcribed/);
    expect(hotline.warnings).toEqual([{ callSid: SID }, { callSid: SID }]);
  });

  test('is taken where only the recording was told, its action having been lost', async () => {
    const hotline = await bench();
    await hotline.enter();
    await hotline.notice(ready(OWN));
    await hotline.notice(words(OWN));
    expect(transcriptsIn(hotline)).toHaveLength(1);
  });

  test('of a talk is not taken: nobody left that', async () => {
    const hotline = await bench();
    await hotline.enter();
    await hotline.notice(ready(OWN, 'talk'));
    await hotline.notice(words(OWN));
    expect(transcriptsIn(hotline)).toEqual([]);
  });

  test('of a call that is not known any more is kept under its name', async () => {
    const hotline = await bench();
    await hotline.notice(words(OWN, NOBODY));
    expect(transcriptsIn(hotline)).toHaveLength(1);
    expect(await hotline.store.find(NOBODY)).toBeUndefined();
  });

  test('counts for each of the newest recordings of a caller who leaves one after the other', async () => {
    const hotline = await bench();
    await hotline.enter();
    const many = Array.from({ length: 25 }, (_, index) => `RE${String(index).padStart(32, '0')}`);
    for (const recording of many) await hotline.notice(ready(recording));
    for (const recording of many) await hotline.notice(words(recording));
    expect(transcriptsIn(hotline)).toHaveLength(20);
  });
});
