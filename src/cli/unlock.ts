import { isE164, maskNumber } from '../values/phone-number.ts';
import type { Io } from './io.ts';
import { noNumber } from './wrong-usage.ts';

/**
 * Answers `hotline unlock NUMBER`. `forget` forgets all that is kept of the number's codes and tells whether there was
 * anything; absent where it is in the memory of the hotline's own process. Gives the exit status: 1 where nothing can be
 * lifted from here, 2 where it is no number.
 */
export async function runUnlock(
  number: string,
  forget: ((number: string) => Promise<boolean>) | undefined,
  io: Io,
): Promise<0 | 1 | 2> {
  if (!isE164(number)) {
    io.complain(noNumber(number));
    return 2;
  }
  if (!forget) {
    io.complain('Without REDIS_URL locks are in the memory of the hotline: start it again.');
    return 1;
  }
  const wasKept = await forget(number);
  io.print(wasKept ? `${maskNumber(number)} may ask for codes again.` : `Nothing is kept of ${maskNumber(number)}.`);
  return 0;
}
