import type { Arrival } from '../calls/turn-request.ts';
import type { VoiceRequest } from '../twilio/voice-request.ts';

const MAX_NAME = 200;

/** Who rings whom, by the parameters that every webhook of a call carries. */
export function toArrival({ caller, dialled, get }: VoiceRequest): Arrival {
  const callerName = get('CallerName');
  return {
    dialled,
    ...(caller === undefined ? {} : { caller }),
    ...(callerName === undefined ? {} : { callerName: callerName.slice(0, MAX_NAME) }),
  };
}
