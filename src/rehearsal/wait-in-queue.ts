import type { OfferedKey } from '../calls/watch-turns.ts';
import { type Playing, passes, takeTurn } from './line.ts';

/** Agents answer after so long, as a rule; every now and then it takes far longer. */
const MEAN_WAIT_SECONDS = 75;
/** How often the wait document is asked for. */
const ROUND_SECONDS = 30;
/** Share of callers who take what is offered in place of waiting. */
const ASKS_INSTEAD = 0.12;
const TALK_SECONDS = { least: 70, most: 620 };

/** Waits until somebody answers, the caller gives up, or the hotline leads them elsewhere. False where they are gone. */
export async function waitInQueue(playing: Playing, offered: readonly OfferedKey[]): Promise<boolean> {
  const { random, patienceSeconds } = playing.planned;
  const answeredAfter = Math.round(-Math.log(1 - random.next()) * MEAN_WAIT_SECONDS);
  const asksInstead = random.chance(ASKS_INSTEAD) ? random.pick(offered)?.key : undefined;
  for (let waited = ROUND_SECONDS; ; waited += ROUND_SECONDS) {
    const before = waited - ROUND_SECONDS;
    if (answeredAfter < waited) return talk(playing, answeredAfter, answeredAfter - before);
    if (patienceSeconds < waited) return giveUp(playing, Math.max(0, patienceSeconds - before));
    passes(playing, ROUND_SECONDS);
    if (!(await isLedAway(playing, waited, before === 0 ? asksInstead : undefined))) continue;
    await takeTurn(playing, [{ type: 'left-queue', result: 'left', waitSeconds: waited }]);
    return true;
  }
}

async function talk(playing: Playing, waitSeconds: number, left: number): Promise<boolean> {
  passes(playing, left + playing.planned.random.between(TALK_SECONDS.least, TALK_SECONDS.most));
  await takeTurn(playing, [{ type: 'left-queue', result: 'bridged', waitSeconds }]);
  return true;
}

async function giveUp(playing: Playing, left: number): Promise<boolean> {
  passes(playing, left);
  const { patienceSeconds: waitSeconds } = playing.planned;
  await takeTurn(playing, [
    { type: 'left-queue', result: 'hung-up', waitSeconds },
    { type: 'hung-up', status: 'completed' },
  ]);
  return false;
}

const SECONDS_A_PLACE = 90;

/** Hears the wait document once more, and perhaps presses a key. */
async function isLedAway(
  { planned: { sid }, line }: Playing,
  waitSeconds: number,
  digits: string | undefined,
): Promise<boolean> {
  const stored = await line.find(sid);
  if (!stored) return true;
  const position = 1 + Math.floor(waitSeconds / SECONDS_A_PLACE);
  const event = { position, waitSeconds, ...(digits === undefined ? {} : { digits }) };
  await line.answerWait({ sid, turn: stored.turn, nonce: stored.nonce, event });
  return (await line.find(sid))?.call.leaving !== undefined;
}
