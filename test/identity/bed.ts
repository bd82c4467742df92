import type { AskContext, Logger, Service } from '../../src/calls/ports.ts';
import type { Call } from '../../src/flow/call.ts';
import type { Answer } from '../../src/flow/events.ts';
import type { CarrierCodes, Channels } from '../../src/identity/channels.ts';
import { type CodeLedger, createMemoryCodeLedger } from '../../src/identity/codes/code-ledger.ts';
import { createKeyedHashes } from '../../src/identity/codes/keyed-hashes.ts';
import type { Contact } from '../../src/identity/contacts.ts';
import { createIdentityServices } from '../../src/identity/identity-services.ts';
import type { Pace } from '../../src/identity/pace.ts';
import { createMemoryLimits, type Limits } from '../../src/queues/limits.ts';
import { type CallSid, isCallSid } from '../../src/values/call-sid.ts';
import type { E164 } from '../../src/values/phone-number.ts';
import { context, number, silent } from '../queues/context.ts';

export const START = Date.parse('2026-11-23T02:00:00Z');
/** Has an account with both addresses. */
export const ANNA = '+85291234567';
/** Has an account without a mail address. */
export const BEN = '+85297777777';
/** Has none. */
export const NOBODY = '+85296666666';

const UNCHANGED = { phoneChanged: false, simChanged: false, emailChanged: false };
export const contactOf = (phone: string, given: Partial<Contact> = {}): Contact => ({
  account: `account of ${phone}`,
  phone,
  email: 'anna@mail.example',
  ...UNCHANGED,
  ...given,
});

/** Something that went out. */
export interface Sent {
  readonly channel: 'sms' | 'email';
  readonly to: string;
  readonly text: string;
  readonly subject?: string;
}

/** A call; its caller is Anna where nothing is said of one. */
type From = Omit<Partial<Call>, 'caller'> & { readonly caller?: E164 | undefined };

export interface BedOptions {
  readonly contacts?: Readonly<Record<string, Contact>>;
  readonly ledger?: CodeLedger;
  readonly limits?: Limits;
  readonly carrier?: CarrierCodes;
  readonly channels?: Partial<Channels>;
  readonly log?: Logger;
  readonly pace?: Pace;
  /** Told of each number that is looked up, before it is answered. */
  readonly onLookup?: (number: string) => void;
}

const KNOWN: Readonly<Record<string, Contact>> = { [ANNA]: contactOf(ANNA), [BEN]: contactOf(BEN, { email: '' }) };

/** A CallSid that ends in a number. */
export function sid(of: number): CallSid {
  const text = `CA${String(of).padStart(32, '0')}`;
  if (!isCallSid(text)) throw new Error(`${text} is no CallSid`);
  return text;
}

/** The services of verification on a memory of their own, in a time that the test sets. */
export function identityBed(options: BedOptions = {}) {
  const sent: Sent[] = [];
  const waiting: (() => Promise<void>)[] = [];
  const time = { at: START };
  const ledger = options.ledger ?? createMemoryCodeLedger();
  const hashes = createKeyedHashes('a secret of the tests');
  const contacts = { ...KNOWN, ...options.contacts };
  const lookups: string[] = [];
  const own = {
    type: 'own',
    reaches: (to: string) => to.startsWith('+852'),
    send: async ({ to, text }: { to: string; text: string }) => {
      sent.push({ channel: 'sms', to, text });
      return true;
    },
  } as const;
  const services = createIdentityServices({
    ledger,
    limits: options.limits ?? createMemoryLimits(() => time.at),
    hashes,
    async findContact(asked) {
      lookups.push(asked);
      options.onLookup?.(asked);
      return contacts[asked];
    },
    channels: {
      sms: options.carrier ? { type: 'carrier', reaches: own.reaches, codes: options.carrier } : own,
      email: async ({ to, subject, text }) => void sent.push({ channel: 'email', to, subject, text }),
      ...options.channels,
    },
    pace: options.pace ?? ((work) => work()),
    afterwards: { add: (_key, work) => void waiting.push(work) },
    log: options.log ?? silent,
  });
  const byName = new Map(services.map((service): [string, Service] => [service.contract.service, service]));

  async function ask(service: string, input: Readonly<Record<string, string>>, from: From): Promise<Answer> {
    const { caller, ...rest } = { caller: number(ANNA), ...from };
    const asked: AskContext = { ...context({ ...rest, ...(caller === undefined ? {} : { caller }) }), at: time.at };
    const answer = await byName.get(service)?.ask(input, asked);
    if (!answer) throw new Error(`there is no ${service}`);
    return answer;
  }
  /** What was put off until after the answer. */
  async function deliver(): Promise<void> {
    for (const work of waiting.splice(0)) await work();
  }
  return {
    sent,
    time,
    ledger,
    hashes,
    lookups,
    deliver,
    /** How much is put off until after the answer. */
    waiting: () => waiting.length,
    async send(input: Readonly<Record<string, string>> = { channel: 'sms' }, from: From = {}) {
      const answer = await ask('identity.send-code', input, from);
      await deliver();
      return answer;
    },
    /** Without what comes after the answer. */
    answerSend: (input: Readonly<Record<string, string>>, from: From = {}) => ask('identity.send-code', input, from),
    check: (code: string, from: From = {}, input: Readonly<Record<string, string>> = {}) =>
      ask('identity.check-code', { code, ...input }, from),
    lastCode: () => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none',
    pass(ms: number) {
      time.at += ms;
    },
  };
}

/** Another code of six digits. */
export const wrong = (code: string): string => code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
