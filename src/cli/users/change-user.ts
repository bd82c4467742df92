import { isRefused, type ListedUser, type UserChange } from './staff-desk.ts';
import { askPassword, readRoles, refuse, type UserOptions, type UsersWorld, withUser, wrong } from './users-world.ts';

/** `hotline users roles WHO --role ROLE`, as it was typed. */
export interface RolesOptions extends UserOptions {
  readonly role?: readonly string[] | undefined;
}

/** Answers `hotline users roles`: they have these roles from now on, and no others. */
export async function runUserRoles(options: RolesOptions, world: UsersWorld): Promise<number> {
  const roles = readRoles(options.role);
  if (isRefused(roles)) return wrong(world, roles.refused);
  return change(
    options,
    world,
    { roles },
    ({ name }) => `${name} has the roles ${roles.join(', ')}, and has to sign in again.`,
  );
}

/** Answers `hotline users disable`. */
export const runDisableUser = (options: UserOptions, world: UsersWorld): Promise<number> =>
  change(options, world, { isDisabled: true }, ({ name }) => `${name} is signed out everywhere, and cannot sign in.`);

/** Answers `hotline users enable`. */
export const runEnableUser = (options: UserOptions, world: UsersWorld): Promise<number> =>
  change(options, world, { isDisabled: false }, ({ name }) => `${name} may sign in again.`);

/** Answers `hotline users password`: asks for a new one, twice. */
export const runUserPassword = (options: UserOptions, world: UsersWorld): Promise<number> =>
  withUser(options, world, async ({ id, email }) => {
    const password = await askPassword(world, email);
    if (typeof password === 'object') return wrong(world, password.refused);
    const words = ({ name }: ListedUser) => `${name} has a new password, and has to sign in again.`;
    return change({ ...options, who: id }, world, { password }, words);
  });

const change = (
  options: UserOptions,
  world: UsersWorld,
  wanted: UserChange,
  words: (user: ListedUser) => string,
): Promise<number> =>
  withUser(options, world, async ({ id }) => {
    const user = await world.desk.change(id, wanted);
    if (isRefused(user)) return refuse(world, user);
    world.io.print(options.json ? JSON.stringify({ user }) : words(user));
    return 0;
  });

/** Answers `hotline users link`: a link that signs them in once. */
export const runUserLink = (options: UserOptions, world: UsersWorld): Promise<number> =>
  withUser(options, world, async ({ id, name }) => {
    const link = await world.desk.makeLink(id);
    if (isRefused(link)) return refuse(world, link);
    if (!options.json) world.io.complain(`This signs ${name} in once, until ${link.endsAt}:`);
    world.io.print(options.json ? JSON.stringify({ link }) : link.address);
    return 0;
  });

/** Answers `hotline users unlock`. */
export const runUnlockUser = (options: UserOptions, world: UsersWorld): Promise<number> =>
  withUser(options, world, async ({ id, name }) => {
    const unlocked = await world.desk.unlock(id);
    if (isRefused(unlocked)) return refuse(world, unlocked);
    const words = unlocked.hadTries
      ? `${name} may try again at once.`
      : `Nothing is kept of ${name}: there is no lock.`;
    world.io.print(options.json ? JSON.stringify(unlocked) : words);
    return 0;
  });
