import type { Command } from 'commander';
import { runAddUser } from './add-user.ts';
import {
  runDisableUser,
  runEnableUser,
  runUnlockUser,
  runUserLink,
  runUserPassword,
  runUserRoles,
} from './change-user.ts';
import { runListUsers, runUserSessions } from './list-users.ts';
import type { UsersWorld } from './users-world.ts';

/** Runs a command on the accounts of this environment, and keeps the exit status that it gives. */
export type RunOnUsers = (act: (world: UsersWorld) => Promise<number>) => Promise<void>;

/** The commands of `hotline users`. */
export function defineUsers(users: Command, run: RunOnUsers): void {
  /** A command about one account, which is named by its address or its id. */
  const aboutUser = (name: string, description: string): Command =>
    users
      .command(name)
      .description(description)
      .argument('<who>', 'a mail address or an id')
      .option('--json', 'for programs');

  users
    .command('list')
    .description('all accounts')
    .option('--json', 'for programs')
    .action((options) => run((world) => runListUsers(options, world)));

  users
    .command('add')
    .description('add an account; asks for its password, unseen')
    .argument('<email>', 'with which they sign in')
    .option('--name <name>', 'who it is')
    .option('--role <role...>', 'lead, ops, agent or admin; several at will')
    .option('--link', 'make a link that signs them in once, instead of a password')
    .option('--json', 'for programs')
    .action((email, options) => run((world) => runAddUser({ ...options, email }, world)));

  aboutUser('roles', 'give them these roles, and no others; they sign in again')
    .option('--role <role...>', 'lead, ops, agent or admin; several at will')
    .action((who, options) => run((world) => runUserRoles({ ...options, who }, world)));
  aboutUser('password', 'give them a password; asks for it, unseen').action((who, options) =>
    run((world) => runUserPassword({ ...options, who }, world)),
  );
  aboutUser('link', 'make a link that signs them in once, within a day').action((who, options) =>
    run((world) => runUserLink({ ...options, who }, world)),
  );
  aboutUser('disable', 'sign them out everywhere, and let them in no more').action((who, options) =>
    run((world) => runDisableUser({ ...options, who }, world)),
  );
  aboutUser('enable', 'let them in again').action((who, options) =>
    run((world) => runEnableUser({ ...options, who }, world)),
  );
  aboutUser('unlock', 'forget the wrong tries at their password').action((who, options) =>
    run((world) => runUnlockUser({ ...options, who }, world)),
  );
  aboutUser('sessions', 'tell where they are signed in')
    .option('--end', 'sign them out everywhere')
    .action((who, options) => run((world) => runUserSessions({ ...options, who }, world)));
}
