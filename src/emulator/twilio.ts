import { createHash, randomBytes } from 'node:crypto';
import { createLeg, type Leg } from './calls/leg.ts';
import type { AccountNumber, Network, Person } from './calls/network.ts';
import { createQueues, type Queue } from './calls/queues.ts';
import { defaultSwitches, type NumberOptions, type Switches } from './options.ts';
import { joinLegs } from './own-number.ts';
import { createPhoneCall, type PhoneCall } from './phone-call.ts';
import { createRecordings, type Recording } from './recordings/recordings.ts';
import { createMessages, type Message } from './rest/message.ts';
import { createRestApi } from './rest/rest-api.ts';
import { RestError } from './rest/rest-error.ts';
import { type Clock, createRealClock, createVirtualClock } from './time/clock.ts';
import { runCall } from './verbs/run-call.ts';
import { createFaults, type Fault } from './webhooks/faults.ts';
import { createWorks, type Works } from './works.ts';

/** What an emulated account is made of. */
export interface TwilioOptions {
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly numbers: readonly NumberOptions[];
  /** `virtual`, which is usual, lets a five-minute wait take milliseconds; `real` is for people. */
  readonly time?: 'virtual' | 'real';
  /** The first instant, epoch milliseconds. */
  readonly startsAt?: number;
  /** Told of each new instant of virtual time, so that the server under test can keep to it. */
  readonly onTime?: (at: number) => void;
  /** Header of every request with the current instant in epoch milliseconds, for servers in other processes. */
  readonly timeHeader?: string;
  readonly switches?: Partial<Switches>;
  /** The same seed gives the same SIDs. */
  readonly seed?: string;
  /**
   * Origins that stand elsewhere: `{ 'https://hotline.example': 'http://127.0.0.1:3000' }`. Signed is the first, asked
   * the second.
   */
  readonly routes?: Readonly<Record<string, string>>;
  /** The REST API stands on a free loopback port, or on this one; false is without it. */
  readonly rest?: { readonly port?: number } | false;
  /** What a transcription makes of a message; nothing where it fails. The very words unless said otherwise. */
  readonly transcribe?: (words: string) => string | undefined;
  /** SIDs of the account's services of Verify, `VA` and 32 digits; none unless said. */
  readonly verifyServices?: readonly string[];
}

/** A call to place. */
export interface DialOptions {
  readonly from: string;
  /** One of the account's numbers. */
  readonly to: string;
  /** What the caller's number is listed under: sent where the number dialled has names looked up. */
  readonly callerName?: string;
  /** Parameters besides, or instead of, the standard ones: `StirVerstat`, `FromCountry`, `ForwardedFrom` … */
  readonly extra?: Readonly<Record<string, string>>;
}

/** Somebody who can be rung up. */
export interface PersonOptions extends Omit<Person, 'meet' | 'type'> {
  readonly type?: Person['type'];
  /** What the person does from answering on. */
  readonly does?: (call: PhoneCall) => Promise<void>;
}

/** A telephone network with one account, and people who ring each other through it. */
export interface Twilio {
  readonly accountSid: string;
  readonly authToken: string;
  readonly clock: Clock;
  /** Places a call to one of the account's numbers; its webhook goes out at once. */
  dial(options: DialOptions): PhoneCall;
  /**
   * Says who answers at a number outside of the account. Where nobody was named it rings in vain; the account's own
   * numbers are answered by their documents, on a second leg.
   */
  person(number: string, options: PersonOptions): void;
  /** Every call so far, whoever placed it. */
  calls(): readonly PhoneCall[];
  /** Where the REST API is: `http://127.0.0.1:PORT`, or empty where there is none. */
  readonly restUrl: string;
  /** The text messages that were sent, oldest first. */
  messages(): readonly Message[];
  /** Told of each text message as it is sent. The function that is returned stops that. */
  onMessage(listener: (message: Message) => void): () => void;
  queues(): readonly Queue[];
  recordings(): readonly Recording[];
  numbers(): readonly AccountNumber[];
  /** Lets something go wrong with requests to come. */
  fault(fault: Fault): void;
  /** Answers the next so many REST requests with this status, 429 unless said, and does nothing of what they ask. */
  refuse(times: number, status?: number): void;
  /**
   * Waits until all callbacks are delivered, and what follows a call that has ended is done. Live calls are not waited
   * for.
   */
  settle(): Promise<void>;
  /** Closes the REST API. In real time the calls still under way are ended, since they would hold the process. */
  close(): Promise<void>;
}

/**
 * Makes an emulated Twilio, with its REST API listening.
 *
 * ```ts
 * const twilio = await createTwilio({ numbers: [{ phoneNumber: '+18005551212', voiceUrl: `${hotline}/twilio/voice` }] });
 * const call = twilio.dial({ from: '+14158675309', to: '+18005551212' });
 * await call.hears(/welcome/i);
 * await call.presses('1');
 * await call.hangsUp();
 * ```
 */
