import { CHANNELS, type Channel } from './contracts.ts';

/** Sends a mail, once. Rejects where it did not go out, or nobody knows; the error may name the address. */
export type SendMail = (mail: {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt at one request. */
  readonly key: string;
}) => Promise<void>;

/** Sends a text message, once. False where it is refused; rejects as `SendMail` does. */
export type SendText = (message: {
  readonly to: string;
  /** The hotline's number that the caller rang. */
  readonly from: string;
  readonly text: string;
  readonly key: string;
}) => Promise<boolean>;

/** What a carrier says of a code that it made itself. */
export type CarrierVerdict = 'right' | 'wrong' | 'over-tried' | 'expired';

/** A carrier that makes, sends and checks codes itself. Each rejects where it does not answer. */
export interface CarrierCodes {
  /** Gives the id that the code is checked by; nothing where it is refused. */
  send(code: {
    readonly to: string;
    readonly from: string;
    readonly language: string;
    readonly key: string;
  }): Promise<string | undefined>;
  check(id: string, code: string): Promise<CarrierVerdict>;
  /** Ends a code that shall open nothing any more. */
  cancel(id: string): Promise<void>;
}

/** Codes by text message: our own, or the carrier's. */
export type TextChannel = {
  /** Whether a text message may go to this number at all. */
  readonly reaches: (number: string) => boolean;
} & ({ readonly type: 'own'; readonly send: SendText } | { readonly type: 'carrier'; readonly codes: CarrierCodes });

/** How codes go out; what is absent is answered with `unavailable`. */
export interface Channels {
  readonly sms?: TextChannel | undefined;
  readonly email?: SendMail | undefined;
}

/** One plain address. A list, a name or a line break would lead a mail elsewhere; what cannot be seen hides where. */
export const isMailAddress = (text: string): boolean =>
  /^[^\p{C}\s<>@,;:"()[\]\\]+@[^\p{C}\s<>@,;:"()[\]\\]+$/u.test(text);

export const isChannel = (value: unknown): value is Channel => CHANNELS.some((channel) => channel === value);
