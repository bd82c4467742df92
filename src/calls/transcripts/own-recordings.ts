import type { Call } from '../../flow/call.ts';
import type { Fact } from '../../flow/facts.ts';
import { withRecording } from '../../flow/left-recordings.ts';

/** The call, as one that left the recordings that facts tell to be ready; those of talks are none that it left. */
export const withReady = (call: Call, facts: readonly Fact[]): Call =>
  facts.reduce(
    (known, fact) =>
      fact.type === 'recording-ready' && fact.purpose === undefined ? withRecording(known, fact.recording) : known,
    call,
  );

/** Whether a fact may be told of a call: what was said in a recording is of the call that left it alone. */
export const isOwn = ({ recordings = [] }: Call, fact: Fact): boolean =>
  (fact.type !== 'transcribed' && fact.type !== 'not-transcribed') || recordings.includes(fact.recording);
