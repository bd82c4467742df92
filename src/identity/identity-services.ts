import type { Service } from '../calls/ports.ts';
import { createCheckCode } from './check-code.ts';
import type { IdentityOptions } from './identity-options.ts';
import { createSendCode } from './send-code.ts';

/** What flows may ask about who calls: a code is sent, a code is checked. */
export const createIdentityServices = (options: IdentityOptions): readonly Service[] => [
  createSendCode(options),
  createCheckCode(options),
];
