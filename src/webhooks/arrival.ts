import type { Arrival } from '../calls/turn-request.ts';
import type { VoiceRequest } from '../twilio/voice-request.ts';
import { plainLine } from '../values/plain-line.ts';

/** Characters; the directories that names come from have 15. */
const MAX_NAME = 100;

/** Who rings whom, by the parameters that every webhook of a call carries. */
export function toArrival({ caller, dialled, get }: VoiceRequest): Arrival {
  const callerName = plainLine(get('CallerName') ?? '', MAX_NAME);
  return {
    dialled,
    ...(caller === undefined ? {} : { caller }),
    ...(callerName === '' ? {} : { callerName }),
  };
}
