/** What the page for signing in says above all else. */
export interface Notice {
  readonly kind: 'alert' | 'status';
  readonly text: string;
}

const alert = (text: string): Notice => ({ kind: 'alert', text });

/** By the word in the address of the page, such as `?problem=no-role`; other words say nothing. */
const BY_WORD: ReadonlyMap<string, Notice> = new Map([
  ['provider-down', alert('The company’s sign-in does not answer. Try again in a minute.')],
  ['provider-refused', alert('The company’s sign-in did not let you in. Ask those who look after it.')],
  ['not-believed', alert('The company’s sign-in came back with something that does not fit. Try again.')],
  ['too-late', alert('Signing in took too long, or began in another browser. Try again.')],
  ['no-role', alert('Your company account has no role at the hotline. Ask those who look after it.')],
  ['refused', alert('Your account at the hotline is disabled. Ask an admin.')],
  ['signed-out', { kind: 'status', text: 'You are signed out.' }],
  ['signed-out-here', { kind: 'status', text: 'You are signed out here.' }],
  ['chosen', { kind: 'status', text: 'The new password counts from now on. Everywhere else you are signed out.' }],
]);

export const noticeOf = (word: string): Notice | undefined => BY_WORD.get(word);

export const WRONG = alert('The e-mail address or the password is wrong.');
export const WRONG_PRESENT = alert('The present password is wrong.');
export const NOT_TWICE = alert('The two new passwords are not the same.');
export const NOT_OURS = alert('The form did not come from this page. Please fill it in here.');
export const LINK_OVER = alert('This link was used already, or is too old. Ask an admin for another.');
export const LOCAL_OFF = alert('Sign in with your company account.');
export const BUSY = alert('Too many people sign in at once. Try again.');
export const BROKEN = alert('Something went wrong on our side. Try again.');
export const UNAVAILABLE = alert('The hotline cannot look up accounts now. Try again in a minute.');
export const NOT_YOURS = alert('Your roles do not let you erase callers. Ask an admin.');
export const NO_NUMBER = alert('That is no number in full, as +85291234567. Nothing was erased.');
export const waitNotice = (seconds: number): Notice =>
  alert(`There were too many wrong tries. Try again in ${durationInWords(seconds * 1000)}.`);
export const faultNotice = (message: string): Notice => alert(message);

const MINUTE_MS = 60_000;

/** A duration as people say it, rounded up: `40 seconds`, `15 minutes`, `11 h 40 min`. */
export function durationInWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (rest > 0) return `${hours} h ${rest} min`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
