import { ROLES, type Role } from '../../access/roles.ts';
import type { AskSecretly } from '../agents.ts';
import type { Io } from '../io.ts';
import type { ListedUser, Refused, StaffDesk } from './staff-desk.ts';

/** What the commands about staff work on. */
export interface UsersWorld {
  readonly desk: StaffDesk;
  readonly ask: AskSecretly;
  readonly io: Io;
}

/** Which account is meant, as it was typed: a mail address or an id. */
export interface UserOptions {
  readonly who: string;
  readonly json?: boolean | undefined;
}

/** Says what is wrong with how the command was typed; its exit status is 2. */
export function wrong({ io }: Pick<UsersWorld, 'io'>, words: string): 2 {
  io.complain(words);
  return 2;
}

/** Says why it was not done; the exit status is 1. */
export function refuse({ io }: Pick<UsersWorld, 'io'>, { refused }: Refused): 1 {
  io.complain(refused);
  return 1;
}

/**
 * Does something to the account that is meant. Gives the exit status: 2 where there is none, or more than one by that
 * address, as where the provider vouches for somebody who has a local account too.
 */
export async function withUser(
  { who }: Pick<UserOptions, 'who'>,
  world: UsersWorld,
  act: (user: ListedUser) => Promise<number>,
): Promise<number> {
  const typed = who.trim().toLowerCase();
  const users = await world.desk.list();
  const meant = users.filter(({ id, email }) => id === typed || email === typed);
  const [user] = meant;
  if (!user) return wrong(world, `There is no account of ${who}. "hotline users list" lists all there are.`);
  if (meant.length === 1) return act(user);
  const ids = meant.map(({ id, provider }) => `${id} (${provider ?? 'local'})`);
  return wrong(world, `${who} has more than one account. Name one by its id: ${ids.join(', ')}.`);
}

/** Reads roles as they were typed; says which of them is none. */
export function readRoles(typed: readonly string[] | undefined): readonly Role[] | Refused {
  const unknown = (typed ?? []).find((name) => !ROLES.some((role) => role === name));
  const known = `--role with ${ROLES.join(', ')}`;
  if (unknown !== undefined) return { refused: `There is no role ${unknown}: ${known}.` };
  const roles = ROLES.filter((role) => typed?.includes(role));
  return roles.length === 0 ? { refused: `Say the role, or several: ${known}.` } : roles;
}

/** Asks for a new password, twice. */
export async function askPassword({ ask }: UsersWorld, email: string): Promise<string | Refused> {
  const [password, again] = await ask([`Password of ${email}, 12 characters or more: `, 'Once more: ']);
  if (password === undefined || password === '' || again === undefined) return { refused: 'No password was given.' };
  return password === again ? password : { refused: 'The two are not the same.' };
}

/** An account in one line. */
export function inWords({ id, email, name, roles, isDisabled, ...rest }: ListedUser): string {
  const state = isDisabled ? ['disabled'] : [];
  return [email, name, roles.join(', ') || 'no role', signsInBy(rest), ...state, id].join('  ');
}

function signsInBy({ provider, hasPassword }: Pick<ListedUser, 'provider' | 'hasPassword'>): string {
  if (provider !== undefined) return provider;
  return hasPassword ? 'password' : 'no password';
}
