import { onTestFinished } from 'vitest';
import type { Switches } from '../../../src/emulator/options.ts';
import type { PhoneCall } from '../../../src/emulator/phone-call.ts';
import { createTwilio, type Twilio, type TwilioOptions } from '../../../src/emulator/twilio.ts';
import { type Answer, type Application, serveTwiml } from './application.ts';

export const HOTLINE = '+18005551212';
export const CALLER = '+14158675309';

/** A call to an application, and what else takes part. */
export interface Scene {
  readonly call: PhoneCall;
  readonly application: Application;
  readonly twilio: Twilio;
}

/** How a scene differs from the usual one. */
export interface SceneOptions extends Partial<Omit<TwilioOptions, 'switches'>> {
  readonly switches?: Partial<Switches>;
  /** Appended to the voice address. */
  readonly suffix?: string;
  readonly withFallback?: boolean;
}

/** Monday, 2 November 2026, 10:00 UTC. */
export const START = Date.UTC(2026, 10, 2, 10);

/** A Twilio whose one number is answered by canned pages: `/voice` first, `/status` at the end. */
export async function emulate(pages: Readonly<Record<string, Answer>>, options: SceneOptions = {}) {
  const { suffix = '', withFallback = false, ...rest } = options;
  const application = await serveTwiml(pages);
  const number = {
    phoneNumber: HOTLINE,
    voiceUrl: `${application.url}/voice${suffix}`,
    statusCallback: `${application.url}/status`,
    ...(withFallback && { voiceFallbackUrl: `${application.url}/fallback` }),
  };
  const twilio = await createTwilio({ numbers: [number], startsAt: START, seed: 'test', ...rest });
  onTestFinished(() => twilio.close());
  return { application, twilio };
}

/** Dials the number of such a Twilio. */
export async function callTo(pages: Readonly<Record<string, Answer>>, options: SceneOptions = {}): Promise<Scene> {
  const { application, twilio } = await emulate(pages, options);
  return { application, twilio, call: twilio.dial({ from: CALLER, to: HOTLINE }) };
}
