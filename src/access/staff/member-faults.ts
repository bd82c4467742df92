import { isEmail } from '../members.ts';
import { faultOfPassword } from '../passwords/password-rule.ts';
import type { Role } from '../roles.ts';
import { type Fault, toFault } from './fault.ts';

/** What is said of a member of staff; what is absent is not looked at. */
export interface SaidOfMember {
  readonly name?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly password?: string | undefined;
}

const MAX_NAME_LENGTH = 100;
/** A name is shown in lists, mails and terminals: nothing in it may act there. */
const isName = (name: string): boolean =>
  name !== '' && name.length <= MAX_NAME_LENGTH && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name);

/** What is wrong with it for the member with this mail address, the first thing of it. */
export function faultOfMember({ name, roles, password }: SaidOfMember, email: string): Fault | undefined {
  const badPassword = password === undefined ? undefined : faultOfPassword(password, email);
  if (!isEmail(email)) return toFault('bad-email', 'That is no mail address.');
  if (name !== undefined && !isName(name.trim())) return BAD_NAME;
  if (roles?.length === 0) return toFault('no-roles', 'Whoever signs in has one role at least.');
  return badPassword === undefined ? undefined : toFault('bad-password', badPassword);
}

const BAD_NAME = toFault('bad-name', `A name has up to ${MAX_NAME_LENGTH} characters, and no control characters.`);
