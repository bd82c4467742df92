import { isOver } from '../calls/leg.ts';
import type { Cut } from '../calls/line.ts';
import { type Member, type Queue, queueParameters, removeMember, wholeSeconds } from '../calls/queues.ts';
import { sendWebhook } from '../calls/send-webhook.ts';
import type { Enqueue } from '../twiml/enqueue.ts';
import { error } from '../xml/note.ts';
import { stayBridged, unlimited } from './bridge.ts';
import { goTo, sourceOf, tellAfterHangUp } from './requests.ts';
import { cut, next, type Outcome, type Role, type Stage } from './stage.ts';

/** A caller's wait, as the verb sees it. */
interface Wait {
  readonly stage: Stage;
  readonly verb: Enqueue;
  readonly queue: Queue;
  readonly member: Member;
}

/** Verbs of a wait document: https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
const WAIT_VERBS = new Set(['say', 'play', 'pause', 'hang-up', 'redirect', 'leave', 'gather'] as const);
/**
 * Verbs of the document that a caller hears before being connected:
 * https://www.twilio.com/docs/voice/twiml/queue#attributes-url
 */
const WHISPER_VERBS = new Set(['say', 'play', 'pause', 'redirect'] as const);

/** Twilio's hold music, which the emulator does not fetch. */
const MUSIC = 'https://s3.amazonaws.com/com.twilio.sounds.music/index.xml';
const MUSIC_MS = 60_000;

/** Lets the caller wait in a queue, and then leads to the action with how the wait ended, or on to the next verb. */
export async function enqueue(stage: Stage, verb: Enqueue): Promise<Outcome> {
  const { network, leg } = stage;
  const queue = network.queues.open(verb.queue, verb.maxQueueSize);
  if (queue.members.length >= (verb.maxQueueSize ?? queue.maxSize)) {
    leg.tell({ type: 'left-queue', queue: queue.friendlyName, result: 'queue-full' });
    return afterQueue(stage, verb, { QueueResult: 'queue-full' });
  }
  const member: Member = { leg, enqueuedAt: network.clock.now(), takenBy: undefined };
  queue.members.push(member);
  leg.tell({ type: 'queued', queue: queue.friendlyName, position: queue.members.length });
  queue.takers.some((taker) => taker.line.give({ type: 'joined' }));
  return waitUntilOver({ stage, verb, queue, member });
}

async function waitUntilOver(wait: Wait): Promise<Outcome> {
  const { stage, verb } = wait;
  for (;;) {
    const outcome = await listenWhileWaiting(wait);
    switch (outcome.type) {
      case 'cut': {
        const over = await afterCut(wait);
        if (over) return over;
        break;
      }
      case 'hang-up':
        await tellGone(stage, verb, leaveQueue(wait, 'hangup'));
        return outcome;
      case 'taken-over':
        leaveQueue(wait, 'system-error');
        return outcome;
      case 'failed':
        return afterQueue(stage, verb, leaveQueue(wait, 'system-error'));
      default:
        return afterQueue(stage, verb, leaveQueue(wait, 'leave'));
    }
  }
}

/** Asks for the wait document again and again, until something else happens. */
async function listenWhileWaiting(wait: Wait): Promise<Outcome> {
  const { stage, verb } = wait;
  const { clock, switches } = stage.network;
  for (let idle = 0; idle < switches.longestChain; ) {
    const startedAt = clock.now();
    const outcome = verb.waitUrl ? await runWaitDocument(wait, verb.waitUrl) : await hearMusic(stage, verb.waitUrl);
    if (outcome.type !== 'next') return outcome;
    idle = clock.now() === startedAt ? idle + 1 : 0;
  }
  stage.leg.note(error(12400, 'the wait document takes no time'), verb.waitUrl);
  return { type: 'failed' };
}

async function runWaitDocument({ stage, verb, queue, member }: Wait, waitUrl: string): Promise<Outcome> {
  const role: Role = {
    type: 'wait',
    takes: WAIT_VERBS,
    parameters: () => queueParameters(queue, member, stage.network.clock.now()),
  };
  const source = sourceOf(stage, { url: waitUrl, method: verb.waitUrlMethod }, {});
  return source ? stage.run(stage.leg, source, role) : { type: 'failed' };
}

