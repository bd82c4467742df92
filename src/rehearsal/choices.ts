import type { OfferedKey, WatchedTurn } from '../calls/watch-turns.ts';
import type { NodeId } from '../flow/ids.ts';
import { nodeNameOf } from '../flow/ids.ts';
import type { PlannedCall } from './plan-week.ts';

/** What a made-up caller can look up when they are asked for it. */
export interface KnownThings {
  /** The last code that was sent to a caller. */
  readonly codeOf: (caller: string) => string | undefined;
  /** A reference of a caller's own: of a payment, or of a transfer. */
  readonly referenceOf: (caller: string, kind: 'payment' | 'transfer') => string | undefined;
}

/** Ways that end something; callers take them more readily the longer it lasts. */
const ENDINGS: ReadonlySet<string> = new Set(['done', 'enough', 'finish', 'leave-it', 'rather-not']);
/** What few take unless they rang for it. */
const RARE: ReadonlySet<string> = new Set(['message', 'complaint', 'suspicious-payment', 'security', 'tips']);
const WANTS_PERSON = 0.05;
const WRONG_KEY = 0.03;
const MATCH_WEIGHT = 12;
const ENDING_WEIGHT = 4;
const RARE_WEIGHT = 0.25;

/** The key that a caller presses at a menu: towards what they rang about, with a slip now and then. */
export function chooseKey({ offered, always }: WatchedTurn, { language, purpose, random }: PlannedCall): string {
  const toPerson = always.find(({ key }) => key === '0');
  if (toPerson && random.chance(WANTS_PERSON)) return toPerson.key;
  if (random.chance(WRONG_KEY)) return '#';
  const chooses = offered.find((choice) => choice.language === language);
  if (chooses) return chooses.key;
  const weigh = ({ label }: OfferedKey): number => {
    if (purpose.includes(label)) return MATCH_WEIGHT;
    if (ENDINGS.has(label)) return ENDING_WEIGHT;
    return RARE.has(label) ? RARE_WEIGHT : 1;
  };
  return random.pick(offered, weigh)?.key ?? '#';
}

/** What a caller keys where something is asked for, by what it is. */
export function keyEntry(node: NodeId, { caller, random }: PlannedCall, known: KnownThings): string {
  switch (nodeNameOf(node)) {
    case 'enter-code':
    case 'enter-again':
      return known.codeOf(caller) ?? '000000';
    case 'ask-reference':
      return known.referenceOf(caller, 'payment') ?? mistyped(random.between(10_000_000, 99_999_999));
    case 'ask-transfer':
      return known.referenceOf(caller, 'transfer') ?? mistyped(random.between(10_000_000, 99_999_999));
    case 'ask-amount':
      return `${random.between(1, 40) * 50}`;
    case 'ask-number':
      return caller.slice(1);
    case 'ask-date':
      return `12${String(random.between(1, 28)).padStart(2, '0')}`;
    default:
      return String(random.between(1, 5));
  }
}

const mistyped = (digits: number): string => `100${digits}`;
