import { endCall, tellProgress } from './end-call.ts';
import { answer, type Leg } from './leg.ts';
import type { Network, Person } from './network.ts';

/** How long a telephone rings before its person answers, and how soon a busy line is known. */
const ANSWERS_AFTER_SECONDS = 2;
const BUSY_AFTER_MS = 1000;

/**
 * Rings at a number until its person answers. It settles with `gone` where nobody did: the line was busy, the call
 * failed, or it was given up from this side, which then has ended the leg.
 */
export async function reach(network: Network, leg: Leg): Promise<'answered' | 'gone'> {
  const { clock } = network;
  tellProgress(network, leg, 'initiated');
  leg.status = 'ringing';
  leg.tell({ type: 'ringing' });
  tellProgress(network, leg, 'ringing');
  const person = network.personAt(leg.to);
  const moment = await leg.line.next(ringingMs(person), () => false);
  if (moment.type === 'cut') return 'gone';
  if (person.type === 'busy' || person.type === 'failed') {
    endCall(network, leg, { status: person.type, by: 'network' });
    return 'gone';
  }
  answer(leg, clock);
  tellProgress(network, leg, 'answered');
  beginPart(network, leg, person);
  return 'answered';
}

function ringingMs({ type, answersAfterSeconds = ANSWERS_AFTER_SECONDS }: Person): number {
  switch (type) {
    case 'answers':
      return answersAfterSeconds * 1000;
    case 'no-answer':
      return Number.POSITIVE_INFINITY;
    default:
      return BUSY_AFTER_MS;
  }
}

/** From answering on the person does what they do by themselves. */
function beginPart(network: Network, leg: Leg, { hangsUpAfterSeconds, meet }: Person): void {
  if (hangsUpAfterSeconds !== undefined) {
    const hangUp = () => leg.line.cut({ type: 'hung-up', by: 'caller' });
    network.clock.after(hangsUpAfterSeconds * 1000, hangUp);
  }
  if (meet) network.inCourse(leg, meet(leg));
}
