import type { WatchedTurn } from '../../calls/watch-turns.ts';
import type { CallEvent } from '../../emulator/calls/call-event.ts';
import type { LoggedNote } from '../../emulator/options.ts';
import type { Letter } from '../../mail/post.ts';

/** Somebody who is told everything that happens in a call, as it happens. */
export interface Onlooker {
  turn(turn: WatchedTurn): void;
  event(event: CallEvent): void;
  /** A warning or an error that the carrier logs. */
  note(note: LoggedNote): void;
  /** A text message or a mail that went out meanwhile. */
  letter(letter: Letter): void;
}

/**
 * Reports a call as one JSON line a turn, `{ turn, node, heard, choices, action }`, and `{ ended }` at its end.
 *
 * `heard` is everything said or played until the next turn, `choices` the node's own keys as `{ key, label }`, `action`
 * what the hotline does at the end of the turn: `gather`, `enqueue`, `record`, `dial`, `hold` or `hang-up`. `ended` says
 * by whom: `caller`, `hotline`, `other` or `network`. Notes of the carrier go to `complain`.
 */
export function createJsonReport(print: (line: string) => void, complain: (line: string) => void): Onlooker {
  let current: WatchedTurn | undefined;
  let heard: string[] = [];

  function flush(): void {
    if (!current) return;
    const { turn, node, offered, action } = current;
    const choices = offered.map(({ key, label }) => ({ key, label }));
    print(JSON.stringify({ turn, node, heard, choices, action }));
    current = undefined;
    heard = [];
  }

  return {
    turn(turn) {
      if (current?.turn !== turn.turn) flush();
      current = turn;
    },
    event(event) {
      if (event.type === 'heard') heard.push(event.text);
      if (event.type === 'played') heard.push(event.url);
      if (event.type !== 'ended') return;
      flush();
      print(JSON.stringify({ ended: event.by }));
    },
    note: ({ level, code, message }) => complain(`${level} ${code}: ${message}`),
    // A line is a turn.
    letter: () => undefined,
  };
}
