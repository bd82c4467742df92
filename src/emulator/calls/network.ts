import type { HttpMethod, Switches } from '../options.ts';
import type { Recordings } from '../recordings/recordings.ts';
import type { Clock } from '../time/clock.ts';
import type { Faults } from '../webhooks/faults.ts';
import type { Leg } from './leg.ts';
import type { Queues } from './queues.ts';

/** How whoever has a number meets a call to it. */
export interface Person {
  readonly type: 'answers' | 'busy' | 'no-answer' | 'failed';
  /** From the first ring; 2 unless said otherwise. */
  readonly answersAfterSeconds?: number;
  /** From answering; never unless said. */
  readonly hangsUpAfterSeconds?: number;
  /** What the person then does. */
  readonly meet?: (leg: Leg) => Promise<void>;
}

/** A number of the account, as REST can change it. */
export interface AccountNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  voiceUrl: string;
  voiceMethod: HttpMethod;
  voiceFallbackUrl: string;
  voiceFallbackMethod: HttpMethod;
  statusCallback: string;
  statusCallbackMethod: HttpMethod;
  /** Whether callers' names are looked up for calls to it. */
  voiceCallerIdLookup: boolean;
}

/** What all calls of one emulated Twilio share. */
export interface Network {
  readonly clock: Clock;
  readonly accountSid: string;
  readonly authToken: string;
  readonly switches: Switches;
  readonly legs: Map<string, Leg>;
  readonly numbers: readonly AccountNumber[];
  readonly queues: Queues;
  readonly recordings: Recordings;
  readonly faults: Faults;
  /** Header of each request that carries the virtual time in epoch milliseconds, where one is wanted. */
  readonly timeHeader: string | undefined;
  /** Where a request to this address really goes. */
  route(url: string): string;
  personAt(number: string): Person;
  /** What a transcription makes of words; nothing where it fails. */
  recognise(words: string): string | undefined;
  newSid(prefix: string): string;
  /** Goes on beside the calls, as callbacks do. */
  inBackground(work: Promise<unknown>): void;
  /** The course of a leg, or what its person does. */
  inCourse(leg: Leg, work: Promise<unknown>): void;
}
