import type { AnswerTo } from '../backoffice/operation.ts';
import type { AskContext, Service } from '../calls/ports.ts';
import { UNAVAILABLE } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import { isE164 } from '../values/phone-number.ts';
import type { Value } from '../values/typed-value.ts';
import { isChannel, isMailAddress, type TextChannel } from './channels.ts';
import { type Issued, issueCode, nameCode, type Proof, type SentCode } from './codes/code-state.ts';
import { codeText } from './codes/code-texts.ts';
import { newCode, newCodeId } from './codes/keyed-hashes.ts';
import type { Contact } from './contacts.ts';
import { type Channel, sendCode } from './contracts.ts';
import type { IdentityOptions } from './identity-options.ts';
import { numberAsked } from './number-asked.ts';
import { takeAsStranger } from './strangers.ts';

type SendAnswer = AnswerTo<typeof sendCode>;

/** A code on its way, real or not. */
interface Sending {
  readonly channel: Channel;
  /** E.164: whose account it is about. */
  readonly number: string;
  readonly subject: string;
  readonly context: AskContext;
  /** Where it goes; absent where nothing is sent. */
  readonly to?: { readonly address: string; readonly account: string } | undefined;
}

/**
 * Whoever has no account, or none with such an address, is treated alike in all that can be noticed: the same steps, the
 * same counts, an entry in the ledger that no code fits. Only what goes out afterwards differs, and the answer does not
 * wait for that.
 */
export const createSendCode = (options: IdentityOptions): Service => ({
  contract: sendCode,
  async ask(input, context) {
    const { answer, deliver } = await options.pace(() => send(input, context, options));
    // Only now: what goes out must not lengthen what was held back.
    if (deliver) options.afterwards.add(context.idempotencyKey, deliver);
    return answer;
  },
});

/** What the caller is answered, and what is done once they were. */
interface Done {
  readonly answer: SendAnswer | Answer;
  readonly deliver?: (() => Promise<void>) | undefined;
}

async function send(
  input: Readonly<Record<string, Value>>,
  context: AskContext,
  options: IdentityOptions,
): Promise<Done> {
  const { channel } = input;
  const number = numberAsked(input.number, context.call.caller);
  if (number === undefined) return { answer: { outcome: 'person', output: {} } };
  if (!isChannel(channel) || !isOpen(channel, number, options)) return { answer: { outcome: UNAVAILABLE, output: {} } };
  if (!(await mayAsk(number, context, options))) return { answer: { outcome: 'limited', output: {} } };
  const contact = await options.findContact(number, context);
  const address = addressOf(contact, channel);
  const isNew = contact !== undefined && address !== '' && changedLately(contact, channel);
  if (isNew && number === context.call.caller) return { answer: { outcome: 'person', output: {} } };

  const isOpenTo = contact !== undefined && address !== '' && !isNew && mayBeVerified(contact, context);
  const to = isOpenTo ? { address, account: contact.account } : undefined;
  const sending = { channel, number, subject: options.hashes.subjectOf(number), context, to };
  const { issued, deliver } = await issue(sending, options);
  if (issued.type !== 'issued') return { answer: refusal(issued) };
  return { answer: sentAnswer(sending, address, options), deliver };
}

function sentAnswer({ channel, number }: Sending, address: string, { hashes }: IdentityOptions): SendAnswer {
  if (channel === 'sms') return { outcome: 'sent-by-sms', output: { tail: number.slice(-4) } };
  const initial = [...address][0]?.toLowerCase() ?? hashes.letterOf(number);
  return { outcome: 'sent-by-email', output: { initial } };
}

/** Told by the number alone, so that it is the same with an account and without. */
const isOpen = (channel: Channel, number: string, { channels }: IdentityOptions): boolean =>
  channel === 'sms' ? channels.sms?.reaches(number) === true : channels.email !== undefined;

/**
 * Whoever is verified in this call stays who they are: nothing goes to any other account. They hear the same as in a call
 * in which nobody is verified, since a difference would tell that there is one.
 */
