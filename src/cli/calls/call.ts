import type { ShownCall } from '../../records/shown-calls.ts';
import { toDuration } from '../../records/words/plain-words.ts';
import { isCallSid } from '../../values/call-sid.ts';
import type { Io } from '../io.ts';
import type { CallReader } from './call-reader.ts';

/** `hotline call CA… [--json]`, as it was typed. */
export interface CallOptions {
  readonly callSid: string;
  readonly json?: boolean | undefined;
}

/** Answers `hotline call`: its story, and what happened step by step. Gives the exit status: 1 where it is not on record. */
export async function runCall({ callSid, json }: CallOptions, reader: CallReader, io: Io): Promise<0 | 1 | 2> {
  if (!isCallSid(callSid)) {
    io.complain(`${callSid} names no call: CA and 32 hex digits do.`);
    return 2;
  }
  const found = await reader.findCall(callSid);
  if (!found) {
    io.complain(`There is no call ${callSid} on record.`);
    return 1;
  }
  for (const line of json ? [JSON.stringify(found)] : linesOf(found)) io.print(line);
  return 0;
}

function linesOf({ call, story, timeline }: ShownCall): readonly string[] {
  const from = call.caller ?? 'a number that is not known';
  const began = Date.parse(call.startedAt);
  return [
    `${call.callSid}, from ${from}, ${call.startedAt.slice(0, 10)} ${call.startedAt.slice(11, 19)}Z`,
    story,
    '',
    ...timeline.map(({ at, text, seconds = 0 }) => {
      const stayed = seconds < 1 ? '' : `  (${toDuration(seconds)})`;
      return `${toOffset(Date.parse(at) - began)}  ${text}${stayed}`;
    }),
  ];
}

/** Minutes and seconds since the call began, as ` 1:05`. */
function toOffset(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(6);
}
