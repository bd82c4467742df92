import type { Leg } from '../calls/leg.ts';
import type { Moment } from '../calls/line.ts';
import type { Network } from '../calls/network.ts';

/** What limits a connection of two legs, seen from one of them. */
export interface BridgeLimits {
  readonly limitMs: number;
  readonly hangupOnStar: boolean;
}

/** A connection that only the two people end. */
export const unlimited: BridgeLimits = { limitMs: Number.POSITIVE_INFINITY, hangupOnStar: false };

/**
 * Keeps `leg` connected with `other` until either is cut, `other` lets go, or a limit is met. Each of the two legs runs
 * this; the one that ends it tells the other. What one says the other is told.
 */
export async function stayBridged(
  network: Network,
  [leg, other]: readonly [Leg, Leg],
  limits: BridgeLimits,
): Promise<'over' | 'cut'> {
  const endsAt = network.clock.now() + limits.limitMs;
  leg.tell({ type: 'bridged', with: other.sid });
  let moment = await leg.line.next(limits.limitMs, () => true);
  while (!endsHere(moment, limits) && !isLetGo(moment, other)) {
    passOn(moment, leg, other);
    moment = await leg.line.next(endsAt - network.clock.now(), () => true);
  }
  if (endsHere(moment, limits)) other.line.give({ type: 'unbridged', of: leg.sid });
  leg.tell({ type: 'unbridged', with: other.sid });
  return moment.type === 'cut' ? 'cut' : 'over';
}

function endsHere(moment: Moment, { hangupOnStar }: BridgeLimits): boolean {
  if (moment.type === 'key') return moment.key === '*' && hangupOnStar;
  return moment.type === 'cut' || moment.type === 'elapsed';
}

const isLetGo = (moment: Moment, other: Leg): boolean => moment.type === 'unbridged' && moment.of === other.sid;

function passOn(moment: Moment, leg: Leg, other: Leg): void {
  if (moment.type === 'told') leg.tell(moment);
  if (moment.type === 'speech') other.line.give({ type: 'told', by: leg.sid, words: moment.words });
  if (moment.type === 'key') other.tell({ type: 'tones', digits: moment.key });
}
