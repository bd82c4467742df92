import type { Leg } from '../calls/leg.ts';
import type { Input } from '../calls/line.ts';
import { wholeSeconds } from '../calls/queues.ts';
import type { Dial, DialQueue } from '../twiml/dial.ts';
import type { Parameters } from '../webhooks/signature.ts';
import { type BridgeLimits, stayBridged } from './bridge.ts';
import { dialNumbers } from './dial-numbers.ts';
import type { Dialled } from './dialled.ts';
import { goTo, sourceOf, tellAfterHangUp } from './requests.ts';
import { cut, next, type Outcome, type Stage } from './stage.ts';

/**
 * Connects the call with whoever is dialled, and afterwards leads to the action, or on to the next verb.
 *
 * Source: https://www.twilio.com/docs/voice/twiml/dial
 */
export async function dial(stage: Stage, verb: Dial): Promise<Outcome> {
  const dialled = 'type' in verb.to ? await dialQueue(stage, verb, verb.to) : await dialNumbers(stage, verb, verb.to);
  const parameters = parametersOf(dialled);
  const target = { url: verb.action, method: verb.method };
  if (!dialled.isCut) return verb.action === undefined ? next : goTo(stage, target, parameters);
  const isHangUp = stage.leg.line.peekCut()?.type === 'hung-up';
  if (isHangUp && verb.action !== undefined && stage.network.switches.dialActionOnHangUp) {
    await tellAfterHangUp(stage, target, parameters);
  }
  return cut;
}

function parametersOf({ status, sid, bridgedMs, queue }: Dialled): Parameters {
  return {
    DialCallStatus: status,
    ...(sid !== undefined && { DialCallSid: sid }),
    ...(bridgedMs !== undefined && { DialCallDuration: wholeSeconds(bridgedMs) }),
    DialBridged: String(bridgedMs !== undefined),
    ...queue,
  };
}

/** Takes the first of a queue, or waits for one as long as the Dial may ring. */
async function dialQueue(stage: Stage, verb: Dial, to: DialQueue): Promise<Dialled> {
  const { network, leg } = stage;
  const queue = network.queues.find(to.name);
  if (!queue) return { status: 'failed', queue: { QueueResult: 'error' }, isCut: false };
  const whisper = to.url === undefined ? undefined : sourceOf(stage, { url: to.url, method: to.method }, {});
  const endsAt = network.clock.now() + verb.timeoutSeconds * 1000;
  for (;;) {
    const member = queue.members.shift();
    if (member?.leg.line.isCut) continue;
    if (member) {
      member.takenBy = leg.sid;
      member.leg.line.cut({ type: 'taken', by: leg.sid, whisper });
      const waited = wholeSeconds(network.clock.now() - member.enqueuedAt);
      const about = { QueueResult: 'bridged', QueueSid: queue.sid, QueueTime: waited };
      const talked = await talkWith(stage, member.leg, limitsOf(verb));
      if (talked) return { ...talked, queue: about };
      continue;
    }
    queue.takers.push(leg);
    const moment = await stage.leg.line.next(endsAt - network.clock.now(), ({ type }) => type === 'joined');
    queue.takers.splice(queue.takers.indexOf(leg), 1);
    if (moment.type !== 'joined') return { status: 'no-answer', isCut: moment.type === 'cut' };
  }
}

const limitsOf = ({ timeLimitSeconds, hangupOnStar }: Dial): BridgeLimits => ({
  limitMs: timeLimitSeconds * 1000,
  hangupOnStar,
});

/** Waits for the caller who was taken, and talks with them; nothing where they hung up before. */
async function talkWith(stage: Stage, other: Leg, limits: BridgeLimits): Promise<Dialled | undefined> {
  const { network, leg } = stage;
  const isAboutOther = (moment: Input) =>
    (moment.type === 'connected' || moment.type === 'leg-ended') && moment.of === other.sid;
  const moment = await stage.leg.line.next(Number.POSITIVE_INFINITY, isAboutOther);
  if (moment.type === 'cut') return { status: 'canceled', isCut: true };
  if (moment.type === 'leg-ended') return undefined;
  const startedAt = network.clock.now();
  const ending = await stayBridged(network, [leg, other], limits);
  const bridgedMs = network.clock.now() - startedAt;
  return { status: 'completed', sid: other.sid, bridgedMs, isCut: ending === 'cut' };
}
