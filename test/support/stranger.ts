import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';

/** What a webhook is answered with. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export type Form = Readonly<Record<string, string>>;
export type Headers = Readonly<Record<string, string>>;

/** Brings a form to a path of the hotline. */
export type Bring = (path: string, body: string, headers: Headers) => Promise<Answer>;

/** A carrier that was written from Twilio's documentation alone: nothing in this file comes from the hotline. */
export interface StrangerOptions {
  readonly bring: Bring;
  /** The origin that the account was told; signatures are made of it. */
  readonly publicUrl: string;
  /** Path before the hotline's own, where the account was told one: `/hotline`. */
  readonly prefix?: string;
  readonly authToken: string;
  readonly accountSid: string;
}

/** A call that the stranger carries. */
export interface StrangerCall {
  readonly sid: string;
  /** The address that the next thing the caller does is told to; empty where the document leads nowhere. */
  readonly next: () => string;
  /** What the caller heard last. */
  readonly heard: () => string;
  readonly last: () => Answer;
  /** The queue the caller was put into last; empty where there was none. */
  readonly queue: () => string;
  readonly waitUrl: () => string;
  /** Tells something to an address and keeps what is answered. */
  tells(path: string, extra?: Form): Promise<Answer>;
  enters(): Promise<Answer>;
  presses(digits: string): Promise<Answer>;
  says(words: string): Promise<Answer>;
  staysSilent(): Promise<Answer>;
  /** Asks the wait document of the queue. */
  waits(extra?: Form): Promise<Answer>;
  leavesQueue(result: string, extra?: Form): Promise<Answer>;
  /** The number's status callback. */
  isOver(status?: string): Promise<Answer>;
}

/** @see https://www.twilio.com/docs/usage/security#validating-requests */
export function signatureOf(url: string, form: Form, authToken: string): string {
  const text = Object.keys(form)
    .sort()
    .reduce((all, name) => `${all}${name}${form[name]}`, url);
  return createHmac('sha1', authToken).update(Buffer.from(text, 'utf8')).digest('base64');
}

/** Connects to a server for every request, as Twilio does. */
export const overHttp =
  (port: number): Bring =>
  (path, body, headers) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part) => {
          text += part;
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body: text }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });

export const newCallSid = (): string => `CA${randomBytes(16).toString('hex')}`;

/** The parameters that every webhook of a call has, as Twilio was seen to send them. */
export const standardForm = ({
  sid,
  accountSid,
  from,
  to,
}: Record<'sid' | 'accountSid' | 'from' | 'to', string>): Form => ({
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  CallSid: sid,
  CallStatus: 'in-progress',
  Called: to,
  CalledCity: '',
  CalledCountry: 'HK',
  CalledState: '',
  CalledZip: '',
  Caller: from,
  CallerCity: '',
  CallerCountry: 'HK',
  CallerState: '',
  CallerZip: '',
  Direction: 'inbound',
  From: from,
  FromCity: '',
  FromCountry: 'HK',
  FromState: '',
  FromZip: '',
  To: to,
  ToCity: '',
  ToCountry: 'HK',
  ToState: '',
  ToZip: '',
});

interface Calling {
  readonly sid?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Places a call. Its steps follow the documents that come back, as far as a caller notices them. */
export function strangerCall(options: StrangerOptions, calling: Calling = {}): StrangerCall {
  const { bring, publicUrl, prefix = '', authToken, accountSid } = options;
  const { sid = newCallSid(), from = '+85291234567', to = '+85230000000' } = calling;
  const standard = standardForm({ sid, accountSid, from, to });
  let last: Answer = { status: 0, type: '', body: '' };

  const tells = async (path: string, extra: Form = {}): Promise<Answer> => {
    const form = { ...standard, ...extra };
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signatureOf(publicUrl + path, form, authToken),
      'i-twilio-idempotency-token': randomBytes(16).toString('hex'),
      'user-agent': 'TwilioProxy/1.1',
    };
    return bring(path, new URLSearchParams(form).toString(), headers);
  };
  const keeps = async (path: string, extra: Form = {}) => {
    last = await tells(path, extra);
    return last;
  };
  const next = () =>
    pathOf(last.body, /<(?:Gather|Enqueue|Record|Dial)[^>]* action="([^"]+)"/) || redirectOf(last.body);
  const gathered = (extra: Form) => keeps(next(), { msg: 'Gather End', FinishedOnKey: '', ...extra });
  return {
    sid,
    next,
    tells,
    last: () => last,
    heard: () => spokenIn(last.body),
    queue: () => unescaped(/<Enqueue[^>]*>([^<]*)</.exec(last.body)?.[1] ?? ''),
    waitUrl: () => pathOf(last.body, /<Enqueue[^>]* waitUrl="([^"]+)"/),
    enters: () => keeps(`${prefix}/twilio/voice`, { CallStatus: 'ringing' }),
    presses: (digits) => gathered({ Digits: digits }),
    says: (words) => gathered({ SpeechResult: words, Confidence: '0.93' }),
    staysSilent: () => gathered({ Digits: '' }),
    waits: (extra = {}) =>
      tells(pathOf(last.body, /<Enqueue[^>]* waitUrl="([^"]+)"/), { QueuePosition: '1', QueueTime: '5', ...extra }),
    leavesQueue: (result, extra = {}) => keeps(next(), { QueueResult: result, QueueTime: '12', ...extra }),
    isOver: (status = 'completed') =>
      tells(`${prefix}/twilio/status`, { CallStatus: status, CallDuration: '61', SequenceNumber: '0' }),
  };
}

/** What is read to the caller. */
const spokenIn = (document: string): string =>
  [...document.matchAll(/<Say[^>]*>(.*?)<\/Say>/gs)]
    .map(([, words = '']) => unescaped(words.replace(/<[^>]+>/g, ' ')))
    .join(' ');

const redirectOf = (document: string): string => pathOf(document, /<Redirect[^>]*>([^<]+)</);

/** An address without what is meant for Twilio alone. */
const pathOf = (document: string, pattern: RegExp): string =>
  unescaped(pattern.exec(document)?.[1] ?? '').replace(/#.*$/, '');

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