const mayBeVerified = ({ account }: Contact, { call }: AskContext): boolean =>
  (call.verification.account ?? account) === account;

/** Codes that may be asked for about other numbers than the one that rings: from one telephone nobody texts them all. */
const mayAsk = async (number: string, { call }: AskContext, { limits, hashes, log }: IdentityOptions) => {
  const taken = await takeAsStranger({ what: 'asked', number, caller: call.caller }, { limits, hashes });
  if (taken === 'refused') log.warn({ callSid: call.sid }, 'too many codes asked for about other numbers');
  return taken !== 'refused';
};

/** Empty where there is none that anything can be sent to. */
function addressOf(contact: Contact | undefined, channel: Channel): string {
  const { phone = '', email = '' } = contact ?? {};
  if (channel === 'sms') return isE164(phone) ? phone : '';
  return isMailAddress(email) ? email : '';
}

/** An address that somebody else may just have put there proves nothing. */
const changedLately = (contact: Contact, channel: Channel): boolean =>
  channel === 'sms' ? contact.phoneChanged || contact.simChanged : contact.emailChanged;

function refusal(refused: Exclude<Issued, { readonly type: 'issued' }>): SendAnswer {
  return refused.type === 'too-soon'
    ? { outcome: 'too-soon', output: { wait: refused.waitSeconds } }
    : { outcome: refused.type, output: {} };
}

/** Keeps a new code. Gives what sends it, where somebody gets it. */
async function issue(
  sending: Sending,
  options: IdentityOptions,
): Promise<{ readonly issued: Issued; readonly deliver?: () => Promise<void> }> {
  const { channel, subject, context, to } = sending;
  const [id, code] = [newCodeId(), newCode()];
  // What no keypad has stands for nobody's code: the same work, and nothing that fits.
  const digest = options.hashes.digestOf({ subject, id, code: to ? code : `no ${code}` });
  const isCarriers = channel === 'sms' && options.channels.sms?.type === 'carrier';
  const proof: Proof = isCarriers ? { type: 'carrier' } : { type: 'own', digest };
  const entry = { id, call: context.call.sid, channel, account: to?.account, proof, sentAt: context.at };
  const issued = await options.ledger.change(subject, (state) => issueCode(state, entry));
  if (issued.type !== 'issued' || !to) return { issued };
  const written = { id, code, address: to.address, former: issued.former };
  return { issued, deliver: () => deliver(sending, written, options) };
}

interface Written {
  readonly id: string;
  readonly code: string;
  readonly address: string;
  readonly former: SentCode | undefined;
}

async function deliver(sending: Sending, written: Written, { channels, ...options }: IdentityOptions): Promise<void> {
  const { channel, context } = sending;
  const { code, address: to } = written;
  const { language, dialled } = context.call;
  const { subject, text } = codeText(language, code);
  const key = context.idempotencyKey;
  if (channel === 'email') return channels.email?.({ to, subject, text, key });
  const { sms } = channels;
  if (sms?.type === 'carrier') return deliverByCarrier(sms, sending, written, options);
  if (!(await sms?.send({ to, from: dialled, text, key })))
    options.log.warn({ callSid: context.call.sid, key }, 'a code was not sent');
}

async function deliverByCarrier(
  { codes }: Extract<TextChannel, { readonly type: 'carrier' }>,
  { subject, context }: Sending,
  { id, address: to, former }: Written,
  { ledger, log }: Pick<IdentityOptions, 'ledger' | 'log'>,
): Promise<void> {
  const { language, dialled } = context.call;
  const key = context.idempotencyKey;
  // A carrier sends the same code again while one is open: the new one shall be new.
  const open = former?.proof.type === 'carrier' && !former.isUsed ? former.proof.id : undefined;
  if (open !== undefined) await codes.cancel(open);
  const carrierId = await codes.send({ to, from: dialled, language, key });
  if (carrierId === undefined) return log.warn({ callSid: context.call.sid, key }, 'a code was not sent');
  await ledger.change(subject, (state) => nameCode(state, { id, carrierId }));
}
