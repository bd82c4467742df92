import type { OfferedKey, WatchedTurn } from '../../calls/watch-turns.ts';
import type { CallEvent, EndedBy } from '../../emulator/calls/call-event.ts';
import type { LoggedNote } from '../../emulator/options.ts';
import type { Letter } from '../../mail/post.ts';
import type { Onlooker } from './dial-report.ts';

/** How a word is set off in a terminal; where there is no colour it gives the text as it is. */
export type Style = (look: 'bold' | 'dim' | 'cyan' | 'green' | 'yellow' | 'red', text: string) => string;

export interface NarratorOptions {
  readonly print: (line: string) => void;
  readonly style: Style;
  /** Columns of the terminal; longer lines are broken between words. */
  readonly columns: number;
  /** When the call was placed, epoch milliseconds: times are told from there. */
  readonly placedAt: number;
}

/** Width of the column that says who speaks. */
const WHO = 8;
const TIME = 6;
const MARGIN = TIME + 2 + WHO;

/** Tells a call to the person who makes it: what is said and in which language, which keys there are, what happens. */
export function createNarrator({ print, style, columns, placedAt }: NarratorOptions): Onlooker {
  let language: string | undefined;
  let turn: WatchedTurn | undefined;
  let offered: WatchedTurn | undefined;
  /** Whether the line before was the caller's own: what they do in one go stands together. */
  let isOwn = false;

  function line(at: number, who: string, text: string): void {
    const [first = '', ...rest] = wrap(text, Math.max(20, columns - MARGIN));
    print(`${style('dim', minutesOf(at - placedAt).padStart(TIME))}  ${who}${first}`.trimEnd());
    for (const more of rest) print(' '.repeat(MARGIN) + more);
    isOwn = false;
  }
  const narrate = (at: number, text: string | undefined) => {
    if (text !== undefined) line(at, ' '.repeat(WHO), style('dim', text));
  };
  const did = ({ at, taken }: { readonly at: number; readonly taken: boolean }, what: string) => {
    if (!isOwn) print('');
    line(at, style('green', 'you'.padEnd(WHO)), taken ? what : `${what}  (nothing listens)`);
    isOwn = true;
  };

  function heard(at: number, text: string, spoken: string): void {
    const who = spoken === language ? '' : spoken;
    language = spoken;
    line(at, style('cyan', who.padEnd(WHO)), text);
  }

  /** Once a turn: a queue listens again and again without a new one. */
  function offer(): void {
    if (!turn || turn === offered) return;
    offered = turn;
    const own = turn.offered.map((choice) => ({ words: wordsOf(choice), shown: keyInWords(choice, style) }));
    const free = { words: ANY_KEYS, shown: style('dim', ANY_KEYS) };
    const always = turn.always.map((key) => ({ words: wordsOf(key), shown: style('dim', wordsOf(key)) }));
    for (const row of [own.length > 0 ? own : [free], always]) {
      for (const keys of inRows(row, Math.max(20, columns - MARGIN))) print(' '.repeat(MARGIN) + keys);
    }
  }

  return {
    turn: (next) => {
      turn = next;
    },
    note: (note) => print(' '.repeat(MARGIN) + style(note.level === 'error' ? 'red' : 'yellow', noteInWords(note))),
    letter: (letter) => line(letter.at, style('yellow', '✉'.padEnd(WHO)), letterInWords(letter)),
    event(event) {
      switch (event.type) {
        case 'heard':
          return heard(event.at, event.text, event.language);
        case 'listening':
          return offer();
        case 'pressed':
          return did(event, event.key);
        case 'said':
          return did(event, `“${event.words}”`);
        default:
          return narrate(event.at, inWords(event));
      }
    },
  };
}

const noteInWords = ({ level, code, message }: LoggedNote): string => `${level} ${code}: ${message}`;

const letterInWords = ({ type, to, text }: Letter): string => `to ${type === 'sms' ? `…${to.slice(-4)}` : to}: ${text}`;

function minutesOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const ANY_KEYS = 'any keys, then #';
const GAP = '   ';

const wordsOf = ({ key, label }: OfferedKey): string => `${key} ${label}`;

/** Keys side by side, in as many rows as the columns ask for; a key and its words stay together. */
function inRows(keys: readonly { readonly words: string; readonly shown: string }[], columns: number): string[] {
  const rows: { width: number; shown: string[] }[] = [];
  for (const { words, shown } of keys) {
    const last = rows.at(-1);
    if (last && last.width + GAP.length + words.length <= columns) {
      last.width += GAP.length + words.length;
      last.shown.push(shown);
    } else rows.push({ width: words.length, shown: [shown] });
  }
  return rows.map(({ shown }) => shown.join(GAP));
}

const keyInWords = ({ key, label }: OfferedKey, style: Style): string => `${style('bold', key)} ${label}`;

/** What happens beside talking; nothing where it is of no interest to a caller. */
function inWords(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'ringing':
      return 'ringing';
    case 'played':
      return `plays ${event.url.split('/').at(-1)}`;
    case 'beep':
      return 'beep';
    case 'recording':
      return `recording, at most ${event.maxLengthSeconds} s; any key ends it`;
    case 'recorded':
      return `recorded ${event.durationSeconds} s`;
    case 'queued':
      return `in the queue ${event.queue}, place ${event.position}`;
    case 'left-queue':
      return `out of the queue ${event.queue}: ${LEFT[event.result] ?? event.result}`;
    case 'dialling':
      return `dialling ${event.to}`;
    case 'bridged':
      return `connected with ${event.with}`;
    case 'unbridged':
      return `no longer connected with ${event.with}`;
    case 'told':
      return `${event.by} says: ${event.words}`;
    case 'ended':
      return `the call is over: ${ENDED[event.by]}`;
    default:
      return undefined;
  }
}

/** How a wait ended, by the carrier's word for it. */
const LEFT: Readonly<Record<string, string>> = {
  bridged: 'an agent answered',
  hangup: 'hung up while waiting',
  leave: 'the flow goes on',
  'queue-full': 'it is full',
};

const ENDED: Readonly<Record<EndedBy, string>> = {
  caller: 'you hung up',
  hotline: 'the hotline hung up',
  other: 'the other side hung up',
  network: 'the network ended it',
};

/** Breaks a text into lines of so many columns: at blanks, and anywhere between Chinese characters, which take two. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(/\p{Script=Han}[，。、！？；：]?|\s+|[^\s\p{Script=Han}]+/gu) ?? []) {
    if (line !== '' && widthOf(line) + widthOf(part.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? part.trimStart() : part;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

const widthOf = (text: string): number =>
  text.length + (text.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/gu) ?? []).length;
