import { describe, expect, test } from 'vitest';
import { transcriptNotice } from '../../../src/calls/transcripts/transcript-notice.ts';
import type { CallSid } from '../../../src/values/call-sid.ts';

const sid = `CA${'a'.repeat(32)}` as CallSid;
const recording = `RE${'b'.repeat(32)}`;

const wordsOf = (text: string | undefined): unknown => {
  const [fact] = transcriptNotice({ sid, recording, text }).facts ?? [];
  return fact?.type === 'transcribed' ? fact.text : fact?.type;
};

describe('what was understood of a recording', () => {
  test('is a fact of its call, and one for each recording', () => {
    const notice = transcriptNotice({ sid, recording, text: 'Please call me back.' });
    expect(notice).toMatchObject({ sid, facts: [{ type: 'transcribed', recording, text: 'Please call me back.' }] });
    expect(transcriptNotice({ sid, recording, text: 'Police call me back.' }).key).toBe(notice.key);
    expect(transcriptNotice({ sid, recording: `RE${'c'.repeat(32)}`, text: 'Hello.' }).key).not.toBe(notice.key);
  });

  test('may be nothing, which does not stand in the way of words that come later', () => {
    const failed = transcriptNotice({ sid, recording, text: undefined });
    expect(failed.facts).toEqual([{ type: 'not-transcribed', recording }]);
    expect(failed.key).not.toBe(transcriptNotice({ sid, recording, text: 'Hello.' }).key);
    for (const text of ['', '  \n', '\u200f\u0000']) expect(wordsOf(text)).toBe('not-transcribed');
  });

  test.each([
    ['markup is data', '<b>Hello</b> {{x}} =1+1 & "so"', '<b>Hello</b> {{x}} =1+1 & "so"'],
    ['one line', 'Hello.\r\nlevel=error\u202e forged', 'Hello. level=error forged'],
    ['any script', '请给我回电话 👋🏽', '请给我回电话 👋🏽'],
    ['no number', 'It is 4539 1488 0343 6467.', 'It is [number].'],
    ['no number with what nobody sees in it', '4\u200b539\u00ad148\u20608', '[number]'],
  ])('is kept as text: %s', (_how, text, kept) => {
    expect(wordsOf(text)).toBe(kept);
  });

  test('has an end, and no number is cut in two by it', () => {
    expect(wordsOf('ha '.repeat(30_000))).toBe('ha '.repeat(1334).slice(0, 4000));
    expect(wordsOf(`${'x'.repeat(3997)} 453914880343`)).toBe(`${'x'.repeat(3997)} [n`);
  });
});