export async function createTwilio(options: TwilioOptions): Promise<Twilio> {
  const works = createWorks();
  const persons = new Map<string, Person>();
  const rest = { url: '' };
  const network = createNetwork(options, { works, persons, rest });
  for (const { phoneNumber } of network.numbers) persons.set(phoneNumber, ownNumber(network));
  const messages = createMessages();
  const refusals: RestError[] = [];
  const api = createRestApi(network, { messages, refusals, verifyServices: options.verifyServices ?? [] });
  if (options.rest !== false) rest.url = await api.listen({ host: '127.0.0.1', port: options.rest?.port ?? 0 });
  const { clock, legs } = network;
  const phones = new Map<Leg, PhoneCall>();
  const phoneOf = (leg: Leg) => {
    const phone = phones.get(leg) ?? createPhoneCall(clock, leg);
    phones.set(leg, phone);
    return phone;
  };
  return {
    accountSid: network.accountSid,
    authToken: network.authToken,
    clock,
    restUrl: rest.url,
    messages: messages.all,
    onMessage: messages.watch,
    queues: () => network.queues.all(),
    recordings: () => network.recordings.all(),
    numbers: () => network.numbers,
    async close() {
      for (const { line } of options.time === 'real' ? legs.values() : []) line.cut({ type: 'hung-up', by: 'network' });
      await api.close();
    },
    dial: (placed) => phoneOf(placeCall(network, placed)),
    person(number, { does, type = 'answers', ...rest }) {
      persons.set(number, { ...rest, type, ...(does && { meet: (leg: Leg) => does(phoneOf(leg)) }) });
    },
    calls: () => [...legs.values()].map(phoneOf),
    fault: (fault) => network.faults.add(fault),
    refuse(times, status = 429) {
      const code = status === 429 ? 20429 : 20500;
      for (let time = 0; time < times; time += 1) refusals.push(new RestError(status, code, 'refused on purpose'));
    },
    settle: () => works.settle(clock),
  };
}

interface Shared {
  readonly works: Works;
  readonly persons: ReadonlyMap<string, Person>;
  readonly rest: { readonly url: string };
}

function createNetwork(options: TwilioOptions, { works, persons, rest }: Shared): Network {
  const { time = 'virtual', startsAt = Date.now(), onTime } = options;
  const clock = time === 'virtual' ? createVirtualClock({ startsAt, onTime }) : createRealClock({ startsAt });
  const newSid = createSids(options.seed ?? randomBytes(16).toString('hex'));
  const switches = { ...defaultSwitches, ...options.switches };
  const { accountSid = newSid('AC'), authToken = '12345' } = options;
  return {
    clock,
    accountSid,
    authToken,
    switches,
    legs: new Map(),
    numbers: options.numbers.map((number) => accountNumber(number, newSid('PN'))),
    queues: createQueues({ newSid, now: clock.now, maxQueueSize: switches.maxQueueSize }),
    recordings: createRecordings({
      newSid,
      urlOf: (sid) => `${rest.url || 'https://api.twilio.com'}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    }),
    faults: createFaults(),
    timeHeader: options.timeHeader,
    route: routeBy(options.routes ?? {}),
    personAt: (number) => persons.get(number) ?? { type: 'no-answer' },
    recognise: options.transcribe ?? ((words) => words),
    newSid,
    inBackground: works.add,
    inCourse: (leg, work) => works.add(work, leg),
  };
}

/** Replaces an origin that is listed. */
function routeBy(routes: Readonly<Record<string, string>>): (url: string) => string {
  return (url) => {
    const { origin } = new URL(url);
    const to = Object.hasOwn(routes, origin) ? routes[origin] : undefined;
    return to === undefined ? url : to + url.slice(origin.length);
  };
}

/** One of the account's own numbers, dialled by the account: a second leg rings there. */
const ownNumber = (network: Network): Person => ({
  type: 'answers',
  answersAfterSeconds: 0,
  meet: async (outer) => joinLegs(outer, placeCall(network, { from: outer.from, to: outer.to })),
});

function placeCall(network: Network, { from, to, callerName, extra }: DialOptions): Leg {
  const number = network.numbers.find(({ phoneNumber }) => phoneNumber === to);
  if (!number) throw new Error(`the account has no number ${to}`);
  const leg = createLeg(network.clock, {
    sid: network.newSid('CA'),
    from,
    to,
    direction: 'inbound',
    extra: { ...(number.voiceCallerIdLookup && callerName !== undefined && { CallerName: callerName }), ...extra },
    keepsTypeAhead: network.switches.keepsTypeAhead,
    urls: {
      fallbackUrl: number.voiceFallbackUrl,
      fallbackMethod: number.voiceFallbackMethod,
      statusCallback: number.statusCallback,
      statusCallbackMethod: number.statusCallbackMethod,
      statusCallbackEvents: ['completed'],
    },
  });
  network.legs.set(leg.sid, leg);
  leg.status = 'ringing';
  leg.tell({ type: 'ringing' });
  const { voiceUrl: url, voiceMethod: method } = number;
  network.inCourse(leg, runCall(network, leg, { type: 'url', url, method, parameters: {} }));
  return leg;
}

function accountNumber(number: NumberOptions, sid: string): AccountNumber {
  return {
    sid,
    phoneNumber: number.phoneNumber,
    voiceUrl: number.voiceUrl,
    voiceMethod: number.voiceMethod ?? 'POST',
    voiceFallbackUrl: number.voiceFallbackUrl ?? '',
    voiceFallbackMethod: number.voiceFallbackMethod ?? 'POST',
    statusCallback: number.statusCallback ?? '',
    statusCallbackMethod: number.statusCallbackMethod ?? 'POST',
    voiceCallerIdLookup: number.voiceCallerIdLookup ?? false,
  };
}

/** SIDs that follow from a seed: a prefix and 32 hexadecimal digits. */
function createSids(seed: string): (prefix: string) => string {
  let count = 0;
  return (prefix) => {
    count += 1;
    return prefix + createHash('md5').update(`${seed} ${count}`).digest('hex');
  };
}
