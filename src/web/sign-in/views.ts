import type { Member } from '../../access/members.ts';
import { type Permission, permissionsOf } from '../../access/roles.ts';
import type { Proof } from '../../access/sessions.ts';
import { type Html, html } from './html.ts';
import { durationInWords, type Notice } from './notices.ts';

/** What a page needs wherever it is. */
export interface Frame {
  /** The way up to where `/sign-in` and `/api` are. */
  readonly root: '.' | '..' | '../..';
  readonly notice?: Notice | undefined;
}

const document = ({ root, notice }: Frame, title: string, main: Html): string =>
  html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>${title} · OKPay hotline</title>
    <link rel="icon" href="${root}/sign-in/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${root}/sign-in/sign-in.css" />
  </head>
  <body>
    <main>
      <p class="masthead"><img src="${root}/sign-in/icon.svg" alt="" width="36" height="36" /><span class="brand">OKPay</span> hotline</p>
      <h1>${title}</h1>
      ${notice && html`<p class="notice ${notice.kind}" role="${notice.kind}">${notice.text}</p>`}
      ${main}
    </main>
  </body>
</html>
`.html;

export interface SignedOutView extends Frame {
  readonly hasLocalAccounts: boolean;
  readonly hasProvider: boolean;
  /** What was typed before. */
  readonly email: string;
  /** Whether there is nobody who could sign in. */
  readonly isEmpty: boolean;
  /** Where whoever has just signed out here signs out of the company account as well. */
  readonly providerSignOut?: string | undefined;
}

/** The page of whoever is not signed in. */
export function signedOutPage(view: SignedOutView): string {
  const { root, hasLocalAccounts, hasProvider, isEmpty, providerSignOut } = view;
  const main = html`
      ${providerSignOut !== undefined && outOfProvider(providerSignOut)}
      ${hasLocalAccounts && (isEmpty ? FIRST_STEPS : passwordForm(view))}
      ${hasLocalAccounts && hasProvider && OR}
      ${hasProvider && providerButton(root, hasLocalAccounts ? 'second' : 'first')}
      ${hasLocalAccounts && !isEmpty && FORGOTTEN}`;
  return document(view, hasLocalAccounts && isEmpty ? 'Nobody has an account yet' : 'Sign in', main);
}

const OR = html`<p class="or"><span>or</span></p>`;

const outOfProvider = (address: string): Html =>
  html`<p class="after"><a href="${address}">Sign out of your company account as well</a></p>`;

const providerButton = (root: Frame['root'], kind: 'first' | 'second'): Html =>
  html`<a class="button ${kind}" href="${root}/api/sign-in/oidc">Use your company account</a>`;

const passwordForm = ({ root, email }: SignedOutView): Html => html`
      <form method="post" action="${root}/sign-in">
        <label for="email">E-mail address</label>
        <input id="email" name="email" type="email" autocomplete="username" spellcheck="false" required value="${email}" ${email === '' && AUTOFOCUS} />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required ${email !== '' && AUTOFOCUS} />
        <button class="first">Sign in</button>
      </form>`;

const AUTOFOCUS = html`autofocus`;

const FORGOTTEN = html`
      <p class="hint">No account, or no password any more? An admin can make you a sign-in link.</p>`;

const FIRST_STEPS = html`
      <p>The first account is made on the machine of the hotline:</p>
      <pre tabindex="0"><code>npx hotline users add you@example.com \\
  --name "Your name" --role admin</code></pre>
      <p class="hint">It asks for a password, twice and unseen. Then come back to this page.</p>`;

export interface SignedInView extends Frame {
  readonly member: Member;
  readonly proof: Proof;
  readonly csrfToken: string;
  /** Until it ends for want of use, and at all; in milliseconds. */
  readonly idleMs: number;
  readonly leftMs: number;
  /** Whether their password here can be changed, and takes the present one. */
  readonly password: 'none' | 'without-present' | 'with-present';
  /** Whether the form for it is open. */
  readonly isChoosing: boolean;
}

/** The page of whoever is signed in: who they are, what they may do, and the way out. */
export function signedInPage(view: SignedInView): string {
  const { root, member, csrfToken } = view;
  const permissions = permissionsOf(member.roles);
  const main = html`
      <div class="person">
        <p class="name" dir="auto">${member.name}</p>
        <p class="quiet">${member.email}</p>
        <ul class="roles" aria-label="Your roles">${member.roles.map((role) => html`<li>${role}</li>`)}</ul>
      </div>
      <h2>What you may do</h2>
      ${permissions.length === 0 ? NOTHING_YET : html`<ul class="may">${permissions.map((one) => html`<li>${WORDS[one]}</li>`)}</ul>`}
      <p class="hint">For programs: <a href="${root}/api/openapi.json">what the API offers</a>, <a href="${root}/api/session">this session</a>.</p>
      <p class="hint">${sessionWords(view)}</p>
      ${permissions.includes('erase-caller') && eraseForm(view)}
      ${view.password !== 'none' && choosePassword(view)}
      <form method="post" action="${root}/sign-in/out">
        <input type="hidden" name="csrf" value="${csrfToken}" />
        <button class="second">Sign out</button>
      </form>`;
  return document(view, 'You are signed in', main);
}

const eraseForm = ({ root, csrfToken }: SignedInView): Html => html`
      <details>
        <summary>Erase a caller</summary>
        <p class="hint">Everything that is kept by a number goes: what is remembered, open callbacks, and number, name and words in the record. The calls stay, without a caller. This cannot be undone.</p>
        <form method="post" action="${root}/sign-in/erase">
          <input type="hidden" name="csrf" value="${csrfToken}" />
          <label for="number">Number in full, as +85291234567</label>
          <input id="number" name="number" type="tel" autocomplete="off" required pattern="\\+[1-9][0-9]{6,14}" />
          <button class="second">Erase this caller</button>
        </form>
      </details>`;

const NOTHING_YET = html`<p class="quiet">Your roles open nothing here. Agents ring the agents’ line.</p>`;

/** What each permission lets somebody do, as the page says it. */
const WORDS: Readonly<Record<Permission, string>> = {
  'read-calls': 'Look through calls and follow them live, with numbers masked',
  'read-words': 'Read callers’ names and what they said to voicemail',
  'export-calls': 'Export calls',
  'search-number': 'Look for the calls of a number you know',
  'reveal-number': 'See a caller’s number; each time is on record',
  'read-metrics': 'See the figures of queues, calls and flows',
  'erase-caller': 'Erase a caller',
  'manage-users': 'Manage the accounts of staff',
  'read-audit': 'Read what staff did',
};

const BY: Readonly<Record<Proof, string>> = {
  password: 'with your password',
  link: 'by a sign-in link',
  provider: 'with your company account',
};

const sessionWords = ({ proof, idleMs, leftMs }: SignedInView): string =>
  `You signed in ${BY[proof]}. You are signed out after ${durationInWords(idleMs)} without use, at the latest in ${durationInWords(leftMs)}.`;

const choosePassword = ({ root, csrfToken, member, password, isChoosing }: SignedInView): Html => html`
      <details ${isChoosing && html`open`}>
        <summary>${member.hasPassword ? 'Change your password' : 'Choose a password'}</summary>
        <form method="post" action="${root}/sign-in/password">
          <input type="hidden" name="csrf" value="${csrfToken}" />
          <input type="hidden" autocomplete="username" value="${member.email}" />
          ${password === 'with-present' && PRESENT}
          <label for="next">New password, 12 characters or more</label>
          <input id="next" name="next" type="password" autocomplete="new-password" minlength="12" required />
          <label for="again">Once more</label>
          <input id="again" name="again" type="password" autocomplete="new-password" minlength="12" required />
          <button class="second">Keep it</button>
        </form>
      </details>`;

const PRESENT = html`
          <label for="current">Present password</label>
          <input id="current" name="current" type="password" autocomplete="current-password" required />`;

export interface LinkView extends Frame {
  readonly token: string;
  /** Whom it signs in; nobody where it is over. */
  readonly name: string | undefined;
}

/** The page that a sign-in link leads to. Only its button uses the link up. */
export function linkPage(view: LinkView): string {
  const { root, token, name } = view;
  if (name === undefined) {
    return document(view, 'Sign in', html`<p class="after"><a href="${root}/sign-in">Sign in another way</a></p>`);
  }
  const main = html`
      <p>This link opens the account of <strong dir="auto">${name}</strong>, once.</p>
      <form method="post" action="${root}/sign-in/link/${token}">
        <button class="first" autofocus>Sign in</button>
      </form>`;
  return document(view, 'Sign in by link', main);
}

/** The page that says what went wrong, and the way back. */
export const problemPage = (frame: Frame): string =>
  document(frame, 'Sign in', html`<p class="after"><a href="${frame.root}/sign-in">Back to signing in</a></p>`);
