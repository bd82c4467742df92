import type { CallSid } from '../../values/call-sid.ts';
import { plainLine } from '../../values/plain-line.ts';
import type { Notice } from '../notices.ts';
import { withoutNumbers } from './without-numbers.ts';

/** Characters; two minutes of quick speech have half as many. */
const LONGEST = 4000;

/** What somebody understood of a recording. */
export interface Transcript {
  readonly sid: CallSid;
  readonly recording: string;
  /** As it came; absent where it could not be put into words. */
  readonly text: string | undefined;
}

/** Tells of a transcript beside its call: its text as one line, without its numbers. Of each recording there is one. */
export function transcriptNotice({ sid, recording, text = '' }: Transcript): Notice {
  const words = plainLine(withoutNumbers(plainLine(text, Number.POSITIVE_INFINITY)), LONGEST);
  return words === ''
    ? { sid, key: `transcript.${recording}.failed`, facts: [{ type: 'not-transcribed', recording }] }
    : { sid, key: `transcript.${recording}`, facts: [{ type: 'transcribed', recording, text: words }] };
}
