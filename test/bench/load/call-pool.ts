import { callScript, type ScriptedTurn } from '../call-script.ts';
import type { Answer } from './http-connection.ts';

/** A call between two of its webhooks, as the generator remembers it. */
export interface LiveCall {
  readonly callSid: string;
  /** The turn that comes next, an index into the script. */
  turn: number;
  /** Where the next webhook goes. */
  path: string;
  /** What the cookie jar of this call holds. */
  cookie: string;
}

/** The calls of one variant that are going on, served oldest first. */
export interface CallPool {
  /** The call whose turn it is: a new one while fewer than `liveCalls` are going on, else the longest idle. */
  readonly next: () => LiveCall;
  /** Takes back a call that goes on. */
  readonly putBack: (call: LiveCall) => void;
  /** Notes that a call is over. */
  readonly retire: () => void;
  /** Changes how many calls are kept going; calls above it are begun with the next turns, never cut off. */
  readonly keepLive: (liveCalls: number) => void;
}

/** Where every call begins. */
const entryPath = '/twilio/voice';

let callsBegun = 0;

/** Creates a pool that keeps `liveCalls` calls going; it must be more than the connections that use it. */
export function createCallPool(liveCalls: number): CallPool {
  let wanted = liveCalls;
  let live = 0;
  let idle: LiveCall[] = [];
  let first = 0;
  return {
    next() {
      if (live < wanted || first >= idle.length) {
        live += 1;
        return beginCall();
      }
      const call = idle[first] ?? beginCall();
      first += 1;
      if (first > 65_536 && first * 2 > idle.length) {
        idle = idle.slice(first);
        first = 0;
      }
      return call;
    },
    putBack(call) {
      idle.push(call);
    },
    retire() {
      live -= 1;
    },
    keepLive(count) {
      wanted = count;
    },
  };
}

/** A call that has not rung yet; no two have the same CallSid in one run. */
export function beginCall(): LiveCall {
  callsBegun += 1;
  const callSid = `CA${((callsBegun * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}${callsBegun.toString(16).padStart(24, '0')}`;
  return { callSid, turn: 0, path: entryPath, cookie: '' };
}

/** The line of the script that a call is at. */
export function scriptedTurn(call: LiveCall): ScriptedTurn {
  const turn = callScript[call.turn];
  if (turn === undefined) {
    throw new Error('A call went on after its last turn.');
  }
  return turn;
}

/**
 * Notes an answer on its call and says whether the call goes on. Throws when the answer is not the script's: a run in
 * which one answer is wrong is void.
 */
export function noteAnswer(
  call: LiveCall,
  answer: Answer,
  readNextPath: (body: string) => string | undefined,
): boolean {
  const turn = scriptedTurn(call);
  if (answer.status !== 200 || !answer.body.includes(turn.marker)) {
    throw new Error(`Turn ${call.turn} was answered wrongly (status ${answer.status}): ${answer.body.slice(0, 600)}`);
  }
  if (turn.last) {
    return false;
  }
  const path = readNextPath(answer.body);
  if (path === undefined) {
    throw new Error(`The answer to turn ${call.turn} names no next address: ${answer.body.slice(0, 600)}`);
  }
  call.turn += 1;
  call.path = path;
  call.cookie = answer.cookie ?? call.cookie;
  return true;
}
