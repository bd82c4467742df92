import { UNAVAILABLE } from '../../flow/contract.ts';
import type { FactOf } from '../../flow/facts.ts';
import { detail, type Phrase, type Place, phrase } from './phrase.ts';

const NOT_KNOWN = phrase('asked for a number that is not known');
const LOCKED_OUT = phrase('was locked out after wrong codes');

/**
 * What came of a service, by its name and its outcome. An outcome that is not here has nothing that matters in it:
 * whether it was `unavailable` is told of every service alike.
 */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, Phrase>>>> = {
  'identity.send-code': {
    limited: phrase('could have no more codes'),
    locked: LOCKED_OUT,
    person: phrase('could only be identified by a person'),
  },
  'identity.check-code': {
    wrong: phrase('keyed a wrong code'),
    expired: phrase('keyed a code that was too old'),
    used: phrase('keyed a code that was used before'),
    'over-tried': phrase('keyed wrong codes until none was left'),
    locked: LOCKED_OUT,
  },
  'identity.send-reset-link': { accepted: phrase('was sent a link for a new password') },
  'payments.status': { found: phrase('heard how a payment stands'), 'not-found': NOT_KNOWN },
  'payments.recent': { found: phrase('heard how a payment stands') },
  'payments.diagnose': {
    diagnosed: phrase('heard why a payment failed'),
    'not-failed': phrase('heard that a payment did not fail'),
  },
  'payments.report-suspicious': { accepted: phrase('reported a payment as suspicious') },
  'transfers.corridor': { 'not-served': phrase('asked to send where nothing can be sent') },
  'transfers.quote': {
    quoted: phrase('heard what a transfer costs'),
    'too-little': phrase('asked to send too little'),
    'too-much': phrase('asked to send too much'),
  },
  'transfers.track': { found: phrase('heard where a transfer is'), 'not-found': NOT_KNOWN },
  'registration.status': {
    open: phrase('heard that the account is open'),
    'pending-email': phrase('heard what the registration lacks'),
    'pending-phone': phrase('heard what the registration lacks'),
    'pending-password': phrase('heard what the registration lacks'),
    locked: phrase('heard that the account is locked'),
  },
  'bills.due': { due: phrase('heard the next bill'), none: phrase('has no bill to pay') },
  'promotions.current': { found: detail('heard an offer') },
  'incidents.current': { found: phrase('heard of an incident') },
  'complaints.open': { opened: phrase('opened a case') },
  'complaints.status': { found: phrase('heard how a case stands'), 'not-found': NOT_KNOWN },
  'hours.on-date': {
    open: detail('heard the hours of a day'),
    closed: detail('heard the hours of a day'),
    unknown: detail('asked for the hours of a day'),
  },
  callback: {
    refused: phrase('could not be called back on that number'),
    failed: phrase('asked to be called back, which could not be kept'),
    [UNAVAILABLE]: phrase('asked to be called back, which could not be kept'),
  },
  'agents.sign-in': { refused: phrase('keyed a wrong PIN'), locked: phrase('was locked out after wrong PINs') },
};

/** What is told of a service that did not answer, where it is none of the back office. */
const UNAVAILABLE_PARTS: Readonly<Record<string, Phrase | undefined>> = {
  'identity.send-code': phrase('a code could not be sent'),
  'identity.check-code': phrase('a code could not be checked'),
  'hours.on-date': phrase('the hours of a day could not be found'),
  // A message that was not sent is told by its own facts; what is remembered of callers is missed by nobody.
  message: undefined,
  'callers.recall': undefined,
  'callers.remember': undefined,
};

/** Services that are asked before it is clear whether the caller is to hear what they found. */
const ASKED_AHEAD: ReadonlySet<string> = new Set(['payments.recent']);

/** What an answer tells; nothing where it is of no interest. */
export function answerPhrase(fact: FactOf<'service-answered'>, place: Place): Phrase | undefined {
  const { service, outcome, isLate } = fact;
  const known = ANSWERS[service]?.[outcome];
  if (known) return ASKED_AHEAD.has(service) && !isHeard(place) ? undefined : known;
  if (outcome !== UNAVAILABLE) return undefined;
  if (Object.hasOwn(UNAVAILABLE_PARTS, service)) return UNAVAILABLE_PARTS[service];
  if (service.startsWith('agents.')) return phrase('the desk was unavailable');
  return phrase(isLate ? 'the back office timed out' : 'the back office was unavailable');
}

/** Whether something that not everybody may hear was said before the next answer came. */
function isHeard({ facts, index }: Place): boolean {
  const next = facts.slice(index + 1).find(({ fact: { type } }) => type === 'disclosed' || type === 'service-answered');
  return next?.fact.type === 'disclosed';
}

/** Services and outcomes that have words, for whoever checks that they exist. */
export const toldAnswers = (): readonly (readonly [service: string, outcome: string])[] =>
  Object.entries(ANSWERS).flatMap(([service, outcomes]) =>
    Object.keys(outcomes).map((outcome) => [service, outcome] as const),
  );
