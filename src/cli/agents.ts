import { hashPin } from '../queues/pin.ts';
import { isE164 } from '../values/phone-number.ts';
import type { Io } from './io.ts';
import { noNumber } from './wrong-usage.ts';

/** Asks for lines that nobody is to see; fewer where the input ends before. */
export type AskSecretly = (questions: readonly string[]) => Promise<readonly string[]>;

const MIN_DIGITS = 6;
const MAX_DIGITS = 12;

/**
 * Answers `hotline agents pin NUMBER`: asks for a PIN, twice, and prints the line that `config/agents.yaml` keeps of it.
 * Gives the exit status: 2 where there is no PIN to keep.
 */
export async function runAgentPin(number: string, ask: AskSecretly, io: Io): Promise<0 | 2> {
  if (!isE164(number)) return refuse(io, noNumber(number));
  const [pin, again] = await ask([`PIN of ${number}, ${MIN_DIGITS} to ${MAX_DIGITS} digits: `, 'Once more: ']);
  if (pin === undefined || again === undefined) return refuse(io, 'No PIN was given.');
  const fault = faultOf(pin) ?? (pin === again ? undefined : 'The two are not the same.');
  if (fault !== undefined) return refuse(io, fault);
  const { salt, hash } = await hashPin(pin);
  io.complain(`Put this line under "${number}" in config/agents.yaml:`);
  io.print(`pin: { salt: ${salt}, hash: ${hash} }`);
  return 0;
}

function refuse(io: Io, why: string): 2 {
  io.complain(why);
  return 2;
}

/** Five tries an hour are enough for the PINs that everybody tries first. */
function faultOf(pin: string): string | undefined {
  if (!/^\d+$/.test(pin) || pin.length < MIN_DIGITS || pin.length > MAX_DIGITS) {
    return `A PIN has ${MIN_DIGITS} to ${MAX_DIGITS} digits and nothing else.`;
  }
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1 ? 'That PIN is guessed at once: take another.' : undefined;
}
