import type { Readable, Writable } from 'node:stream';
import type { WatchedTurn } from '../../calls/watch-turns.ts';
import type { PhoneCall } from '../../emulator/phone-call.ts';
import type { Twilio } from '../../emulator/twilio.ts';
import type { Post } from '../../mail/post.ts';
import { type Answering, createAnswering } from './dial-answering.ts';
import { type ArrivedCodes, createArrivedCodes } from './dial-codes.ts';
import { openKeyboard } from './dial-keyboard.ts';
import { createNarrator, type Style } from './dial-narrator.ts';
import { createJsonReport, type Onlooker } from './dial-report.ts';
import { type Scene, sceneInWords } from './dial-scene.ts';
import { playScript, type ScriptEntry } from './dial-script.ts';

/** What a call in the terminal reads from and writes to. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  /** Whether a person sits at it. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly style: Style;
  /** Aborted when the program is told to end. */
  readonly signal: AbortSignal;
}

/** A hotline and its carrier, both in this process. */
export interface Exchange {
  readonly twilio: Twilio;
  /** What the hotline sends in writing. */
  readonly post: Post;
  /** Tells each turn of every call from now on. */
  watch(listener: (turn: WatchedTurn) => void): void;
}

/** Places the call of a scene and stays until it is over: a script plays in virtual time, a person talks in real time. */
export async function runDial(scene: Scene, exchange: Exchange, terminal: Terminal): Promise<void> {
  const answering = createAnswering(scene.language);
  const codes = createArrivedCodes(exchange.post);
  await (scene.script === undefined
    ? talk(scene, { exchange, terminal, answering, codes })
    : play(scene, scene.script, { exchange, terminal, answering, codes }));
  await exchange.twilio.settle();
}

interface Parts {
  readonly exchange: Exchange;
  readonly terminal: Terminal;
  readonly answering: Answering;
  readonly codes: ArrivedCodes;
}

async function play(scene: Scene, entries: readonly ScriptEntry[], parts: Parts): Promise<void> {
  const { exchange, terminal, answering, codes } = parts;
  const print = (line: string) => void terminal.output.write(`${line}\n`);
  const complain = (line: string) => void terminal.errors.write(`${line}\n`);
  const onlooker = scene.json ? createJsonReport(print, complain) : narratorOf(scene, { terminal, print });
  if (!scene.json) print(terminal.style('dim', sceneInWords(scene)));
  const call = place(scene, exchange, [answering, onlooker]);
  await playScript({ call, entries, answering, codes, complain });
}

async function talk(scene: Scene, { exchange, terminal, answering, codes }: Parts): Promise<void> {
  const keyboard = openKeyboard(terminal);
  keyboard.print(terminal.style('bold', sceneInWords(scene)));
  keyboard.print(
    terminal.style('dim', 'Type keys or words and Enter, at any time; code keys the last code sent, h hangs up.'),
  );
  const onlooker = narratorOf(scene, { terminal, print: keyboard.print });
  const call = place(scene, exchange, [answering, onlooker]);
  call.onEvent(({ type }) => {
    const key = type === 'listening' ? answering.next() : undefined;
    if (key !== undefined) void call.waits(MOMENT_SECONDS).then(() => call.press(key));
  });
  await keyboard.attend(call, codes);
}

/** What a person needs to press a key. */
const MOMENT_SECONDS = 0.5;

const narratorOf = (
  { startsAt }: Scene,
  { terminal, print }: { readonly terminal: Terminal; readonly print: (line: string) => void },
): Onlooker => createNarrator({ print, style: terminal.style, columns: terminal.columns, placedAt: startsAt });

/** Rings the hotline, with everybody told who looks on. */
function place(
  scene: Scene,
  { twilio, post, watch }: Exchange,
  [answering, onlooker]: [Answering, Onlooker],
): PhoneCall {
  watch((turn) => {
    answering.turn(turn);
    onlooker.turn(turn);
  });
  post.watch(onlooker.letter);
  const call = twilio.dial({ from: scene.from, to: scene.to });
  let notes = 0;
  const tellNotes = () => {
    for (const note of call.notes.slice(notes)) onlooker.note(note);
    notes = call.notes.length;
  };
  call.onEvent((event) => {
    tellNotes();
    onlooker.event(event);
  });
  for (const event of call.events) onlooker.event(event);
  return call;
}
