import type { ListedUser } from './staff-desk.ts';
import { isRefused } from './staff-desk.ts';
import { askPassword, readRoles, refuse, type UsersWorld, wrong } from './users-world.ts';

/** `hotline users add EMAIL --name NAME --role ROLE [--link]`, as it was typed. */
export interface AddUserOptions {
  readonly email: string;
  readonly name?: string | undefined;
  readonly role?: readonly string[] | undefined;
  /** Makes a link instead of asking for a password. */
  readonly link?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Answers `hotline users add`. Gives the exit status: 1 where it cannot be done, 2 for wrong usage. */
export async function runAddUser(options: AddUserOptions, world: UsersWorld): Promise<number> {
  const { email, name, link = false } = options;
  if (name === undefined || name.trim() === '') return wrong(world, 'Say who it is: --name "Anna Lind".');
  const roles = readRoles(options.role);
  if (isRefused(roles)) return wrong(world, roles.refused);
  const password = link ? undefined : await askPassword(world, email);
  if (typeof password === 'object') return wrong(world, password.refused);
  const added = await world.desk.add({ email, name, roles, ...(password === undefined ? {} : { password }) });
  if (isRefused(added)) return refuse(world, added);
  return link ? tellLink(added, options, world) : tellAdded(added, options, world);
}

function tellAdded(user: ListedUser, { json }: AddUserOptions, { io }: UsersWorld): 0 {
  if (json) io.print(JSON.stringify({ user }));
  else io.print(`${user.name} may sign in as ${user.email} with the roles ${user.roles.join(', ')}.`);
  return 0;
}

async function tellLink(user: ListedUser, { json }: AddUserOptions, world: UsersWorld): Promise<0 | 1> {
  const link = await world.desk.makeLink(user.id);
  if (isRefused(link)) return refuse(world, link);
  if (json) {
    world.io.print(JSON.stringify({ user, link }));
    return 0;
  }
  world.io.complain(
    `${user.name} has the roles ${user.roles.join(', ')}. This signs them in once, until ${link.endsAt}:`,
  );
  world.io.print(link.address);
  return 0;
}
