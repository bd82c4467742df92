import type { FastifyInstance } from 'fastify';
import { mayDo, type Permission } from '../../access/roles.ts';
import type { ErasedCaller } from '../../callers/erase-caller.ts';
import { isE164, maskNumber } from '../../values/phone-number.ts';
import type { EraseFor } from '../erasing.ts';
import { fieldOf } from './forms.ts';
import { NO_NUMBER, NOT_OURS, NOT_YOURS, type Notice } from './notices.ts';
import type { Show, ShowParts } from './show.ts';

export interface EraseFormOptions {
  readonly eraseFor: EraseFor;
}

const PERMISSION: Permission = 'erase-caller';

/** `POST /sign-in/erase`: whoever may erases a caller, everywhere. The page then says what was erased. */
export function addEraseForm(
  app: FastifyInstance,
  { access, browsers, eraseFor }: ShowParts & EraseFormOptions,
  show: Show,
): void {
  app.post('/sign-in/erase', async (request, reply) => {
    const brought = await browsers.find(request);
    if (brought.type !== 'open') return reply.redirect('../sign-in', 303);
    const say = (status: number, notice: Notice) => show(request, reply, { root: '..', status, notice });
    if (!browsers.isBacked(request, brought, fieldOf(request, 'csrf'))) return say(403, NOT_OURS);
    const { member } = brought;
    if (!mayDo(member.roles, PERMISSION)) {
      await access.audit({ person: member, action: PERMISSION, outcome: 'refused', from: request.ip });
      return say(403, NOT_YOURS);
    }
    const number = fieldOf(request, 'number').replaceAll(/[\s()-]/g, '');
    if (!isE164(number)) return say(400, NO_NUMBER);
    const erased = await eraseFor(member, number, request);
    return say('why' in erased.calls ? 503 : 200, toNotice(maskNumber(number), erased));
  });
}

function toNotice(number: string, { remembered, callbacks, calls }: ErasedCaller): Notice {
  const missed = Object.entries({ 'what is remembered': remembered, callbacks, calls }).flatMap(([part, one]) =>
    'why' in one ? [part] : [],
  );
  if (missed.length > 0) {
    return { kind: 'alert', text: `${number} is not erased everywhere: ${missed.join(', ')}. Try again in a minute.` };
  }
  const count = 'done' in calls ? calls.done.calls : 0;
  const recordings = 'done' in calls ? calls.done.recordings : [];
  const told = `${number} is erased, in ${count === 1 ? '1 call' : `${count} calls`}.`;
  const left = recordings.length > 0 ? ` Delete at Twilio: ${recordings.join(', ')}.` : '';
  return { kind: 'status', text: `${told}${left}` };
}
