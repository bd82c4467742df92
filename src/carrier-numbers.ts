import type { Config } from './config.ts';
import type { NumberOptions } from './emulator/options.ts';
import type { Release } from './flow/release.ts';
import type { Hotline } from './main.ts';

/** Every number that can be rung: the customers', and the agents' line. */
export const numbersOf = ({ release, line }: Hotline): Release['numbers'] =>
  line === undefined ? release.numbers : { ...release.numbers, [line]: {} };

/** Those numbers as a carrier on this machine has them: each leads to the hotline. */
export const carrierNumbers = (hotline: Hotline, { publicUrl, fallbackUrl }: Config): readonly NumberOptions[] =>
  Object.keys(numbersOf(hotline)).map((phoneNumber) => ({
    phoneNumber,
    voiceUrl: `${publicUrl}/twilio/voice`,
    voiceFallbackUrl: fallbackUrl,
    statusCallback: `${publicUrl}/twilio/status`,
    voiceCallerIdLookup: true,
  }));

/** The service of Verify that a carrier on this machine has: the one that is set. */
export const verifyServicesOf = ({ TWILIO_VERIFY_SERVICE_SID: sid }: Config): readonly string[] =>
  sid === undefined ? [] : [sid];
