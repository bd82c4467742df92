import type { AnswerTo } from '../backoffice/operation.ts';
import type { AskContext, Service } from '../calls/ports.ts';
import { UNAVAILABLE } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import type { Limit } from '../queues/limits.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { Value } from '../values/typed-value.ts';
import type { CarrierCodes } from './channels.ts';
import {
  acceptCode,
  type Change,
  type CodeState,
  type Missed,
  missOf,
  type Refusal,
  type SentCode,
  tryCode,
  withdrawTry,
} from './codes/code-state.ts';
import { isCode } from './codes/keyed-hashes.ts';
import { checkCode } from './contracts.ts';
import type { IdentityOptions } from './identity-options.ts';
import { numberAsked } from './number-asked.ts';
import { type Stranger, strangerKey, takeAsStranger } from './strangers.ts';

type CheckAnswer = AnswerTo<typeof checkCode> | Answer;

/**
 * Wrong codes over all numbers and callers. Beyond it somebody tries one number after the other, and nobody is verified
 * by a code until it is less: callers go to a person.
 */
const FAILURES_IN_ALL: Limit = { limit: 100, windowSeconds: 3600 };
const IN_ALL = 'codes:wrong';

/** What a try comes to, before a carrier is asked. */
type Judged =
  | Refusal
  | { readonly type: 'missed'; readonly miss: Missed }
  | { readonly type: 'right'; readonly code: SentCode }
  | { readonly type: 'ask-carrier'; readonly code: SentCode; readonly carrierId: string; readonly miss: Missed };

/** Every answer is reached by the same steps, whether there is an account or not. */
export const createCheckCode = (options: IdentityOptions): Service => ({
  contract: checkCode,
  ask: (input, context) =>
    options.channels.sms?.type === 'carrier'
      ? options.pace(() => check(input, context, options))
      : check(input, context, options),
});

async function check(
  input: Readonly<Record<string, Value>>,
  context: AskContext,
  options: IdentityOptions,
): Promise<CheckAnswer> {
  const { limits, log } = options;
  const { sid: callSid } = context.call;
  const number = numberAsked(input.number, context.call.caller);
  if (number === undefined) return { outcome: 'expired', output: {} };
  const stranger: Stranger = { what: 'wrong', number, caller: context.call.caller };
  // Counted before it is looked at, as many at once would else all be let through.
  if ((await takeAsStranger(stranger, options)) === 'refused') {
    log.warn({ callSid }, 'too many wrong codes about other numbers');
    return { outcome: UNAVAILABLE, output: {} };
  }
  if (!(await limits.take(IN_ALL, FAILURES_IN_ALL)).allowed) {
    log.error({ callSid }, 'too many wrong codes in all: nobody is verified');
    return { outcome: UNAVAILABLE, output: {} };
  }
  const judged = await judge({ code: String(input.code), subject: options.hashes.subjectOf(number), context }, options);
  if (judged.type !== 'missed') await giveBack(stranger, callSid, options);
  else if (judged.miss.type === 'locked') log.warn({ callSid }, 'a number is locked: too many wrong codes');
  return toAnswer(judged);
}

/** What is not given back counts as wrong, which keeps nobody out who is let in. */
async function giveBack(stranger: Stranger, callSid: CallSid, { limits, hashes, log }: IdentityOptions): Promise<void> {
  const key = strangerKey(stranger, hashes);
  const given = [IN_ALL, ...(key === undefined ? [] : [key])].map((counted) => limits.giveBack(counted));
  await Promise.all(given).catch((err: unknown) =>
    log.warn({ callSid, err }, 'a try at a code could not be given back'),
  );
}

interface Keyed {
  readonly code: string;
  readonly subject: string;
  readonly context: AskContext;
}

type Verdict = Exclude<Judged, { readonly type: 'ask-carrier' }>;

async function judge(keyed: Keyed, options: IdentityOptions): Promise<Verdict> {
  const judged = await options.ledger.change(keyed.subject, (state) => tryOwn(state, keyed, options));
  return judged.type === 'ask-carrier' ? judgeByCarrier(judged, keyed, options) : judged;
}

/** Uses a try, and judges a code of our own in the same step. */
function tryOwn(state: CodeState, { code: keyed, subject, context }: Keyed, options: IdentityOptions): Change<Judged> {
  const { call, at } = context;
  const tried = tryCode(state, { call: call.sid, at });
  if (tried.result.type !== 'tried') return { state: tried.state, result: tried.result };
  const { code } = tried.result;
  const miss = missOf(tried.state, code);
  const missed: Change<Judged> = { state: tried.state, result: { type: 'missed', miss } };
  const { id, proof } = code;
  const mayBe = isCode(keyed) && isTheirs(code, context);
  if (proof.type === 'carrier') {
    if (!mayBe || proof.id === undefined) return missed;
    return { state: tried.state, result: { type: 'ask-carrier', code, carrierId: proof.id, miss } };
  }
  const fits = options.hashes.isDigestOf(proof.digest, { subject, id, code: keyed });
  if (!fits || !mayBe) return missed;
  return { state: acceptCode(tried.state, id).state, result: { type: 'right', code } };
}

/** Somebody must be behind it, and nobody else than whom this call has verified already. */
const isTheirs = ({ account }: SentCode, { call }: AskContext): boolean =>
  account !== undefined && (call.verification.account ?? account) === account;

/** The carrier is asked outside of any step; of several that find the code right, one uses it. */
async function judgeByCarrier(
  { code, carrierId, miss }: Extract<Judged, { readonly type: 'ask-carrier' }>,
  { code: keyed, subject }: Keyed,
  { ledger, channels }: IdentityOptions,
): Promise<Verdict> {
  const codes: CarrierCodes | undefined = channels.sms?.type === 'carrier' ? channels.sms.codes : undefined;
  const verdict = await codes?.check(carrierId, keyed).catch(async (error: unknown) => {
    // Nobody can say whether it was wrong: it shall not lock anybody out.
    await ledger.change(subject, (state) => withdrawTry(state, code.id));
    throw error;
  });
  switch (verdict) {
    case 'right': {
      const accepted = await ledger.change(subject, (state) => acceptCode(state, code.id));
      return accepted === 'accepted' ? { type: 'right', code } : { type: accepted };
    }
    case 'expired':
    case undefined:
      await ledger.change(subject, (state) => withdrawTry(state, code.id));
      return { type: 'expired' };
    case 'over-tried':
      return { type: 'missed', miss: miss.type === 'locked' ? miss : { type: 'over-tried' } };
    case 'wrong':
      return { type: 'missed', miss };
  }
}

function toAnswer(judged: Verdict): CheckAnswer {
  switch (judged.type) {
    case 'right': {
      const { channel, account } = judged.code;
      const outcome = channel === 'sms' ? 'verified-by-sms' : 'verified-by-email';
      return { outcome, output: {}, ...(account === undefined ? {} : { account }) };
    }
    case 'missed': {
      const { miss } = judged;
      return miss.type === 'wrong'
        ? { outcome: 'wrong', output: { left: miss.left } }
        : { outcome: miss.type, output: {} };
    }
    default:
      return { outcome: judged.type, output: {} };
  }
}
