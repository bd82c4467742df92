import { type Fault, isFault } from './access/staff/fault.ts';
import type { Asking, Staff } from './access/staff/staff.ts';
import { openAccess } from './access.ts';
import type { AskSecretly } from './cli/agents.ts';
import type { Io } from './cli/io.ts';
import type { Refused, StaffDesk } from './cli/users/staff-desk.ts';
import type { UsersWorld } from './cli/users/users-world.ts';
import { createClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { createDatabase } from './postgres/database.ts';
import { findRunningHotline, type RunningHotline } from './running-hotline.ts';
import {
  EndedAnswer,
  SessionsAnswer,
  SignInLink,
  toLink,
  toUser,
  toUserSession,
  UnlockAnswer,
  UserAnswer,
  UsersAnswer,
} from './web/api/access/user-schemas.ts';

export interface UsersParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly ask: AskSecretly;
  readonly io: Io;
}

/**
 * The commands of `hotline users`, on the accounts of this environment; a hotline that runs on this machine is asked, since
 * it may have the database open alone. Gives the exit status.
 *
 * @throws {ConfigError} where the environment is wrong
 * @throws {DatabaseError} `directory_in_use` where another process has the embedded database open
 */
export async function users(
  { environment, ask, io }: UsersParts,
  run: (world: UsersWorld) => Promise<number>,
): Promise<number> {
  const config = readConfig(environment);
  const running = await findRunningHotline(config);
  if (running) return run({ desk: createAskingDesk(running), ask, io });
  return withDatabase(config, (desk) => run({ desk, ask, io }));
}

async function withDatabase(config: Config, run: (desk: StaffDesk) => Promise<number>): Promise<number> {
  const database = createDatabase({ url: config.DATABASE_URL, directory: config.DATA_DIR });
  try {
    const { staff } = await openAccess(config, { database, now: createClock(config.HOTLINE_NOW) });
    return await run(createDesk(staff, config));
  } finally {
    await database.close();
  }
}

/** Whoever may run commands here, as it is put on record. */
const OPERATOR: Asking = { person: { id: 'operator', name: 'operator' }, from: '127.0.0.1' };

/** Accounts in the database that is open here. */
export function createDesk(staff: Staff, { publicUrl }: Pick<Config, 'publicUrl'>): StaffDesk {
  return {
    list: async () => (await staff.list()).map(toUser),
    add: async (user) => ifDone(await staff.add(user, OPERATOR), toUser),
    change: async (id, change) => ifDone(await staff.change(id, change, OPERATOR), toUser),
    makeLink: async (id) => ifDone(await staff.makeLink(id, OPERATOR), (link) => toLink(link, publicUrl)),
    unlock: async (id) => ifDone(await staff.unlock(id, OPERATOR), (hadTries) => ({ hadTries })),
    sessionsOf: async (id) =>
      ifDone(await staff.sessionsOf(id), (sessions) => ({ sessions: sessions.map(toUserSession) })),
    endSessions: async (id) => ifDone(await staff.endSessions(id, OPERATOR), (ended) => ({ ended })),
  };
}

const ifDone = <Result, Shown>(result: Result | Fault, show: (result: Result) => Shown): Shown | Refused =>
  isFault(result) ? { refused: result.message } : show(result);

/** Accounts behind the API of a hotline that runs. What it does not do it says why, as an error. */
function createAskingDesk({ read }: Pick<RunningHotline, 'read'>): StaffDesk {
  const post = (path: string, body: unknown = {}) => read(path, { method: 'POST', body });
  return {
    list: async () => UsersAnswer.parse(await read('/api/users')).users,
    add: async (user) => UserAnswer.parse(await post('/api/users', user)).user,
    change: async (id, body) => UserAnswer.parse(await read(`/api/users/${id}`, { method: 'PATCH', body })).user,
    makeLink: async (id) => SignInLink.parse(await post(`/api/users/${id}/link`)),
    unlock: async (id) => UnlockAnswer.parse(await post(`/api/users/${id}/unlock`)),
    sessionsOf: async (id) => SessionsAnswer.parse(await read(`/api/users/${id}/sessions`)),
    endSessions: async (id) => EndedAnswer.parse(await read(`/api/users/${id}/sessions`, { method: 'DELETE' })),
  };
}
