import type { CallStatus, EndedBy } from '../calls/call-event.ts';
import { endCall } from '../calls/end-call.ts';
import { createLeg, isOver, type Leg } from '../calls/leg.ts';
import type { Input } from '../calls/line.ts';
import { reach } from '../calls/reach.ts';
import type { Dial, DialNumber } from '../twiml/dial.ts';
import { stayBridged, unlimited } from './bridge.ts';
import type { Dialled } from './dialled.ts';
import { resolveUrl, sourceOf } from './requests.ts';
import { callRole, type Role, type Stage } from './stage.ts';

/** Twilio rings this much longer than it was told. Source: https://www.twilio.com/docs/voice/twiml/dial#timeout */
const BUFFER_SECONDS = 5;

/** A document for the person who answered before the two are connected. */
const whisperRole: Role = {
  type: 'whisper',
  takes: new Set(['say', 'play', 'pause', 'gather', 'redirect', 'hang-up', 'record'] as const),
  parameters: () => ({}),
};

/** Rings numbers, all at once or one after another, and talks with the first who answers. */
export async function dialNumbers(stage: Stage, verb: Dial, numbers: readonly DialNumber[]): Promise<Dialled> {
  const batches = verb.sequential ? numbers.map((number) => [number]) : [numbers];
  let dialled: Dialled = { status: 'failed', isCut: false };
  for (const batch of batches) {
    if (batch.length > 0) dialled = await ringTogether(stage, verb, batch);
    if (dialled.isCut || dialled.status === 'completed') break;
  }
  return dialled;
}

async function ringTogether(stage: Stage, verb: Dial, numbers: readonly DialNumber[]): Promise<Dialled> {
  const { leg } = stage;
  const children = numbers.map((number) => place(stage, verb, number));
  const first = await firstToAnswer(stage, verb, children);
  giveUp(
    stage,
    children.filter((child) => child !== first.child),
    first.type === 'elapsed' ? 'no-answer' : 'canceled',
  );
  if (first.child) return talkWith(stage, verb, first.child);
  return { status: refusalOf(children), sid: children[0]?.sid, isCut: leg.line.isCut };
}

/** Who answered first, or why nobody did: all refused, the time was over, or this end is gone. */
interface First {
  readonly type: 'answered' | 'refused' | 'elapsed' | 'cut';
  readonly child?: Leg | undefined;
}

/** The time for ringing does not run against somebody who answered and is being told something. */
async function firstToAnswer(stage: Stage, verb: Dial, children: readonly Leg[]): Promise<First> {
  const { clock } = stage.network;
  const endsAt = clock.now() + (verb.timeoutSeconds + BUFFER_SECONDS) * 1000;
  const isAboutChild = ({ type }: Input) => type === 'leg-answered' || type === 'leg-ended';
  const left = new Set(children.map(({ sid }) => sid));
  while (left.size > 0) {
    const isAnswered = children.some((child) => !isOver(child) && child.answeredAt !== undefined);
    const moment = await stage.leg.line.next(
      isAnswered ? Number.POSITIVE_INFINITY : endsAt - clock.now(),
      isAboutChild,
    );
    if (moment.type === 'cut' || moment.type === 'elapsed') return { type: moment.type };
    if (moment.type === 'leg-ended') left.delete(moment.of);
    const child = moment.type === 'leg-answered' && children.find(({ sid }) => sid === moment.of);
    if (child && !isOver(child)) return { type: 'answered', child };
  }
  return { type: 'refused' };
}

/** Whoever heard a whisper and hung up was reached, and yet not connected. */
function refusalOf(children: readonly Leg[]): CallStatus {
  const status = children.at(-1)?.status ?? 'failed';
  return status === 'completed' ? 'no-answer' : status;
}

function giveUp({ network }: Stage, children: readonly Leg[], status: CallStatus): void {
  for (const child of children) {
    endCall(network, child, { status: child.answeredAt === undefined ? status : 'completed', by: 'other' });
    child.line.cut({ type: 'hung-up', by: 'other' });
  }
}

async function talkWith(stage: Stage, verb: Dial, child: Leg): Promise<Dialled> {
  const { network, leg } = stage;
  const startedAt = network.clock.now();
  child.line.give({ type: 'connected', of: leg.sid });
  const limits = { limitMs: verb.timeLimitSeconds * 1000, hangupOnStar: verb.hangupOnStar };
  const ending = await stayBridged(network, [leg, child], limits);
  const bridgedMs = network.clock.now() - startedAt;
  return { status: 'completed', sid: child.sid, bridgedMs, isCut: ending === 'cut' };
}

function place(stage: Stage, verb: Dial, noun: DialNumber): Leg {
  const { network, leg } = stage;
  const child = createLeg(network.clock, {
    sid: network.newSid('CA'),
    from: verb.callerId ?? leg.from,
    to: noun.number,
    direction: 'outbound-dial',
    keepsTypeAhead: network.switches.keepsTypeAhead,
    parentSid: leg.sid,
    urls: {
      statusCallback: noun.statusCallback && resolveUrl(stage, noun.statusCallback),
      statusCallbackMethod: noun.statusCallbackMethod,
      statusCallbackEvents: noun.statusCallbackEvents,
    },
  });
  network.legs.set(child.sid, child);
  leg.tell({ type: 'dialling', to: noun.number });
  network.inCourse(child, runChild(stage, child, noun));
  return child;
}

/** The course of the leg at the other end. One that REST leads elsewhere goes on alone. */
async function runChild(stage: Stage, child: Leg, noun: DialNumber): Promise<void> {
  const { network, leg: parent } = stage;
  let by: EndedBy = (await isReady(stage, child, noun)) ? await connect(stage, child) : 'caller';
  const taken = child.line.takeCut();
  parent.line.give({ type: 'leg-ended', of: child.sid });
  if (taken?.type === 'redirected') {
    await stage.run(child, taken.to, callRole);
    by = 'hotline';
  }
  endCall(network, child, { status: 'completed', by });
}

/** Whether somebody answered and is still there after what they were told. */
async function isReady(stage: Stage, child: Leg, noun: DialNumber): Promise<boolean> {
  if ((await reach(stage.network, child)) === 'gone') return false;
  const whisper = noun.url === undefined ? undefined : sourceOf(stage, { url: noun.url, method: noun.method }, {});
  if (!whisper) return true;
  const { type } = await stage.run(child, whisper, whisperRole);
  return type === 'next';
}

async function connect({ network, leg: parent }: Stage, child: Leg): Promise<'caller' | 'other'> {
  parent.line.give({ type: 'leg-answered', of: child.sid });
  const moment = await child.line.next(Number.POSITIVE_INFINITY, ({ type }) => type === 'connected');
  if (moment.type === 'cut') return 'caller';
  return (await stayBridged(network, [child, parent], unlimited)) === 'cut' ? 'caller' : 'other';
}
