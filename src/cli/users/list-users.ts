import { isRefused, type ListedUser } from './staff-desk.ts';
import { inWords, refuse, type UserOptions, type UsersWorld, withUser } from './users-world.ts';

/** Answers `hotline users list`. */
export async function runListUsers({ json }: { readonly json?: boolean | undefined }, world: UsersWorld): Promise<0> {
  const users = await world.desk.list();
  const lines = users.length === 0 ? ['Nobody has an account yet: hotline users add.'] : users.map(inWords);
  for (const line of json ? [JSON.stringify(users)] : lines) world.io.print(line);
  return 0;
}

/** `hotline users sessions WHO [--end]`, as it was typed. */
export interface SessionsOptions extends UserOptions {
  readonly end?: boolean | undefined;
}

/** Answers `hotline users sessions`: where they are signed in; with `--end` they are not any more. */
export const runUserSessions = (options: SessionsOptions, world: UsersWorld): Promise<number> =>
  withUser(options, world, (user) =>
    options.end ? endSessions(user, options, world) : listSessions(user, options, world),
  );

async function listSessions({ id, name }: ListedUser, { json }: SessionsOptions, world: UsersWorld): Promise<0 | 1> {
  const found = await world.desk.sessionsOf(id);
  if (isRefused(found)) return refuse(world, found);
  const { sessions } = found;
  const lines = sessions.map(
    ({ startedAt, usedAt, signedInBy, from }) =>
      `since ${startedAt}  last used ${usedAt}  by ${signedInBy}  from ${from}`,
  );
  const words = lines.length === 0 ? [`${name} is signed in nowhere.`] : lines;
  for (const line of json ? [JSON.stringify(sessions)] : words) world.io.print(line);
  return 0;
}

async function endSessions({ id, name }: ListedUser, { json }: SessionsOptions, world: UsersWorld): Promise<0 | 1> {
  const result = await world.desk.endSessions(id);
  if (isRefused(result)) return refuse(world, result);
  const times = result.ended === 1 ? 'in one place' : `in ${result.ended} places`;
  world.io.print(json ? JSON.stringify(result) : `${name} was signed in ${times}, and is not any more.`);
  return 0;
}
