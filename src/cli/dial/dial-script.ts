import type { PhoneCall } from '../../emulator/phone-call.ts';
import type { Answering } from './dial-answering.ts';
import { type ArrivedCodes, NO_CODE } from './dial-codes.ts';

/** One thing that the caller of a script does. */
export type ScriptEntry =
  | { readonly type: 'keys'; readonly keys: string }
  /** Keys the last code that arrived in writing. */
  | { readonly type: 'code' }
  | { readonly type: 'words'; readonly words: string }
  | { readonly type: 'waits'; readonly seconds: number }
  /** Lets the hotline's question pass. */
  | { readonly type: 'silence' }
  | { readonly type: 'hangs-up' };

/** A part of a script that means nothing. */
export interface ScriptProblem {
  readonly type: 'problem';
  readonly message: string;
}

const ENTRY = /"([^"]*)"|'([^']*)'|(\S+)/g;
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * Reads `1 2 #`: keys, `"words in quotes"`, `code` for the last code that arrived,
 * `w10` for ten seconds, `-` for silence, `h` for hanging up, each parted by
 * blanks. An empty script listens once and hangs up.
 */
export function readScript(text: string): readonly ScriptEntry[] | ScriptProblem {
  const entries: ScriptEntry[] = [];
  for (const [whole, doubly, singly, bare = ''] of text.matchAll(ENTRY)) {
    const words = doubly ?? singly;
    const entry = words === undefined ? readBare(bare) : readWords(words);
    if (!entry) return { type: 'problem', message: `--script: ${whole} is nothing a caller can do. ${SCRIPT_HELP}` };
    entries.push(entry);
  }
  return entries;
}

const SCRIPT_HELP =
  'Write keys (0-9 * #), "words", code for the last code sent, w10 to wait ten seconds, - for silence, h to hang up.';

const readWords = (words: string): ScriptEntry | undefined =>
  words.trim() === '' ? undefined : { type: 'words', words: words.trim() };

function readBare(text: string): ScriptEntry | undefined {
  if (/^[0-9*#]+$/.test(text)) return { type: 'keys', keys: text };
  if (text === 'code') return { type: 'code' };
  if (text === '-') return { type: 'silence' };
  if (text === 'h') return { type: 'hangs-up' };
  const seconds = /^w(\d{1,5})$/.exec(text)?.[1];
  if (seconds === undefined || Number(seconds) > LONGEST_WAIT_SECONDS) return undefined;
  return { type: 'waits', seconds: Number(seconds) };
}

/** What a scripted caller has. */
export interface ScriptedCaller {
  readonly call: PhoneCall;
  readonly entries: readonly ScriptEntry[];
  /** Answers for the caller where it is their turn, such as in the language menu; told whether it did. */
  readonly answering: Answering;
  readonly codes: ArrivedCodes;
  /** Told what the caller could not do. */
  readonly complain: (line: string) => void;
}

/** What the hotline may be doing when it is the caller's turn. */
const TURNING = ['silence', 'recording', 'queued', 'bridged', 'ended'] as const;
/** The longest that is waited for the hotline, in the call's time: longer than any queue's wait. */
const PATIENCE = { withinSeconds: 4 * 3600 };
const GAP_SECONDS = 0.25;

/**
 * Plays a script into a call: each entry when it is the caller's turn, prompts heard out. When the script is used up, the
 * caller hears one more answer and hangs up.
 */
export async function playScript({ call, entries, answering, codes, complain }: ScriptedCaller): Promise<void> {
  const place = watchPlace(call);
  for (const entry of entries) {
    await untilTurn(entry.type === 'keys' || entry.type === 'words' || entry.type === 'code');
    if (call.hasEnded) break;
    await play(entry);
  }
  await untilTurn(false);
  place.stop();
  if (!call.hasEnded) await call.hangsUp();

  async function untilTurn(listens: boolean): Promise<void> {
    while (!place.isCallers(listens) && !call.hasEnded) {
      await call.meets(TURNING, PATIENCE);
      const key = place.isCallers(true) ? answering.next() : undefined;
      if (key !== undefined) await press(key);
    }
  }

  async function play(entry: ScriptEntry): Promise<void> {
    switch (entry.type) {
      case 'keys':
        return press(entry.keys);
      case 'code':
        return pressCode();
      case 'words':
        place.gone();
        return call.says(entry.words);
      case 'waits':
        return call.waits(entry.seconds);
      case 'silence':
        return place.gone();
      case 'hangs-up':
        return void (await call.hangsUp());
    }
  }

  async function pressCode(): Promise<void> {
    const code = await codes.next();
    if (code === undefined) complain(NO_CODE);
    else await press(code);
    // It is whole: the hotline takes it without a # as well, a little later.
    place.gone();
  }

  async function press(keys: string): Promise<void> {
    for (const key of keys) {
      place.pressed(key);
      call.press(key);
      await call.waits(GAP_SECONDS);
    }
  }
}

/** Whose turn it is, read from what happens in the call. */
interface Place {
  /** Whether the caller may do something; with `listens`, only where keys and words are taken. */
  isCallers(listens: boolean): boolean;
  /** A key is about to be pressed: it may end what the hotline listens to. */
  pressed(key: string): void;
  /** The caller's turn is used. */
  gone(): void;
  stop(): void;
}

function watchPlace(call: PhoneCall): Place {
  let state: 'busy' | 'listening' | 'waiting' = 'busy';
  let ends = (_key: string): boolean => true;
  const stop = call.onEvent((event) => {
    switch (event.type) {
      case 'listening': {
        const { finishOnKey, numDigits } = event.takes;
        let count = 0;
        ends = (key) => {
          count += 1;
          return key === finishOnKey || count === numDigits;
        };
        state = 'busy';
        return;
      }
      case 'recording':
        ends = () => true;
        state = 'listening';
        return;
      case 'silence':
        state = 'listening';
        return;
      case 'queued':
      case 'bridged':
        state = 'waiting';
        return;
      case 'heard':
      case 'played':
      case 'left-queue':
      case 'recorded':
      case 'unbridged':
        state = 'busy';
        return;
      default:
        return;
    }
  });
  return {
    isCallers: (listens) => state === 'listening' || (!listens && state === 'waiting'),
    pressed(key) {
      if (ends(key)) state = 'busy';
    },
    gone() {
      state = 'busy';
    },
    stop,
  };
}