async function hearMusic(stage: Stage, waitUrl: string | undefined): Promise<Outcome> {
  if (waitUrl === undefined) stage.leg.tell({ type: 'played', url: MUSIC });
  const moment = await stage.leg.line.next(MUSIC_MS, () => false);
  return moment.type === 'cut' ? cut : next;
}

async function afterCut(wait: Wait): Promise<Outcome | undefined> {
  const { line } = wait.stage.leg;
  const taken = line.peekCut();
  if (taken?.type !== 'taken') return leaveByCut(wait, 'hangup');
  line.takeCut();
  return connect(wait, taken);
}

/** Leaves the queue because the leg was taken away: led elsewhere, or hung up, for which the action is told `hungUp`. */
async function leaveByCut(wait: Wait, hungUp: string): Promise<Outcome> {
  const { stage, verb } = wait;
  const taken = stage.leg.line.takeCut();
  if (taken?.type === 'redirected') {
    tellAside(stage, verb, leaveQueue(wait, 'redirected'));
    return { type: 'go', to: taken.to };
  }
  await tellGone(stage, verb, leaveQueue(wait, hungUp));
  return cut;
}

/** Takes the caller out of the queue; gives what the action is told. */
function leaveQueue({ stage, queue, member }: Wait, result: string): Readonly<Record<string, string>> {
  const { legs, clock } = stage.network;
  removeMember(queue, stage.leg);
  if (member.takenBy !== undefined && result !== 'bridged') {
    legs.get(member.takenBy)?.line.give({ type: 'leg-ended', of: stage.leg.sid });
  }
  stage.leg.tell({ type: 'left-queue', queue: queue.friendlyName, result });
  const waitedMs = clock.now() - member.enqueuedAt;
  return { QueueResult: result, QueueSid: queue.sid, QueueTime: wholeSeconds(waitedMs) };
}

/**
 * Connects the caller with the leg that took them; whoever took them and is gone gives them back to the front of the
 * queue.
 */
async function connect(
  wait: Wait,
  { by, whisper }: Extract<Cut, { readonly type: 'taken' }>,
): Promise<Outcome | undefined> {
  const { stage, verb, queue, member } = wait;
  const { network, leg } = stage;
  const taker = network.legs.get(by);
  const waited = wholeSeconds(network.clock.now() - member.enqueuedAt);
  const about = { QueueSid: queue.sid, QueueTime: waited, DequeingCallSid: by };
  const role: Role = { type: 'whisper', takes: WHISPER_VERBS, parameters: () => about };
  const whispered = whisper ? await stage.run(leg, whisper, role) : next;
  if (whispered.type === 'cut') return leaveByCut(wait, 'bridging-in-process');
  if (!taker || isOver(taker) || taker.line.isCut) {
    member.takenBy = undefined;
    queue.members.unshift(member);
    return undefined;
  }
  taker.line.give({ type: 'connected', of: leg.sid });
  const parameters = { ...leaveQueue(wait, 'bridged'), QueueTime: waited };
  const ending = await stayBridged(network, [leg, taker], unlimited);
  return ending === 'cut' ? afterBridgeCut(stage, verb, parameters) : afterQueue(stage, verb, parameters);
}

async function afterBridgeCut(
  stage: Stage,
  verb: Enqueue,
  parameters: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const taken = stage.leg.line.takeCut();
  if (taken?.type === 'redirected') {
    tellAside(stage, verb, { ...parameters, QueueResult: 'redirected-from-bridged' });
    return { type: 'go', to: taken.to };
  }
  await tellGone(stage, verb, parameters);
  return cut;
}

function afterQueue(stage: Stage, { action, method }: Enqueue, parameters: Readonly<Record<string, string>>): Outcome {
  return action === undefined ? next : goTo(stage, { url: action, method }, parameters);
}

/** Requests the action, where there is one, of a caller who is gone. */
async function tellGone(stage: Stage, { action, method }: Enqueue, parameters: Readonly<Record<string, string>>) {
  if (action !== undefined) await tellAfterHangUp(stage, { url: action, method }, parameters);
}

/** Requests the action of a caller who is elsewhere already; its answer is not obeyed. */
function tellAside(stage: Stage, { action, method }: Enqueue, parameters: Readonly<Record<string, string>>): void {
  const source = action === undefined ? undefined : sourceOf(stage, { url: action, method }, parameters);
  if (source?.type !== 'url') return;
  stage.network.inBackground(sendWebhook(stage.network, stage.leg, { purpose: 'document', ...source }));
}
