import { COMMON_PASSWORDS } from './common-passwords.ts';

/** NIST SP 800-63B counts characters and asks for no mixture of kinds; fifteen are its advice, twelve what staff bear. */
export const MIN_PASSWORD_LENGTH = 12;
/** A hash takes any length; a request need not carry one without end. */
const MAX_PASSWORD_LENGTH = 200;

/** A password as it is hashed: however a keyboard composes its letters. */
export const toPassword = (text: string): string => text.normalize('NFKC');

/** What is wrong with a password that somebody wants to take, as a sentence; nothing where it will do. */
export function faultOfPassword(password: string, email: string): string | undefined {
  const characters = [...toPassword(password)].length;
  const simple = toPassword(password).toLowerCase();
  if (characters < MIN_PASSWORD_LENGTH) return `A password has ${MIN_PASSWORD_LENGTH} characters or more.`;
  if (characters > MAX_PASSWORD_LENGTH) return `A password has ${MAX_PASSWORD_LENGTH} characters at most.`;
  // At a terminal and in mails such a space gets lost.
  if (password.trim() !== password) return 'A password neither begins nor ends with a space.';
  if (simple === email || simple === email.split('@')[0]) return 'The mail address is no password.';
  if (COMMON_PASSWORDS.has(simple)) return 'That password is one of the first that anybody tries. Take another.';
  return undefined;
}
