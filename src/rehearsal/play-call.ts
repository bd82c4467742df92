import type { WatchedTurn } from '../calls/watch-turns.ts';
import type { CallEvent } from '../flow/events.ts';
import { chooseKey, keyEntry } from './choices.ts';
import { endCall, type Line, type Playing, passes, takeTurn } from './line.ts';
import type { PlannedCall } from './plan-week.ts';
import { waitInQueue } from './wait-in-queue.ts';

/** A caller who was in the menus for so many turns has had enough. */
const MOST_TURNS = 30;
const HANGS_UP = 0.02;
const SAYS_NOTHING = 0.05;
const THINKS_SECONDS = { least: 3, most: 11 };
const SPEAKS_SECONDS = { least: 4, most: 55 };

/** Plays one call from the first ring to its end, through the hotline's own turns. */
export async function playCall(planned: PlannedCall, line: Line): Promise<void> {
  const playing: Playing = { planned, line };
  line.clock.at = planned.startsAt;
  await takeTurn(playing, []);
  for (let turns = 0; turns < MOST_TURNS && (await goesOn(playing)); turns += 1);
  passes(playing, 1);
  await endCall(playing);
}

/** What the caller does next. False where the call is over. */
async function goesOn(playing: Playing): Promise<boolean> {
  const { planned, line } = playing;
  const { random } = planned;
  const watched = line.watched(planned.sid);
  if (!watched || watched.action === 'hang-up') return false;
  passes(playing, random.between(THINKS_SECONDS.least, THINKS_SECONDS.most));
  if (watched.action === 'enqueue') return waitInQueue(playing, watched.offered);
  if (watched.action === 'gather' && random.chance(HANGS_UP)) return false;
  await takeTurn(playing, doneAt(watched, playing));
  return true;
}

function doneAt(watched: WatchedTurn, playing: Playing): readonly CallEvent[] {
  if (watched.action === 'gather') return [answerTo(watched, playing)];
  return watched.action === 'record' ? [leaveWords(playing)] : [];
}

function answerTo(watched: WatchedTurn, { planned, line }: Playing): CallEvent {
  if (planned.random.chance(SAYS_NOTHING)) return { type: 'no-input' };
  const { node, offered } = watched;
  const digits = offered.length > 0 ? chooseKey(watched, planned) : keyEntry(node, planned, line.known);
  return { type: 'digits', digits };
}

function leaveWords(playing: Playing): CallEvent {
  const { sid, random } = playing.planned;
  const seconds = random.between(SPEAKS_SECONDS.least, SPEAKS_SECONDS.most);
  passes(playing, seconds);
  return { type: 'recorded', recording: `RE${sid.slice(2)}`, seconds };
}
